// Completeness and timeliness. A parent's share is the ratio of sums, never a mean of shares.

export type Tally = {
  /** Its due day is over, or it was sent already. */
  expected: number
  sent: number
  onTime: number
  accepted: number
  returned: number
  overdueOpen: number
  /** All duties, also those not yet due. */
  total: number
}

export const EMPTY_TALLY: Tally = {
  expected: 0,
  sent: 0,
  onTime: 0,
  accepted: 0,
  returned: 0,
  overdueOpen: 0,
  total: 0,
}

export function addTally(a: Tally, b: Tally): Tally {
  return {
    expected: a.expected + b.expected,
    sent: a.sent + b.sent,
    onTime: a.onTime + b.onTime,
    accepted: a.accepted + b.accepted,
    returned: a.returned + b.returned,
    overdueOpen: a.overdueOpen + b.overdueOpen,
    total: a.total + b.total,
  }
}

export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = { ...EMPTY_TALLY }
  for (const tally of tallies) {
    sum.expected += tally.expected
    sum.sent += tally.sent
    sum.onTime += tally.onTime
    sum.accepted += tally.accepted
    sum.returned += tally.returned
    sum.overdueOpen += tally.overdueOpen
    sum.total += tally.total
  }
  return sum
}

/** Sent ÷ expected; null when nothing was expected. */
export const completeness = ({ sent, expected }: Tally): number | null =>
  expected === 0 ? null : sent / expected

/** On time ÷ expected, open overdue duties counted in the denominator; null when nothing was expected. */
export const timeliness = ({ onTime, expected }: Tally): number | null =>
  expected === 0 ? null : onTime / expected
