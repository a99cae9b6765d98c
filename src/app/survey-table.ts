// Estimates of a survey as a person reads them: a plain table, CSV, or JSON.

import { type ByDomain, confidenceInterval, type Estimate } from '../lib/stats/index.ts'

export type SurveyForm = 'table' | 'csv' | 'json'

type Line = Record<string, string | number | null>

/** Prints the estimates, a line for each group and variable. */
export function surveyTable(made: ByDomain, form: SurveyForm): string {
  const lines = made.groups.flatMap((group, at) =>
    made.estimates[at]!.map((estimate, j): Line => {
      const named = Object.fromEntries(made.by.map((name, column) => [name, group[column]!]))
      return { ...named, variable: made.variables[j]!, ...numbersOf(estimate) }
    }),
  )
  if (form === 'json') return JSON.stringify(lines)
  const heads = Object.keys(lines[0] ?? { variable: null })
  if (form === 'csv') {
    const rows = lines.map((line) => heads.map((head) => quoted(line[head])).join(','))
    return [heads.map(quoted).join(','), ...rows].join('\n')
  }
  return aligned(heads, lines)
}

function numbersOf(estimate: Estimate): Line {
  const { lower, upper } = confidenceInterval(estimate)
  return {
    estimate: estimate.estimate,
    se: estimate.se,
    lower,
    upper,
    df: estimate.df,
    n: estimate.n,
    deff: estimate.deff === Number.POSITIVE_INFINITY ? 'Inf' : estimate.deff,
  }
}

function quoted(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const HEADS: Record<string, string> = { se: 'SE', lower: '95 % from', upper: 'to' }
const LEFT = new Set(['variable'])

function aligned(heads: string[], lines: Line[]): string {
  const numeric = heads.filter((head) => lines.every((line) => typeof line[head] !== 'string'))
  const rows = [
    heads.map((head) => HEADS[head] ?? head),
    ...lines.map((line) => heads.map((head) => shown(head, line[head]))),
  ]
  const widths = heads.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          numeric.includes(heads[at]!) && !LEFT.has(heads[at]!)
            ? cell.padStart(widths[at]!)
            : cell.padEnd(widths[at]!),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Five figures are more than a survey can tell; counts are whole; – where there is nothing to say. */
function shown(head: string, value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string' || head === 'n' || head === 'df') return String(value)
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return String(value)
  const size = Math.abs(value)
  if (size >= 1e5 && size < 1e15) return value.toFixed(0)
  return size !== 0 && (size < 1e-4 || size >= 1e15) ? value.toExponential(3) : value.toPrecision(5)
}
