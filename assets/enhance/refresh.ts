// While long work runs, the page asks for itself again and shows how far it is.

import { swap } from './swap.ts'

export function startRefresh(): void {
  const seconds = Number(document.querySelector<HTMLElement>('main')?.dataset.refresh)
  if (seconds > 0) window.setTimeout(ask, seconds * 1000)
}

async function ask(): Promise<void> {
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (answer.redirected) return location.assign(answer.url)
    if (answer.ok) swap(await answer.text())
  } catch {
    // The next try may reach the server again.
  }
  startRefresh()
}
