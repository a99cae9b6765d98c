// Signs on one dossier that its figures may not be what happened. A sign is to be looked into; it accuses nobody.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Dossier } from './dossier.ts'
import type { DossierEvent, Picture } from './event.ts'
import { identityMark, isDummyIdentity } from './integrity-identity.ts'
import { type DetectorCode, type IntegrityPack, parametersOf } from './integrity-pack.ts'
import { MINUTE, millisOf } from './stamp.ts'
import { endOf, type TimingRules } from './timing.ts'

export type Flag = {
  detector: DetectorCode
  /** What was seen, as facts: instants and shares, never who. */
  seen: Readonly<Record<string, string | number>>
}
/** What the desk keeps of a dossier. */
export type Trace = {
  code: string
  unit: string
  procedure: string
  startedOn: Day | null
  endedAt: Instant | null
  endsAtDue: boolean
  databases: string
  /** A keyed hash; null when nobody is named. */
  identity: string | null
  flags: Flag[]
}
export type TraceFacts = {
  rules: TimingRules
  returnsDocument: boolean
  /** Secret of the instance. */
  identityKey: string
}

/** The signs of one dossier, from what it became and what was said of it. */
export function traceOf(
  dossier: Dossier,
  events: readonly DossierEvent[],
  facts: TraceFacts,
  pack: IntegrityPack,
): Trace {
  const pictures = events
    .filter((it): it is Picture => it.kind === 'picture')
    .sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
  const newest = pictures.at(-1)
  const endedAt = endOf(dossier, facts.rules)
  const started = dossier.acceptedAt ?? dossier.submittedAt
  const it: Looked = { dossier, pictures, events, endedAt, facts }
  return {
    code: dossier.code,
    unit: dossier.unit,
    procedure: dossier.procedure,
    startedOn: started === null ? null : dayOf(started),
    endedAt,
    endsAtDue: isAtDue(it),
    databases: dossier.databases.join(' '),
    identity: newest ? identityMark(newest.facts, facts.identityKey) : null,
    flags: (Object.keys(SIGNS) as (keyof typeof SIGNS)[]).flatMap((detector): Flag[] => {
      const isOn = pack.detectors.some(({ code }) => code === detector)
      const seen = isOn ? SIGNS[detector](it, pack) : null
      return seen === null ? [] : [{ detector, seen }]
    }),
  }
}

type Looked = {
  dossier: Dossier
  /** In order of receipt. */
  pictures: readonly Picture[]
  events: readonly DossierEvent[]
  endedAt: Instant | null
  facts: TraceFacts
}
type Sign = (it: Looked, pack: IntegrityPack) => Flag['seen'] | null

const isFinished = ({ dossier }: Looked): boolean => dossier.status === 9 || dossier.status === 10

const SIGNS = {
  'no-time': (it, pack) => {
    const { acceptedAt } = it.dossier
    const { minutes } = parametersOf(pack, 'no-time')!
    if (!isFinished(it) || it.endedAt === null || acceptedAt === null) return null
    const took = millisOf(it.endedAt) - millisOf(acceptedAt)
    return took >= 0 && took <= minutes * MINUTE ? { acceptedAt, endedAt: it.endedAt } : null
  },
  'ends-at-due': (it) => (isAtDue(it) ? { endedAt: it.endedAt as Instant } : null),
  'input-as-result': ({ pictures }, pack) => {
    const { hashFields } = parametersOf(pack, 'input-as-result')!
    const facts = pictures.at(-1)?.facts
    if (!facts) return null
    const inputs = facts.TaiLieuNop.filter(({ IsDeleted }) => !IsDeleted)
    const marksOf = (paper: Record<string, unknown>, path: string | null) => [
      ...(path === null ? [] : [`path ${path}`]),
      ...hashFields.flatMap((name) => (paper[name] ? [`hash ${paper[name]}`] : [])),
    ]
    const known = new Set(inputs.flatMap((paper) => marksOf(paper, paper.DuongDanTaiTepTin)))
    const same = facts.DanhSachGiayToKetQua.filter((paper) =>
      marksOf(paper, paper.DuongDanTepTinKetQua).some((mark) => known.has(mark)),
    ).length
    return same > 0 ? { files: same } : null
  },
  reopened: ({ dossier: { history } }) => {
    const finished = history.findIndex(({ status }) => status === 9)
    const again =
      finished < 0
        ? undefined
        : history.find(({ status, at }, place) => {
            const isLater = place > finished && at > (history[finished]?.at ?? at)
            return isLater && (status === 4 || status === 5)
          })
    return again ? { finishedAt: history[finished]?.at as Instant, reopenedAt: again.at } : null
  },
  'no-result': (it) =>
    isFinished(it) && it.facts.returnsDocument && !it.dossier.hasResult && it.endedAt !== null
      ? { endedAt: it.endedAt }
      : null,
  'end-before-entry': ({ dossier: { acceptedAt }, pictures }) => {
    const stated = pictures.at(-1)?.facts.NgayKetThucXuLy ?? null
    return acceptedAt !== null && stated !== null && stated < acceptedAt
      ? { acceptedAt, endedAt: stated }
      : null
  },
  'back-dated': ({ endedAt, events, dossier }, pack) => {
    const { hours } = parametersOf(pack, 'back-dated')!
    if (endedAt === null) return null
    const tells = (it: DossierEvent) =>
      it.kind === 'progress'
        ? it.happenedAt === endedAt
        : it.kind === 'picture' &&
          [it.facts.NgayKetThucXuLy, it.facts.NgayTra, it.facts.NgayTuChoi].includes(endedAt)
    const toldAt = events
      .filter((it) => it.code === dossier.code && tells(it))
      .reduce<Instant | null>(
        (first, { receivedAt }) => (first === null || receivedAt < first ? receivedAt : first),
        null,
      )
    if (toldAt === null) return null
    const after = (millisOf(toldAt) - millisOf(endedAt)) / (60 * MINUTE)
    return after > hours ? { endedAt, toldAt } : null
  },
  'end-moved-into-time': ({ dossier: { firstDueAt }, pictures }) => {
    const ends = pictures.flatMap(({ facts, receivedAt }) =>
      facts.NgayKetThucXuLy ? [{ at: facts.NgayKetThucXuLy, receivedAt }] : [],
    )
    const [last, before] = [ends.at(-1), ends.findLast(({ at }) => at !== ends.at(-1)?.at)]
    if (!last || !before || firstDueAt === null) return null
    return before.at > firstDueAt && last.at <= firstDueAt
      ? { from: before.at, to: last.at, toldAt: last.receivedAt }
      : null
  },
  'dummy-identity': ({ pictures }, pack) => {
    const facts = pictures.at(-1)?.facts
    const { patterns } = parametersOf(pack, 'dummy-identity')!
    return facts && isDummyIdentity(facts, patterns) ? { pictures: pictures.length } : null
  },
} satisfies Partial<Record<DetectorCode, Sign>>

/** To the second: a chance of one in thousands. */
function isAtDue({ dossier: { firstDueAt, dueAt, status }, endedAt }: Looked): boolean {
  if (endedAt === null || (status !== 9 && status !== 10)) return false
  const second = endedAt.slice(0, 19)
  return second === firstDueAt?.slice(0, 19) || second === dueAt?.slice(0, 19)
}
