// The table of receipt and settlement of dossiers as the forms of the Government Office have it: thirteen columns, of which
// four are sums of the others.

export const COUNTED = [
  'online',
  'counter',
  'carried',
  'early',
  'onTime',
  'late',
  'openInTime',
  'openOverdue',
] as const
export type Settled = Record<(typeof COUNTED)[number], number>

/** Columns 3 to 13 (1 and 2 are the number and the name). */
export const STATUTORY = [
  'received',
  'online',
  'counter',
  'carried',
  'settled',
  'early',
  'onTime',
  'late',
  'open',
  'openInTime',
  'openOverdue',
] as const
export type StatutoryLine = Record<(typeof STATUTORY)[number], number>

export const NOTHING: Settled = {
  online: 0,
  counter: 0,
  carried: 0,
  early: 0,
  onTime: 0,
  late: 0,
  openInTime: 0,
  openOverdue: 0,
}

export const sumOf = (rows: readonly Settled[]): Settled =>
  rows.reduce(
    (sum, row) =>
      Object.fromEntries(COUNTED.map((name) => [name, sum[name] + row[name]])) as Settled,
    NOTHING,
  )

/** With its sums: what was received, and what was carried over, is settled or open. */
export function statutoryLine(it: Settled): StatutoryLine {
  return {
    ...it,
    received: it.online + it.counter + it.carried,
    settled: it.early + it.onTime + it.late,
    open: it.openInTime + it.openOverdue,
  }
}

/** Sums by a key, in the order of the keys as told. */
export function grouped<T extends Settled>(
  rows: readonly T[],
  keyOf: (row: T) => string,
): Map<string, Settled> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const known = found.get(key)
    if (known) known.push(row)
    else found.set(key, [row])
  }
  return new Map([...found].map(([key, all]) => [key, sumOf(all)]))
}
