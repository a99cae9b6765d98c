// From a due rule to duties with due days. Deadlines of a plan use calendar quarters; recurring duties use the
// reporting periods of NĐ 09/2019/NĐ-CP Điều 12; a deadline on a free day ends with the next working day
// (BLDS 91/2015/QH13 Điều 148 khoản 5).

import { type Period, type PeriodKind, periodOf, periodsBetween } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { shiftForward, type WorkCalendar } from '../lib/workdays.ts'

export type DueKind = 'date-by' | 'window' | 'every-period' | 'min-count' | 'event' | 'ongoing'

export type DueRule = {
  kind: DueKind
  from: Day | null
  to: Day | null
  period: PeriodKind | null
  count: number | null
}

/** One duty to be, the same for every unit that bears the obligation. `rule` is a key of the room's words. */
export type DutySeed = {
  period: string
  milestone: number
  opensOn: Day
  nominalOn: Day
  dueOn: Day
  rule: 'rule.report' | 'rule.deadline' | 'rule.count'
  recurring: boolean
  /** How often or how much is asked for at least; null when nothing is counted. */
  target: number | null
}

export type PlanSpan = { signedOn: Day; to: Day }

/** The duties that rules make within a plan's life. An event makes none until it happens. */
export function dutySeeds(
  rules: readonly DueRule[],
  span: PlanSpan,
  calendar: WorkCalendar,
): DutySeed[] {
  const counts = rules.filter((rule) => rule.kind === 'min-count')
  const yearly = counts.find((rule) => (rule.period ?? 'year') === 'year')
  const dated = rules.filter((rule) => rule.kind === 'date-by' || rule.kind === 'window')
  const seeds = rules.flatMap((rule): Omit<DutySeed, 'milestone'>[] => {
    if (rule.kind === 'every-period' || rule.kind === 'ongoing') {
      return recurring(rule.period ?? 'quarter', span, calendar)
    }
    if (rule.kind === 'date-by' || rule.kind === 'window') return [deadline(rule, span, calendar)]
    if (rule.kind === 'min-count' && !(rule === yearly && dated.length > 0)) {
      return counted(rule, span, calendar)
    }
    return []
  })
  // "Năm 2024" and "tối thiểu 02 lần/1 năm" are one duty with a target, not two.
  const lastDated =
    yearly && dated.length > 0 ? seeds.findLast((seed) => seed.rule === 'rule.deadline') : undefined
  return numbered(
    seeds.map((seed) =>
      seed === lastDated
        ? { ...seed, rule: 'rule.count' as const, target: yearly?.count ?? null }
        : seed,
    ),
  )
}

function recurring(kind: PeriodKind, span: PlanSpan, calendar: WorkCalendar) {
  return periodsBetween(kind, span.signedOn, span.to, calendar)
    .filter((period) => period.submitBy > span.signedOn)
    .map((period) => ({
      period: period.code,
      opensOn: later(span.signedOn, period.reportFrom),
      nominalOn: period.cutOffOn,
      dueOn: period.submitBy,
      rule: 'rule.report' as const,
      recurring: true,
      target: null,
    }))
}

function deadline(rule: DueRule, span: PlanSpan, calendar: WorkCalendar) {
  const nominalOn = rule.to ?? span.to
  return {
    period: periodCode(rule, nominalOn, calendar),
    opensOn: later(span.signedOn, rule.from ?? span.signedOn),
    nominalOn,
    dueOn: shiftForward(calendar, later(nominalOn, span.signedOn)),
    rule: 'rule.deadline' as const,
    recurring: false,
    target: null,
  }
}

function counted(rule: DueRule, span: PlanSpan, calendar: WorkCalendar) {
  return periodsBetween(rule.period ?? 'year', span.signedOn, span.to, calendar).map((period) => ({
    period: period.code,
    opensOn: later(span.signedOn, period.from),
    nominalOn: period.to,
    dueOn: shiftForward(calendar, period.to),
    rule: 'rule.count' as const,
    recurring: false,
    target: rule.count,
  }))
}

/** A window of a whole year belongs to the year, every other deadline to the quarter of its last day. */
function periodCode(rule: DueRule, on: Day, calendar: WorkCalendar): string {
  const year: Period = periodOf('year', on, calendar)
  if (rule.kind === 'window' && rule.from !== null && rule.from <= year.from && on === year.to)
    return year.code
  return periodOf('quarter', on, calendar).code
}

function numbered(seeds: Omit<DutySeed, 'milestone'>[]): DutySeed[] {
  const seen = new Map<string, number>()
  return seeds.map((seed) => {
    const milestone = (seen.get(seed.period) ?? 0) + 1
    seen.set(seed.period, milestone)
    return { ...seed, milestone }
  })
}

const later = (a: Day, b: Day): Day => (a > b ? a : b)
