// Waits of a dossier: from the step that asks to the next other step, or as the feed lists them.

import { dayOf } from '../lib/instant.ts'
import type { Interval, Step } from './dossier.ts'
import type { DossierFields } from './fields.ts'
import type { Status } from './status.ts'

/** Stays in one state, in order. */
export function intervalsOf(history: readonly Step[], status: Status): Interval[] {
  const found: Interval[] = []
  let open: Interval | null = null
  for (const step of history) {
    if (step.status === status) open ??= { from: step.at, to: null }
    else if (open) {
      found.push({ ...open, to: step.at })
      open = null
    }
  }
  return open ? [...found, open] : found
}

/** Supplements as listed, and those steps of state 5 that the list does not hold: the same request may be logged at
 * another minute of its day. A listed one without an end ends with the next step of another state. */
export function supplementsOf(
  facts: DossierFields,
  steps: readonly Interval[],
  history: readonly Step[],
): Interval[] {
  const listed = facts.DanhSachHoSoBoSung.flatMap((it): Interval[] => {
    const from = it.NgayBoSung
    if (!from) return []
    const next = history.find((step) => step.at > from && step.status !== 5)?.at ?? null
    const to = it.NgayTiepNhanBoSung ?? next
    return [{ from, to: to !== null && to < from ? from : to }]
  })
  const isListed = ({ from }: Interval) =>
    listed.some(
      (it) => dayOf(it.from) === dayOf(from) || (it.from <= from && (it.to ?? from) >= from),
    )
  const all = [...listed, ...steps.filter((it) => !isListed(it))]
  return all.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}
