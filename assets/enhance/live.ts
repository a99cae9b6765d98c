// An open page follows the figures: texts, bars and the order of rows are exchanged as events bring newer ones. While
// nobody looks at the page the line is closed.

let line: EventSource | null = null
let again = 0
let readers = 0

export function startLive(root: ParentNode): void {
  const place = root.querySelector<HTMLElement>('[data-live-from]')
  if (!place && root !== document && !document.querySelector('[data-live-from]')) hangUp()
  if (!place || !window.EventSource) return
  place.hidden = false
  if (readers++ === 0) {
    document.addEventListener('visibilitychange', () => (document.hidden ? hangUp() : call()))
    addEventListener('pagehide', hangUp)
    addEventListener('pageshow', call)
  }
  hangUp()
  call()
}

function hangUp(): void {
  clearTimeout(again)
  line?.close()
  line = null
}

function call(): void {
  const place = document.querySelector<HTMLElement>('[data-live-from]')
  if (!place || line || document.hidden) return
  const mine = new EventSource(place.dataset.liveFrom ?? '')
  line = mine
  mine.onopen = () => told(place, true)
  mine.addEventListener('figures', (event) => show(JSON.parse(event.data)))
  mine.onerror = () => {
    told(place, false)
    if (mine.readyState !== EventSource.CLOSED) return
    // Refused, not cut: the browser does not try again by itself.
    hangUp()
    again = window.setTimeout(call, 10_000)
  }
}

function told(place: HTMLElement, isOn: boolean): void {
  place.classList.toggle('is-cut', !isOn)
  const word = place.querySelector<HTMLElement>('[data-live-word]')
  const text = (isOn ? word?.dataset.on : place.dataset.off) ?? ''
  if (word && word.textContent !== text) word.textContent = text
}

function show(figures: Record<string, string>): void {
  const isQuiet = matchMedia('(prefers-reduced-motion: reduce)').matches
  for (const [key, value] of Object.entries(figures)) {
    const name = CSS.escape(key)
    for (const at of document.querySelectorAll<HTMLElement>(`[data-live="${name}"]`)) {
      if (at.textContent === value) continue
      at.textContent = value
      if (key !== 'at' && !isQuiet) mark(at)
    }
    for (const side of ['width', 'points'])
      for (const at of document.querySelectorAll(`[data-live-${side}="${name}"]`))
        at.setAttribute(side, value)
    for (const body of document.querySelectorAll(`[data-live-order="${name}"]`)) sort(body, value)
  }
}

function mark(at: HTMLElement): void {
  at.classList.add('just-changed')
  setTimeout(() => at.classList.remove('just-changed'), 1500)
}

/** Rows are moved only where their order changed, and never from under the focus. */
function sort(body: Element, order: string): void {
  const rows = new Map(
    [...body.querySelectorAll<HTMLElement>('tr[data-row]')].map((row) => [row.dataset.row, row]),
  )
  const wanted = order.split(' ').flatMap((key) => rows.get(key) ?? [])
  if (wanted.every((row, at) => body.children[at] === row)) return
  if (body.contains(document.activeElement)) return
  body.append(...wanted)
}
