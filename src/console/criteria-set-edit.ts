// From the fields of the editor's forms to one change of a set.

import {
  type CriteriaSet,
  type Edit,
  FACTS,
  nextCode,
  readSet,
  stepsOf,
} from '../localcriteria/index.ts'
import { Problem } from '../platform/index.ts'
import { field, numberOf } from './criteria-key.ts'

type Fields = Record<string, unknown>

/** The change that a form asks for, checked against the shape of a set. */
export function editOf(input: Fields, set: CriteriaSet): Edit {
  const code = field(input, 'line')
  switch (field(input, 'do')) {
    case 'add': {
      const under = field(input, 'under') || null
      const named = field(input, 'code')
      return { do: 'add', under, code: named || nextCode(set, under), line: lineOf(input, named) }
    }
    case 'save':
      return {
        do: 'save',
        code,
        newCode: field(input, 'code') || code,
        line: lineOf(input, code),
      }
    case 'up':
    case 'down':
    case 'in':
    case 'out':
      return { do: 'move', code, to: field(input, 'do') as 'up' }
    case 'remove':
      return { do: 'remove', code }
    case 'renumber':
      return { do: 'renumber' }
    case 'head':
      return { do: 'head', head: headOf(input, set) }
    case 'adjustment':
      return { do: 'adjustment', code: code || null, adjustment: adjustmentOf(input, set) }
    case 'bands':
      return { do: 'bands', bands: bandsOf(input) }
    case 'rules':
      return { do: 'rules', rules: rulesOf(input) }
    default:
      throw new Problem(422, 'criteria.line-unfit', { what: field(input, 'do') })
  }
}

/** Passes a whole set through its shape; refuses with what is wrong and where. */
function shaped(set: Fields): CriteriaSet {
  const checked = readSet(set)
  if ('set' in checked) return checked.set
  const [issue] = checked.issues
  const at = issue?.path.split('.').at(-1) ?? ''
  throw new Problem(422, 'criteria.line-unfit', { what: `${at} — ${issue?.message ?? ''}` })
}

const BARE = {
  format: 'congtam-criteria-1',
  name: 'x',
  valid: { from: null, to: null },
  rounding: { line: 2, total: 2 },
  lines: [],
}

function lineOf(input: Fields, code: string) {
  const number = (name: string) => numberOf(field(input, name), code)
  const weight = number('weight')
  const base = {
    code: 'x',
    title: field(input, 'title'),
    max: number('max') ?? 0,
    ...(weight === null ? {} : { weight }),
  }
  const measure = field(input, 'measure')
  const isMeasured = field(input, 'by') === 'measure'
  const line =
    field(input, 'kind') === 'group'
      ? { ...base, kind: 'group', combine: field(input, 'combine') || 'sum', lines: [] }
      : {
          ...base,
          kind: 'criterion',
          by: field(input, 'by') || 'self',
          evidence: field(input, 'evidence') || 'none',
          guide: field(input, 'guide'),
          steps: stepsOf(field(input, 'steps')),
          mayNotApply: field(input, 'mayNotApply') === '1',
          serves: field(input, 'serves')
            .split(',')
            .map((each) => each.trim())
            .filter(Boolean),
          ...(isMeasured && measure
            ? {
                measure: {
                  name: measure,
                  full: (number('full') ?? 100) / 100,
                  whenNothing: field(input, 'whenNothing') || 'not-applicable',
                },
              }
            : {}),
        }
  const [fitted] = shaped({ ...BARE, lines: [line] }).lines
  if (!fitted) throw new Problem(422, 'criteria.line-unfit', { what: code })
  const { code: _, ...fields } = fitted
  return fields
}

function headOf(input: Fields, set: CriteriaSet) {
  const { name, source, note, valid, group, rounding, notApplicable } = shaped({
    ...BARE,
    name: field(input, 'name'),
    source: field(input, 'source'),
    note: field(input, 'note'),
    valid: { from: field(input, 'validFrom') || null, to: field(input, 'validTo') || null },
    group: set.group,
    rounding: {
      line: numberOf(field(input, 'lineDigits'), 'lineDigits') ?? 2,
      total: numberOf(field(input, 'totalDigits'), 'totalDigits') ?? 2,
    },
    notApplicable: field(input, 'notApplicable') || 'rescale',
  })
  return { name, source, note, valid, group, rounding, notApplicable }
}

function adjustmentOf(input: Fields, set: CriteriaSet) {
  const code = field(input, 'code') || field(input, 'line')
  const [fitted] = shaped({
    ...BARE,
    adjustments: [
      {
        kind: field(input, 'kind'),
        code: code || freshCode(field(input, 'kind'), set),
        title: field(input, 'title'),
        each: numberOf(field(input, 'each'), code) ?? 0,
        most: numberOf(field(input, 'most'), code) ?? 0,
        by: field(input, 'by') || 'appraised',
        evidence: field(input, 'evidence') || 'none',
        guide: field(input, 'guide'),
      },
    ],
  }).adjustments
  if (!fitted) throw new Problem(422, 'criteria.line-unfit', { what: code })
  return fitted
}

/** T1, T2 … for what is taken off, C1, C2 … for what is added. */
function freshCode(kind: string, { adjustments }: CriteriaSet): string {
  const letter = kind === 'award' ? 'C' : 'T'
  let n = 1
  while (adjustments.some(({ code }) => code === `${letter}${n}`)) n += 1
  return `${letter}${n}`
}

const places = (input: Fields, prefix: string): string[] =>
  Object.keys(input)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
    .sort((a, b) => Number(a) - Number(b))

function bandsOf(input: Fields): CriteriaSet['bands'] {
  const bands = places(input, 'label.').flatMap((at) => {
    const label = field(input, `label.${at}`)
    if (label === '') return []
    return [{ label, atLeast: numberOf(field(input, `atLeast.${at}`), label) ?? 0 }]
  })
  return shaped({ ...BARE, bands }).bands
}

/** Rules by their place; conditions by a second place. An emptied title drops the rule. */
function rulesOf(input: Fields): CriteriaSet['rules'] {
  const rules = places(input, 'ruleTitle.').flatMap((at) => {
    const title = field(input, `ruleTitle.${at}`)
    if (title === '') return []
    const code = field(input, `ruleCode.${at}`) || `QT${Number(at) + 1}`
    const when = places(input, `fact.${at}.`).flatMap((n) => {
      const fact = field(input, `fact.${at}.${n}`)
      if (!(FACTS as readonly string[]).includes(fact)) return []
      const line = field(input, `factLine.${at}.${n}`)
      return [
        {
          fact,
          ...(fact === 'line' ? { line } : {}),
          limit: field(input, `limit.${at}.${n}`) || 'at-least',
          value: numberOf(field(input, `value.${at}.${n}`), code) ?? 0,
        },
      ]
    })
    return [{ code, kind: field(input, `ruleKind.${at}`) || 'commend', title, when }]
  })
  return shaped({ ...BARE, rules }).rules
}
