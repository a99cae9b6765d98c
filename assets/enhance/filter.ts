// A list follows each choice in its filter; typing waits for a pause. Without script the button does it.

import { swap } from './swap.ts'

let wait = 0
let newest = 0

export function startFilters(): void {
  document.addEventListener('change', ({ target }) => {
    const control = target as HTMLInputElement
    if (control.form?.matches('[data-filter]') && control.type !== 'search') follow(control.form)
  })
  document.addEventListener('input', ({ target }) => {
    const control = target as HTMLInputElement
    if (!control.form?.matches('[data-filter]') || !/search|text/.test(control.type)) return
    clearTimeout(wait)
    wait = window.setTimeout(follow, 400, control.form)
  })
}

async function follow(form: HTMLFormElement): Promise<void> {
  const query = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') query.append(name, value)
  }
  const address = `${form.getAttribute('action')}?${query}`
  const mine = ++newest
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } })
    if (!answer.ok || mine !== newest) return
    const caret = (document.activeElement as HTMLInputElement | null)?.selectionEnd ?? null
    if (swap(await answer.text())) history.replaceState(null, '', address)
    const box = document.activeElement
    if (caret !== null && box instanceof HTMLInputElement && /search|text/.test(box.type)) {
      box.setSelectionRange(caret, caret)
    }
  } catch {
    // Without a network the list stays as it is; the button still says what to do.
  }
}
