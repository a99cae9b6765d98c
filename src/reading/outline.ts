// The lines of the plan's body as a tree, by their markers: a line whose kind of marker is already open
// is a sibling there; any other goes one deeper. So I/1/-/+, A/I/1/a, 1/1.1/a and their like need no list.

import { type TextLine, WORD_LEVEL } from './lines.ts'
import { asLetter, type Marker, upperValue } from './marker.ts'

export type Node = { line: TextLine; key: string; children: Node[] }

type Open = { node: Node; marker: Marker | null }

/** The tree of these lines. A line without a marker belongs to the nearest numbered line above it. */
export function outline(lines: TextLine[]): Node[] {
  const root: Node[] = []
  let open: Open[] = []
  for (const line of lines) {
    const marker = line.marker === null ? null : settle(line.marker, open)
    const isTitle = marker === null && isCapitalTitle(line.text)
    const key = marker ? keyOf(marker, line, open) : isTitle ? 'title' : 'text'
    const node: Node = { line, key, children: [] }
    open = above(key, marker, open)
    const parent = open[open.length - 1]
    ;(parent ? parent.node.children : root).push(node)
    if (key !== 'text') open.push({ node, marker })
  }
  return root
}

/** A line all in capitals without a number: the title of a section. */
export function isCapitalTitle(text: string): boolean {
  return (
    text.length <= 160 &&
    /\p{Lu}{2}/u.test(text) &&
    !/\p{Ll}/u.test(text) &&
    text.split(' ').length >= 2
  )
}

function keyOf(marker: Marker, line: TextLine, open: Open[]): string {
  if (marker.kind !== 'bullet') return marker.key
  const sameSign = open.filter(
    (one) => one.marker?.kind === 'bullet' && one.marker.key === marker.key,
  )
  const near = sameSign.reduce<Open | undefined>((best, one) => {
    const gap = (other: Open) => Math.abs(other.node.line.level - line.level)
    return best && gap(best) <= gap(one) ? best : one
  }, undefined)
  if (!near) return `${marker.key}@${line.level}`
  const deeper = line.level - near.node.line.level
  // Word's own levels are sure; the blanks before a line of plain text count only under a colon.
  const isDeeper = deeper >= WORD_LEVEL || (deeper >= 2 && near.node.line.text.endsWith(':'))
  return isDeeper ? `${marker.key}@${line.level}` : near.node.key
}

/** Phần, Chương, Mục, Điều: each stands under those before it. */
const PARTS = ['ph', 'ch', 'mụ', 'đi']

/** What stays open above a new line. */
function above(key: string, marker: Marker | null, open: Open[]): Open[] {
  if (key === 'text') {
    let at = open.length
    while (at > 0 && open[at - 1]!.marker?.kind === 'bullet') at--
    return open.slice(0, at)
  }
  const at = open.findIndex((one) => one.node.key === key)
  if (at >= 0) return open.slice(0, at)
  if (key === 'title') return []
  if (marker?.kind === 'bullet') return open
  // Numbered lines never stand under a bullet, unless the bullet introduces them.
  let end = open.length
  while (
    end > 0 &&
    open[end - 1]!.marker?.kind === 'bullet' &&
    !open[end - 1]!.node.line.text.endsWith(':')
  )
    end--
  if (marker?.kind !== 'part') return open.slice(0, end)
  const rank = PARTS.indexOf(key)
  return open.filter((one) => one.marker?.kind === 'part' && PARTS.indexOf(one.node.key) < rank)
}

/** "C." may be a letter or a Roman number: it is what goes on from the list that is open. */
function settle(marker: Marker, open: Open[]): Marker {
  if (marker.kind !== 'roman' || marker.label.length !== 1) return marker
  const letters = open.find((one) => one.marker?.kind === 'upper')
  if (letters && letters.marker!.value === upperValue(marker.label) - 1) return asLetter(marker)
  const romans = open.find((one) => one.marker?.kind === 'roman')
  if (!romans && !'IVX'.includes(marker.label)) return asLetter(marker)
  return marker
}
