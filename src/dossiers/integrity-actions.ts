// The desk looks at the months of a unit and keeps what it saw; a person says what a sign is worth.

import { type Day, lastOfMonth } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import { type Act, canonical, record, sha256 } from '../platform/index.ts'
import {
  insertLook,
  insertVerdict,
  type Months,
  monthsWithDossiers,
  newestLooks,
  signsOfDossier,
  staleMonths,
  verdictsOfDossier,
} from './integrity-desk-store.ts'
import { signsOf } from './integrity-findings.ts'
import type { DetectorCode, IntegrityPack } from './integrity-pack.ts'
import { integrityPack, unitTraces } from './integrity-store.ts'
import { requireVerdict, type VerdictRow, verdictInForce } from './integrity-verdict.ts'
import { timekeeping } from './procedure-store.ts'
import { endOfDay } from './stamp.ts'
import { lockUnits } from './take-store.ts'
import { keepingOf, type Timekeeping } from './timekeeping.ts'

export const LOOK_JOB = 'integrity.look-unit'
export const LOOKS_JOB = 'integrity.look-units'

/** Longest that a message is taken to lie in the inbox. */
const SLACK_HOURS = 24

/** Other detectors, other thresholds or another reading of time mean another look. */
export const detectorsMark = (pack: IntegrityPack, { rules }: Timekeeping): string =>
  `${pack.version} ${sha256(canonical({ pack, rules })).slice(0, 12)}`

/** Looks at the months of a unit that have changed since the last look, and at all of a span where one is given. In one
 * transaction, so that whatever was received before a look has been seen by it. False where there are no detectors. */
export async function lookAtUnit(act: Act, unitId: string, span: Months | null): Promise<boolean> {
  const { db, now, today } = act
  const pack = await integrityPack(db)
  if (!pack) return false
  const keeping = keepingOf(await timekeeping(db, today), unitId)
  const detectors = detectorsMark(pack, keeping)
  const asked = span ? await monthsWithDossiers(db, [unitId], span) : []
  const stale = await staleMonths(db, { unitId, detectors, slackHours: SLACK_HOURS })
  const months = [...new Set([...asked.map(({ month }) => month), ...stale])]
  const seen = { dossiers: 0, signs: 0 }
  for (const month of months) {
    const from = instantAt(month, '00:00')
    const to = endOfDay(lastOfMonth(month))
    const traces = await unitTraces(act, { unitId, from, to }, keeping, pack)
    const signs = signsOf(traces, pack)
    await insertLook(db, { unitId, month, at: now, detectors, dossiers: traces.length }, signs)
    seen.dossiers += traces.length
    seen.signs += signs.length
  }
  if (months.length > 0)
    await record(act, 'integrity.traced', {
      unitId,
      subject: unitId,
      details: { months: months.length, ...seen },
    })
  return true
}

/** Has a unit and those below it looked at again over a span of months, in the background. */
export async function askForLooks(
  act: Act,
  ask: { unitId: string; unitIds: readonly string[]; span: Months },
): Promise<void> {
  await act.enqueue(LOOKS_JOB, { unitIds: ask.unitIds, ...ask.span, asked: act.now })
  await record(act, 'integrity.look-asked', {
    unitId: ask.unitId,
    subject: ask.unitId,
    details: { units: ask.unitIds.length, from: ask.span.from, to: ask.span.to },
  })
}

export type LooksAsked = Months & { unitIds: readonly string[]; asked: Instant }

/** Looks at the next unit that was not looked at since this was asked; one unit in a transaction. */
export async function lookAtNext(
  act: Act,
  { unitIds, asked, ...span }: LooksAsked,
): Promise<'again' | null> {
  const { db } = act
  const looks = await newestLooks(db, unitIds, span)
  const done = new Set(
    looks.filter(({ at }) => at >= asked).map(({ unitId, month }) => `${unitId} ${month}`),
  )
  const left = new Set(
    (await monthsWithDossiers(db, unitIds, span))
      .filter(({ unitId, month }) => !done.has(`${unitId} ${month}`))
      .map(({ unitId }) => unitId),
  )
  const [next] = left
  if (next === undefined || !(await lookAtUnit(act, next, span))) return null
  return left.size > 1 ? 'again' : null
}

export type VerdictAsked = {
  unitId: string
  code: string
  month: Day
  detector: DetectorCode
  verdict: VerdictRow['verdict']
  reason: string
}

/** Confirms a sign on one dossier, sets it aside, or takes either back. */
export async function sayOfSign(act: Act, asked: VerdictAsked): Promise<void> {
  const { db, now, actor } = act
  const { unitId, code, detector, verdict, reason } = asked
  await lockUnits(db, [unitId])
  const rows = await verdictsOfDossier(db, unitId, code)
  const signs = await signsOfDossier(db, asked)
  requireVerdict({
    verdict,
    inForce: verdictInForce(rows, detector),
    hasSign: signs.some((it) => it.detector === detector),
    isOwnUnit: actor.unitId === unitId,
  })
  const row = { id: act.newId(), detector, verdict, reason, at: now, by: actor.personId ?? '' }
  await insertVerdict(db, { ...row, unitId, code })
  await record(act, verdict === 'undone' ? 'integrity.reinstated' : 'integrity.overridden', {
    unitId,
    subject: row.id,
    details: { detector, verdict },
  })
}
