// A matrix is one stop of the Tab key; arrows, Home and End walk its cells.

type Step = (row: number, column: number) => [number, number]

const STEPS: Record<string, Step> = {
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  Home: (row) => [row, 0],
  End: (row) => [row, -1],
}

const linksOf = (row: Element) => [...row.querySelectorAll<HTMLElement>('td')]

export function startGrids(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.matches('[data-grid] td > a')) return
    for (const link of target.closest('table')?.querySelectorAll<HTMLElement>('td > a') ?? []) {
      link.tabIndex = link === target ? 0 : -1
    }
  })
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    const step = STEPS[key]
    if (!step || !(target instanceof HTMLElement) || !target.matches('[data-grid] td > a')) return
    const rows = [...(target.closest('tbody')?.rows ?? [])]
    const row = rows.findIndex((each) => each.contains(target))
    const column = linksOf(rows[row] as Element).findIndex((each) => each.contains(target))
    const goal = nextLink(rows, row, column, event.ctrlKey && key === 'End' ? last(rows) : step)
    if (!goal) return
    event.preventDefault()
    goal.focus()
    goal.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

const last =
  (rows: Element[]): Step =>
  () => [rows.length - 1, -1]

/** The first linked cell in the direction of the step; cells without a link are passed over. */
function nextLink(rows: Element[], row: number, column: number, step: Step): HTMLElement | null {
  let [y, x] = step(row, column)
  for (let tries = 0; tries < 300; tries += 1) {
    const cells = rows[y] ? linksOf(rows[y] as Element) : []
    const cell = x === -1 && step(row, column)[1] === -1 ? cells.at(-1) : cells[x]
    if (!cell) return null
    const link = cell.querySelector('a')
    if (link) return link
    const [nextY, nextX] = step(y, x)
    if (nextY === y && nextX === x) return null
    ;[y, x] = [nextY, nextX]
  }
  return null
}
