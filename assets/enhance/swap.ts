// Puts the main part of another answer in place of the present one; focus stays where it was, what was opened stays open.

type Reader = (root: ParentNode) => void

const readers: Reader[] = []

/** Runs now, and again whenever the main part was exchanged. */
export function onContent(reader: Reader): void {
  readers.push(reader)
  reader(document)
}

/** Shows the `<main>` of a page's text; false when it has none. */
export function swap(text: string): boolean {
  const answer = new DOMParser().parseFromString(text, 'text/html')
  const next = answer.querySelector('main')
  const main = document.querySelector('main')
  if (!next || !main) return false
  const { id = '', name = '' } = (document.activeElement ?? {}) as { id?: string; name?: string }
  const open = [...main.querySelectorAll('details[id][open]')].map((it) => it.id)
  document.title = answer.title
  main.replaceWith(next)
  for (const it of open) document.getElementById(it)?.setAttribute('open', '')
  const again =
    (id && document.getElementById(id)) ||
    (name && next.querySelector(`[name="${CSS.escape(name)}"]`))
  if (again instanceof HTMLElement) again.focus({ preventScroll: true })
  for (const reader of readers) reader(next)
  return true
}
