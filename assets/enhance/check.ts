// A form that the server looks over while it is being typed: what would be wrong, said under it. Nothing is saved.

let wait = 0
let newest = 0

export function startChecks(): void {
  document.addEventListener('input', ({ target }) => {
    const form = (target as HTMLInputElement).form
    if (!form?.dataset.check) return
    clearTimeout(wait)
    wait = window.setTimeout(look, 500, form)
  })
}

async function look(form: HTMLFormElement): Promise<void> {
  const state = form.querySelector<HTMLElement>('[data-check-state]')
  const address = new URL(form.dataset.check ?? '', location.href)
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && name !== 'csrf') address.searchParams.append(name, value)
  }
  const mine = ++newest
  try {
    const answer = await fetch(address, { headers: { accept: 'application/json' } })
    if (!state || mine !== newest || !answer.ok) return
    const { said } = (await answer.json()) as { said: string[] }
    state.replaceChildren(
      ...said.map((text) => Object.assign(document.createElement('span'), { textContent: text })),
    )
  } catch {
    // Without a network the form says so when it is sent.
  }
}
