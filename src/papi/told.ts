// The answers of the commands in sentences.

import { isShare } from './catalogue.ts'
import type { Levers } from './lever.ts'
import type { Profile } from './profile.ts'
import type { Outcome } from './scenario.ts'
import { type Serving, servingOf, taskKey } from './serving.ts'

type Out = { out(text: string): void }

export function printProfile({ out }: Out, profile: Profile, outcome?: Outcome): void {
  const { total } = profile
  const number = (value: number | null, digits = 4) =>
    value === null ? 'missing' : value.toFixed(digits)
  out(
    `PAPI ${profile.year}, province ${profile.province}: ${number(total.score)}, place ${total.rank ?? '-'} of ${total.of ?? '-'}, ${total.group ?? 'no group'} (top group from ${number(total.topGroupFloor)})`,
  )
  if (total.se !== null && total.ci90 && total.ci95) {
    out(
      `standard error ${number(total.se)}; 90% ${number(total.ci90.low, 2)}–${number(total.ci90.high, 2)} (printed by PAPI as "95%"); 95% ${number(total.ci95.low, 2)}–${number(total.ci95.high, 2)}`,
    )
  }
  if (total.chance) {
    const { probability, se, draws } = total.chance
    out(
      `probability of the top group ${probability.toFixed(3)} ± ${se.toFixed(4)} (${draws} draws, error of the simulation)`,
    )
  } else out('probability of the top group: no score or no standard error was published')
  for (const dimension of profile.dimensions) {
    out(
      [
        dimension.code,
        number(dimension.score),
        `${dimension.rank ?? '-'}/${dimension.of ?? '-'}`,
        dimension.group ?? '-',
      ].join('\t'),
    )
    for (const part of dimension.parts)
      out(['', part.code, number(part.score), `${part.rank ?? '-'}/${part.of ?? '-'}`].join('\t'))
    if (dimension.parts.length === 0) out('\tparts were not imported')
  }
  for (const { code, from, to, points } of outcome?.changed ?? [])
    out(`${code}: ${from} → ${to}: ${points >= 0 ? '+' : ''}${points.toFixed(4)} points`)
  for (const { code, reason, asked } of outcome?.excluded ?? [])
    out(
      `${code} is not simulated: ${reason}${asked.length > 0 ? ` (asked for: ${asked.join(', ')})` : ''}`,
    )
}

export function printLevers(
  { out }: Out,
  { levers, excluded }: Levers,
  serving: readonly Serving[],
): void {
  for (const lever of levers) {
    const shown = (value: number | null) =>
      value === null
        ? '-'
        : isShare(lever.indicator)
          ? `${(value * 100).toFixed(1)}%`
          : value.toFixed(2)
    out(
      [
        lever.code,
        `${shown(lever.value)} → ${shown(lever.q3)}`,
        `+${lever.gainToQ3?.toFixed(3) ?? '-'}`,
        `places ${lever.placesToQ3 ?? '-'}`,
        `within a year: ${lever.withinYear}`,
        lever.indicator.labelEn,
      ].join('\t'),
    )
    for (const task of servingOf(serving, lever.code)) {
      const { onTime, late, open, overdue } = task.work
      out(
        `\t${taskKey(task)} (${task.nearness})\t${task.units.length} units: ${onTime} on time, ${late} late, ${open} not sent, ${overdue} of them overdue`,
      )
    }
  }
  for (const { code, reason } of excluded) out(`${code} is not simulated: ${reason}`)
}
