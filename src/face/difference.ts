// Word-level difference of two texts, by their longest common subsequence.
// Hunt & McIlroy, "An Algorithm for Differential File Comparison", Bell Labs CSTR 41, 1976.

export type Piece = { kind: 'same' | 'deleted' | 'inserted'; text: string }

/** Cells of the comparison table above which the middle counts as rewritten: 4 MB, some ms. */
const LARGEST = 4_000_000

/** What became of `left` on the way to `right`. Joining the pieces that are not inserted gives
 * `left` again; joining those that are not deleted gives `right`. */
export function difference(left: string, right: string): Piece[] {
  const a = tokens(left)
  const b = tokens(right)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  let end = 0
  const room = Math.min(a.length, b.length) - start
  while (end < room && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1
  return joined([
    ...a.slice(0, start).map(same),
    ...middle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(same),
  ])
}

const same = (text: string): Piece => ({ kind: 'same', text })
const deleted = (text: string): Piece => ({ kind: 'deleted', text })
const inserted = (text: string): Piece => ({ kind: 'inserted', text })

/** Words, spaces and single marks apart, so that a new comma changes no word. */
const tokens = (text: string): string[] =>
  text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\s]|\s+/gu) ?? []

function middle(a: string[], b: string[]): Piece[] {
  if (a.length * b.length > LARGEST) return [...a.map(deleted), ...b.map(inserted)]
  const width = b.length + 1
  const longest = new Uint16Array((a.length + 1) * width)
  const at = (i: number, j: number) => longest[i * width + j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pieces: Piece[] = []
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? '', b[j] ?? '']
    if (left === right) {
      pieces.push(same(left))
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      pieces.push(deleted(left))
      i += 1
    } else {
      pieces.push(inserted(right))
      j += 1
    }
  }
  return [...pieces, ...a.slice(i).map(deleted), ...b.slice(j).map(inserted)]
}

/** One deletion and one insertion for each stretch of change; a space that two changes share belongs
 * to the stretch, so that readers see phrases and not crumbs. */
function joined(pieces: Piece[]): Piece[] {
  const runs: Piece[] = []
  let [gone, come] = ['', '']
  const close = () => {
    if (gone) runs.push(deleted(gone))
    if (come) runs.push(inserted(come))
    gone = ''
    come = ''
  }
  pieces.forEach(({ kind, text }, index) => {
    const inChange = (gone || come) && /^\s+$/.test(text) && changes(pieces[index + 1])
    if (kind === 'same' && !inChange) {
      close()
      const last = runs.at(-1)
      if (last?.kind === 'same') last.text += text
      else runs.push(same(text))
      return
    }
    if (kind !== 'inserted') gone += text
    if (kind !== 'deleted') come += text
  })
  close()
  return runs
}

const changes = (piece: Piece | undefined) => piece !== undefined && piece.kind !== 'same'
