// A form is sent once, and is not left by accident while it holds what nobody has.

const changed = new Set<HTMLFormElement>()
const sending = new Set<HTMLFormElement>()

/** The form is on its way (or is not any more). */
export function setSending(form: HTMLFormElement, on: boolean): void {
  if (on) sending.add(form)
  else sending.delete(form)
  for (const button of form.querySelectorAll<HTMLElement>('button[type="submit"]')) {
    if (on) button.setAttribute('aria-disabled', 'true')
    else button.removeAttribute('aria-disabled')
  }
}

export function startForms(): void {
  document.addEventListener('input', ({ target }) => {
    const form = (target as HTMLInputElement).form
    if (form?.matches('[data-guard]')) changed.add(form)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (form.method !== 'post' || event.defaultPrevented) return
    if (sending.has(form)) return event.preventDefault()
    setSending(form, true)
  })
  // A page brought back by the Back button is as it was left: sending must be possible again.
  window.addEventListener('pageshow', () => {
    for (const form of [...sending]) setSending(form, false)
  })
  window.addEventListener('beforeunload', (event) => {
    const unsent = [...changed].some((form) => form.isConnected && !sending.has(form))
    if (unsent) event.preventDefault()
  })
}
