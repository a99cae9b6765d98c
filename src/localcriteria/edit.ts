// Changes to a draft set, one at a time; each gives a new set. What a change names and is not there is refused.

import { Problem } from '../platform/index.ts'
import {
  type Adjustment,
  type CriteriaSet,
  type Criterion,
  type Group,
  type Line,
  MOST_LINES,
  walk,
} from './set.ts'

export type Head = Pick<
  CriteriaSet,
  'name' | 'source' | 'note' | 'valid' | 'group' | 'rounding' | 'notApplicable'
>
export type LineFields =
  | Omit<Criterion, 'code'>
  | Pick<Group, 'kind' | 'title' | 'max' | 'weight' | 'combine'>

export type Edit =
  | { do: 'head'; head: Head }
  | { do: 'add'; under: string | null; code: string; line: LineFields }
  | { do: 'save'; code: string; newCode: string; line: LineFields }
  | { do: 'move'; code: string; to: 'up' | 'down' | 'in' | 'out' }
  | { do: 'remove'; code: string }
  | { do: 'renumber' }
  | { do: 'adjustment'; code: string | null; adjustment: Adjustment }
  | { do: 'bands'; bands: CriteriaSet['bands'] }
  | { do: 'rules'; rules: CriteriaSet['rules'] }

/** The set after the change. Refuses with 404 what is not there, with 409 what cannot be. */
export function edited(set: CriteriaSet, edit: Edit): CriteriaSet {
  switch (edit.do) {
    case 'head':
      return { ...set, ...edit.head }
    case 'bands':
      return { ...set, bands: edit.bands }
    case 'rules':
      return { ...set, rules: edit.rules }
    case 'renumber':
      return renumbered(set)
    case 'add':
      return added(set, edit.under, lineOf(edit.code, edit.line, []))
    case 'adjustment':
      return adjusted(set, edit.code, edit.adjustment)
    case 'save':
      return { ...set, lines: mapLine(set.lines, edit.code, (old) => saved(old, edit)) }
    case 'remove':
      return removed(set, edit.code)
    case 'move':
      return { ...set, lines: moved(set.lines, edit.code, edit.to) }
  }
}

const lineOf = (code: string, fields: LineFields, lines: Line[]): Line =>
  fields.kind === 'group' ? { ...fields, code, lines } : { ...fields, code }

function saved(old: Line, { newCode, line }: Extract<Edit, { do: 'save' }>): Line {
  const below = old.kind === 'group' ? old.lines : []
  if (line.kind === 'criterion' && below.length > 0)
    throw new Problem(409, 'criteria.group-has-lines', { code: old.code })
  return lineOf(newCode, line, below)
}

function added(set: CriteriaSet, under: string | null, line: Line): CriteriaSet {
  if (walk(set.lines).length >= MOST_LINES)
    throw new Problem(409, 'criteria.too-many-lines', { most: MOST_LINES })
  if (under === null) return { ...set, lines: [...set.lines, line] }
  const lines = mapLine(set.lines, under, (group) => {
    if (group.kind !== 'group') throw new Problem(409, 'criteria.not-a-group', { code: under })
    return { ...group, lines: [...group.lines, line] }
  })
  return { ...set, lines }
}

function adjusted(set: CriteriaSet, code: string | null, adjustment: Adjustment): CriteriaSet {
  if (code === null) return { ...set, adjustments: [...set.adjustments, adjustment] }
  if (!set.adjustments.some((each) => each.code === code)) throw noLine(code)
  return {
    ...set,
    adjustments: set.adjustments.map((each) => (each.code === code ? adjustment : each)),
  }
}

function removed(set: CriteriaSet, code: string): CriteriaSet {
  const adjustments = set.adjustments.filter((each) => each.code !== code)
  if (adjustments.length < set.adjustments.length) return { ...set, adjustments }
  requireLine(set.lines, code)
  return { ...set, lines: without(set.lines, code) }
}

const noLine = (code: string) => new Problem(404, 'criteria.no-line', { code })

function requireLine(lines: readonly Line[], code: string): void {
  if (!walk(lines).some(({ line }) => line.code === code)) throw noLine(code)
}

const without = (lines: readonly Line[], code: string): Line[] =>
  lines
    .filter((line) => line.code !== code)
    .map((line) => (line.kind === 'group' ? { ...line, lines: without(line.lines, code) } : line))

function mapLine(lines: readonly Line[], code: string, change: (line: Line) => Line): Line[] {
  requireLine(lines, code)
  const map = (each: Line): Line => {
    if (each.code === code) return change(each)
    return each.kind === 'group' ? { ...each, lines: each.lines.map(map) } : each
  }
  return lines.map(map)
}

/** Up and down among its neighbours; in: under the group before it; out: behind its own group. At an end it stays. */
function moved(lines: Line[], code: string, to: 'up' | 'down' | 'in' | 'out'): Line[] {
  requireLine(lines, code)
  const at = lines.findIndex((line) => line.code === code)
  const line = lines[at]
  if (line) return movedHere(lines, line, at, to)
  return lines.flatMap((each): Line[] => {
    if (each.kind !== 'group' || !walk(each.lines).some((it) => it.line.code === code))
      return [each]
    const own = each.lines.find((it) => it.code === code)
    if (to === 'out' && own) return [{ ...each, lines: each.lines.filter((it) => it !== own) }, own]
    return [{ ...each, lines: moved(each.lines, code, to) }]
  })
}

function movedHere(lines: Line[], line: Line, at: number, to: string): Line[] {
  const rest = lines.filter((each) => each !== line)
  if (to === 'up') return rest.toSpliced(Math.max(0, at - 1), 0, line)
  if (to === 'down') return rest.toSpliced(at + 1, 0, line)
  const before = lines[at - 1]
  if (to === 'in' && before?.kind === 'group')
    return rest.map((each) =>
      each === before ? { ...before, lines: [...before.lines, line] } : each,
    )
  return lines
}

/** Codes by place: 1, 1.1, 1.1.1 …; rules that look at a line follow it. */
function renumbered(set: CriteriaSet): CriteriaSet {
  const codes = new Map<string, string>()
  const number = (lines: readonly Line[], before: string): Line[] =>
    lines.map((line, at) => {
      const code = `${before}${at + 1}`
      codes.set(line.code, code)
      return line.kind === 'group'
        ? { ...line, code, lines: number(line.lines, `${code}.`) }
        : { ...line, code }
    })
  const lines = number(set.lines, '')
  const rules = set.rules.map((rule) => ({
    ...rule,
    when: rule.when.map((each) =>
      each.line === undefined ? each : { ...each, line: codes.get(each.line) ?? each.line },
    ),
  }))
  return { ...set, lines, rules }
}

/** The code a new line would get under a group, or at the top. */
export function nextCode(set: CriteriaSet, under: string | null): string {
  const taken = new Set([
    ...walk(set.lines).map(({ line }) => line.code),
    ...set.adjustments.map(({ code }) => code),
  ])
  const before = under === null ? '' : `${under}.`
  let n = 1
  while (taken.has(`${before}${n}`)) n += 1
  return `${before}${n}`
}
