// The ten states of a dossier in the messages of Cổng DVCQG (TrangThaiHoSo, TrangThai).

export const STATUSES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const
export type Status = (typeof STATUSES)[number]

export type StatusKind =
  | 'registered' // sent, not yet accepted
  | 'open' // accepted and worked on
  | 'waiting' // for the citizen: papers, payment
  | 'ended' // refused, taken back, stopped
  | 'finished' // decided, result handed over

const KINDS: Record<Status, StatusKind> = {
  1: 'registered',
  2: 'open',
  3: 'ended',
  4: 'open',
  5: 'waiting',
  6: 'waiting',
  7: 'ended',
  8: 'ended',
  9: 'finished',
  10: 'finished',
}

export const REFUSED = 3
export const SUPPLEMENT = 5
export const PAYMENT = 6
export const WITHDRAWN = 7
export const STOPPED = 8
export const DECIDED = 9
export const RETURNED = 10

export const kindOf = (status: Status): StatusKind => KINDS[status]

/** Whether work has come to an end: finished or ended. */
export const isEnd = (status: Status): boolean =>
  KINDS[status] === 'ended' || KINDS[status] === 'finished'

export const isStatus = (value: number): value is Status =>
  (STATUSES as readonly number[]).includes(value)
