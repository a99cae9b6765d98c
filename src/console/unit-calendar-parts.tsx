// What the pages of a unit's calendar share: an entry in words, and what it would change.

import type { VNode } from 'preact'
import { z } from 'zod'
import { type CalendarEffect, maskedCode } from '../dossiers/index.ts'
import { DefinitionList, Section, Stat, Stats, Table, whenText } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { type Entry, type EntryAsked, hoursText, officeTimeWords } from '../officetime/index.ts'
import { unitByCode } from '../org/index.ts'
import { type Page, Problem, type Read, say } from '../platform/index.ts'
import { sentence } from './frame.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'

export const calendarHref = (code: string): string => `/office/units/${code}/calendar`
export const ofUnit = z.looseObject({ code: z.string().max(40) })
export const unitNamed = async (
  { db, today }: Pick<Read, 'db' | 'today'>,
  { code }: { code: string },
) => (await unitByCode(db, code, today))?.id ?? null

type Told = Pick<Entry, 'kind' | 'from' | 'to' | 'weekday' | 'hours'>

/** `Thứ Bảy hằng tuần, 01/06/2026 – 31/12/2026`. */
export function whenOf({ from, to, weekday }: Told, { lang }: Pick<Page, 'lang'>): string {
  const t = say(unitCalendarWords, lang)
  const day = formatDay(from, lang)
  const span =
    to === null
      ? t('when.from', { from: day })
      : from === to
        ? t('when.one', { day })
        : t('when.span', { from: day, to: formatDay(to, lang) })
  if (weekday === null) return span
  return t('when.weekday', { weekday: t(`weekday.${weekday}` as 'weekday.0'), span })
}

export const whatOf = ({ kind, hours }: Told, { lang }: Pick<Page, 'lang'>): string => {
  const word = unitCalendarWords[lang][`kind.${kind}`]
  return hours ? `${word} ${hoursText(hours)}` : word
}

export const decisionOf = (
  { decision, decidedOn }: Pick<EntryAsked, 'decision' | 'decidedOn'>,
  { lang }: Pick<Page, 'lang'>,
): string =>
  say(unitCalendarWords, lang)('decision.of', {
    number: decision,
    day: formatDay(decidedOn, lang),
  })

/** A refusal in words; days in it as the reader writes them. */
export function refusalOf(problem: Problem | null, lang: Page['lang']): string {
  if (!problem) return ''
  const details = Object.entries(problem.details ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? whenText(value, lang) : value,
  ])
  return sentence(problem.code, officeTimeWords[lang], Object.fromEntries(details))
}

/** What a decision refuses, kept to be shown; anything else goes on. */
export function refused<T>(work: () => T): { value: T | null; problem: Problem | null } {
  try {
    return { value: work(), problem: null }
  } catch (error) {
    if (error instanceof Problem) return { value: null, problem: error }
    throw error
  }
}

const MOST_SHOWN = 10

/** An entry, wanted or there: when, what and why, by which decision. */
export function EntryTold({ page, entry }: { page: Page; entry: EntryAsked }): VNode {
  const t = say(unitCalendarWords, page.lang)
  return (
    <DefinitionList
      items={[
        { term: t('when'), value: whenOf(entry, page) },
        { term: t('what'), value: `${whatOf(entry, page)} · ${entry.reason}` },
        { term: t('decision'), value: decisionOf(entry, page) },
      ]}
    />
  )
}

export function EffectView({ page, effect }: { page: Page; effect: CalendarEffect }): VNode {
  const t = say(unitCalendarWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  const { moved, looked, nearOtherwise } = effect
  const due = (at: string | null) => (at === null ? t('effect.no-due') : whenText(at, page.lang))
  return (
    <Section title={t('effect')} lead={t('effect.first')}>
      {moved.length === 0 && <p>{t('effect.none', { n: n(looked) })}</p>}
      {(moved.length > 0 || nearOtherwise > 0) && (
        <Stats>
          {moved.length > 0 && (
            <Stat
              label={t('effect.moved')}
              value={n(moved.length)}
              n={t('effect.of', { n: n(looked) })}
            />
          )}
          {nearOtherwise > 0 && <Stat label={t('effect.near')} value={n(nearOtherwise)} />}
        </Stats>
      )}
      {effect.isCut && <p class="aside">{t('effect.cut', { n: n(looked) })}</p>}
      {moved.length > 0 && (
        <Table
          caption={t('effect.examples')}
          stack
          rows={moved.slice(0, MOST_SHOWN)}
          rowKey={({ code }) => code}
          columns={[
            { key: 'code', title: t('effect.code'), render: ({ code }) => maskedCode(code) },
            { key: 'before', title: t('effect.before'), render: ({ before }) => due(before) },
            { key: 'after', title: t('effect.after'), render: ({ after }) => due(after) },
          ]}
        />
      )}
    </Section>
  )
}
