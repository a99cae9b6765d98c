// From the set of events to the dossier. A function of the set: neither the order of arrival in a list nor repetition
// matters, only what each event says of itself.

import type { Instant } from '../lib/instant.ts'
import { canonical } from '../platform/index.ts'
import type { Dossier, DueTime, Step } from './dossier.ts'
import { type DossierEvent, type Picture, type Progress, statedTimes } from './event.ts'
import type { DossierFields } from './fields.ts'
import { intervalsOf, supplementsOf } from './interval.ts'
import { DECIDED, isEnd, PAYMENT, RETURNED, STOPPED, type Status, SUPPLEMENT } from './status.ts'

/** The dossier that events make; null while no picture of it is known, or after it was deleted. */
export function foldDossier(events: readonly DossierEvent[]): Dossier | null {
  const live = afterDeletion(inOrder(events))
  const pictures = live.filter((it): it is Picture => it.kind === 'picture')
  const picture = newestOf(pictures)
  if (!picture) return null
  const { facts } = picture
  const history = historyOf(picture, pictures, live)
  const dueTimes = dueTimesOf(pictures, picture)
  const papers = facts.TaiLieuNop.filter(({ IsDeleted }) => !IsDeleted)
  return {
    code: picture.code,
    unit: facts.DonViXuLy,
    procedure: facts.MaTTHC,
    channel:
      facts.KenhThucHien === '2' ? 'online' : facts.KenhThucHien === '3' ? 'postal' : 'direct',
    status: history.at(-1)?.status ?? facts.TrangThaiHoSo,
    submittedAt: facts.NgayNopHoSo,
    acceptedAt: facts.NgayTiepNhan,
    firstDueAt: dueTimes[0]?.dueAt ?? null,
    dueAt: dueTimes.at(-1)?.dueAt ?? null,
    dueTimes,
    history,
    supplements: supplementsOf(facts, intervalsOf(history, SUPPLEMENT), history),
    payments: intervalsOf(history, PAYMENT),
    stops: intervalsOf(history, STOPPED),
    hasResult: facts.DanhSachGiayToKetQua.some(
      (it) => it.MaGiayToKetQua !== null && it.DuongDanTepTinKetQua !== null,
    ),
    hasInput: papers.some(({ DuongDanTaiTepTin }) => DuongDanTaiTepTin !== null),
    isReused:
      facts.HoSoCoThanhPhanSoHoa ||
      papers.some((it) => it.DuocSoHoa || (it.DuocTaiSuDung ?? 0) > 0),
    isFromStore: papers.some(({ DuocLayTuKhoDMQG }) => DuocLayTuKhoDMQG),
    isVerified: facts.TaiKhoanDuocXacThucVoiVNeID,
    isPaidOnline: facts.DuocThanhToanTrucTuyen === 1 || facts.DuocThanhToanTrucTuyen === 2,
    fees: feesOf(facts),
    databases: [...new Set(facts.DSKetNoiCSDL.flatMap(({ MaCSDL }) => MaCSDL ?? []))].sort(),
  }
}

/** The dossier as it was known at an instant. */
export const foldAsOf = (events: readonly DossierEvent[], asOf: Instant): Dossier | null =>
  foldDossier(events.filter(({ receivedAt }) => receivedAt <= asOf))

/** What one more event does to those there are: `duplicate` was said before, `stale` changes nothing. */
export function effectOf(
  events: readonly DossierEvent[],
  event: DossierEvent,
): 'accepted' | 'duplicate' | 'stale' {
  const before = foldDossier(events)
  const after = foldDossier([...events, event])
  if (canonical(before) !== canonical(after)) return 'accepted'
  if (events.some(({ id }) => id === event.id)) return 'duplicate'
  // Steps that come before the first picture show nothing yet, and will.
  return before === null && event.kind === 'progress' ? 'accepted' : 'stale'
}

const inOrder = (events: readonly DossierEvent[]): DossierEvent[] =>
  [...events].sort((a, b) => compare(a.receivedAt, b.receivedAt) || compare(a.id, b.id))

function afterDeletion(events: readonly DossierEvent[]): DossierEvent[] {
  const deletedAt = events.findLast(({ kind }) => kind === 'deletion')?.receivedAt
  return deletedAt ? events.filter(({ receivedAt }) => receivedAt > deletedAt) : [...events]
}

/** The picture that counts: the last received, unless it is plainly an older one that came late. */
const newestOf = (pictures: readonly Picture[]): Picture | null =>
  pictures.reduce<Picture | null>(
    (newest, next) => (newest && isOlder(next, newest) ? newest : next),
    null,
  )

/** A first picture behind another; or one that states the same times as the other, and fewer of them. A picture that
 * states another time is a correction. */
function isOlder(next: Picture, known: Picture): boolean {
  if (next.isFirst) return true
  const times = new Map(statedTimes(known.facts))
  const stated = statedTimes(next.facts)
  return stated.length < times.size && stated.every(([field, at]) => times.get(field) === at)
}

function historyOf(
  picture: Picture,
  pictures: readonly Picture[],
  live: readonly DossierEvent[],
): Step[] {
  const { facts } = picture
  const toldFirst =
    pictures.find((it) => it.facts.TrangThaiHoSo === facts.TrangThaiHoSo)?.receivedAt ??
    picture.receivedAt
  const own: [Status, Instant | null][] = [
    [1, facts.NgayNopHoSo],
    [2, facts.NgayTiepNhan],
    [facts.TrangThaiHoSo, ownTime(facts) ?? timeless(picture, toldFirst)],
  ]
  if (facts.TrangThaiHoSo === 10) own.push([9, facts.NgayKetThucXuLy])
  const end = isEnd(facts.TrangThaiHoSo) ? own[2]?.[1] : null
  const said = live
    .filter((it): it is Progress => it.kind === 'progress')
    // Steps heard of before the picture that says it has ended do not open it again.
    .filter((it) => !(end && it.happenedAt > end && it.receivedAt < picture.receivedAt))
    .filter((it, _, all) => !isCorrected(it, picture, all))
    .map(({ status, happenedAt: at, office }): Step => ({ status, at, office }))
  const steps = own.flatMap(([status, at]): Step[] => (at ? [{ status, at, office: null }] : []))
  const distinct = new Map([...steps, ...said].map((step) => [`${step.at} ${step.status}`, step]))
  return [...distinct.values()].sort((a, b) => compare(a.at, b.at) || a.status - b.status)
}

/** An end told by a step, of which a picture received later states a later time; unless it was opened again between them. */
function isCorrected(step: Progress, picture: Picture, all: readonly Progress[]): boolean {
  const { TrangThaiHoSo: status, NgayKetThucXuLy: end } = picture.facts
  if (step.status !== DECIDED || !end || !(status === DECIDED || status === RETURNED)) return false
  if (step.happenedAt >= end || step.receivedAt >= picture.receivedAt) return false
  return !all.some(
    (it) => !isEnd(it.status) && it.happenedAt > step.happenedAt && it.happenedAt < end,
  )
}

/** The time a picture gives its own state. */
function ownTime(facts: DossierFields): Instant | null {
  const { NgayKetThucXuLy: ended, NgayTra: returned } = facts
  switch (facts.TrangThaiHoSo) {
    case 1:
      return facts.NgayNopHoSo
    case 2:
      return facts.NgayTiepNhan
    case 3:
      return facts.NgayTuChoi ?? ended
    case 5:
      return facts.DanhSachHoSoBoSung.reduce<Instant | null>(
        (last, { NgayBoSung: at }) => (at && (!last || at > last) ? at : last),
        null,
      )
    case 7:
    case 8:
      return ended
    case 9:
      return ended ?? returned
    case 10:
      return returned ?? ended
    default:
      return null
  }
}

/** A state without a time: being worked on changes nothing, an end or a wait counts from when we were told of it. */
const timeless = (picture: Picture, toldFirst: Instant): Instant =>
  picture.facts.TrangThaiHoSo === 4 ? picture.happenedAt : toldFirst

/** Due times in the order in which they were given; equal ones in a row are one. */
function dueTimesOf(pictures: readonly Picture[], newest: Picture): DueTime[] {
  const found: DueTime[] = []
  const former = newest.facts.DanhSachHoSoBoSung.find(({ NgayHenTraTruoc }) => NgayHenTraTruoc)
  const moved = new Set(newest.facts.DanhSachHoSoBoSung.map(({ NgayHenTraMoi }) => NgayHenTraMoi))
  const give = (dueAt: Instant | null | undefined, knownAt: Instant | null): void => {
    if (!dueAt || found.at(-1)?.dueAt === dueAt) return
    const reason = found.length === 0 ? 'first' : moved.has(dueAt) ? 'supplement' : 'correction'
    found.push({ dueAt, knownAt, reason })
  }
  const first = pictures.find(({ facts }) => facts.NgayHenTra)
  if (
    former?.NgayHenTraTruoc &&
    !pictures.some((it) => it.facts.NgayHenTra === former.NgayHenTraTruoc)
  )
    give(former.NgayHenTraTruoc, null)
  else give(first?.facts.NgayHenTra, first?.receivedAt ?? null)
  let shown: Picture | null = null
  for (const picture of pictures) {
    if (shown && isOlder(picture, shown)) continue
    shown = picture
    give(picture.facts.NgayHenTra, picture.receivedAt)
  }
  for (const { NgayHenTraMoi } of newest.facts.DanhSachHoSoBoSung)
    if (!found.some(({ dueAt }) => dueAt === NgayHenTraMoi)) give(NgayHenTraMoi, newest.receivedAt)
  return found
}

function feesOf({ DanhSachLePhi: lines }: DossierFields): Dossier['fees'] {
  if (lines.length === 0) return 'none'
  return lines.every(({ Gia }) => Gia === 0) ? 'zero' : 'some'
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
