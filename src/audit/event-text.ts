// What an event says beside its verb, as terms and values: ids become names where they are known,
// a before and an after become one line for each thing that changed.

import { authWords } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import { formatDay, isDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { canonical, type Lang, say } from '../platform/index.ts'
import { auditWords } from './words.ts'

export type Detail = { term: string; value: string }

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const PERIOD = /^\d{4}-(Q[1-4]|H[12]|\d\d)$/
const MOST_VALUES = 5

/** Ids that stand anywhere in a value. */
export const idsIn = (value: unknown): string[] => canonical(value ?? null).match(UUID) ?? []

/** Terms and values of an event's details, in the order they were written. */
export function detailsOf(
  details: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
  lang: Lang,
): Detail[] {
  if (!('before' in details) || !('after' in details)) {
    return Object.entries(details).map(([key, value]) => ({
      term: termOf(key, lang),
      value: choiceText(key, value, lang) ?? valueText(value, names, lang),
    }))
  }
  const { before, after, ...rest } = details
  return [...detailsOf(rest, names, lang), ...changes(before, after, names, lang)]
}

/** The word of a value that is one of a few: a role, a kind of evidence. */
function choiceText(key: string, value: unknown, lang: Lang): string | undefined {
  const [own, roles]: Readonly<Record<string, string>>[] = [auditWords[lang], authWords[lang]]
  const name = `${key}.${value}`
  return roles?.[name] ?? own?.[name]
}

function changes(before: unknown, after: unknown, names: ReadonlyMap<string, string>, lang: Lang) {
  const t = say(auditWords, lang)
  const [was, is] = [asRecord(before), asRecord(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => canonical(was[key] ?? null) !== canonical(is[key] ?? null))
    .map((key) => ({
      term: termOf(key, lang),
      value: t('change.arrow', {
        before: valueText(was[key], names, lang),
        after: valueText(is[key], names, lang),
      }),
    }))
}

const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : { value }

function termOf(key: string, lang: Lang): string {
  const words: Readonly<Record<string, string>> = auditWords[lang]
  return words[`key.${key}`] ?? key
}

function valueText(value: unknown, names: ReadonlyMap<string, string>, lang: Lang): string {
  const t = say(auditWords, lang)
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return formatNumber(value, value % 1 === 0 ? 0 : 2, lang)
  if (typeof value === 'string') return wordText(value, names, lang)
  if (!Array.isArray(value)) {
    const parts = Object.values(value).filter((part) => part !== null && part !== '')
    return parts.map((part) => valueText(part, names, lang)).join(' ')
  }
  if (value.length === 0) return '—'
  const shown = value.slice(0, MOST_VALUES).map((part) => valueText(part, names, lang))
  const more = value.length - shown.length
  return more > 0 ? t('more.values', { shown: shown.join(', '), n: more }) : shown.join(', ')
}

function wordText(value: string, names: ReadonlyMap<string, string>, lang: Lang): string {
  const known = names.get(value)
  if (known) return known
  if (isDay(value)) return formatDay(value, lang)
  if (PERIOD.test(value)) return periodLabel(value, lang)
  if (value.match(UUID)?.[0] === value) return shortId(value)
  return /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 12)}…` : value
}

/** The end of an id, which tells ids apart; its beginning is the time it was made. */
export const shortId = (id: string): string => `…${id.slice(-8)}`

/** What an event was done to, in words: `Người: Nguyễn Văn A`, `Danh mục đơn vị`, `Báo cáo …0c3a91be`.
 * A subject that is an id alone is called after the noun of its verb. */
export function subjectText(
  { subject, verb }: { subject: string; verb: string },
  names: ReadonlyMap<string, string>,
  lang: Lang,
): string {
  const words: Readonly<Record<string, string>> = auditWords[lang]
  const [noun = '', ...rest] = subject.split(':')
  if (rest.length > 0) {
    return `${words[`noun.${noun}`] ?? noun}: ${wordText(rest.join(':'), names, lang)}`
  }
  const [ofVerb = ''] = verb.split(/[.]/)
  const isId = subject.match(UUID)?.[0] === subject
  const word = words[`noun.${isId ? ofVerb : subject}`]
  if (!isId) return word ?? wordText(subject, names, lang)
  return word ? `${word} ${wordText(subject, names, lang)}` : wordText(subject, names, lang)
}
