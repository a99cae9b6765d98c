// What changed about a duty after it was given: later due days, other units, posts that look after it.

import type { VNode } from 'preact'
import { namesOf, postTitles } from '../auth/index.ts'
import { type DutyExtension, extensionsOfDuty, lineState } from '../extensions/index.ts'
import { ButtonLink, type Definition, Notice, type TimelineItem } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { type DutyListed, dutyPostsOf, type Move, movesOf } from '../obligations/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { handoverWords } from './handover-words.ts'

export type Handover = {
  extensions: DutyExtension[]
  moves: Move[]
  posts: Awaited<ReturnType<typeof dutyPostsOf>>
  titles: Map<string, string>
  names: Map<string, string>
  /** Where it went; null while it stands here. */
  movedTo: Move | null
  isEnded: boolean
  mayReassign: boolean
  flags: { moved: number | null; assigned: boolean }
}

export async function loadHandover(
  read: Read,
  unitId: string,
  dutyId: string,
  flags: { moved?: number | undefined; assigned?: string | undefined },
): Promise<Handover> {
  const extensions = await extensionsOfDuty(read.db, unitId, dutyId)
  const moves = await movesOf(read.db, unitId, dutyId)
  const posts = await dutyPostsOf(read.db, unitId, [dutyId])
  const movedTo = moves.find((move) => move.unit_id === unitId) ?? null
  return {
    extensions,
    moves,
    posts,
    movedTo,
    isEnded: movedTo !== null,
    titles: await postTitles(
      read.db,
      posts.flatMap(({ post_id }) => post_id ?? []),
    ),
    names: await namesOf(read.db, [
      ...extensions.flatMap(({ askedBy, decidedBy }) => [askedBy, decidedBy]),
      ...moves.map(({ moved_by }) => moved_by),
      ...posts.map(({ assigned_by }) => assigned_by),
    ]),
    mayReassign: await read.rights.may('duty.reassign', unitId),
    flags: { moved: flags.moved ?? null, assigned: flags.assigned !== undefined },
  }
}

/** The due day in force, with the first one beside it where they differ. */
export function dueText(
  page: Page,
  { dueOn, originalDueOn }: Pick<DutyListed, 'dueOn' | 'originalDueOn'>,
): string {
  const t = say(extensionPageWords, page.lang)
  if (dueOn === originalDueOn) return formatDay(dueOn, page.lang)
  return t('due.changed', {
    day: formatDay(dueOn, page.lang),
    original: formatDay(originalDueOn, page.lang),
  })
}

/** The post that looks after the duty, when one does. */
export function postTerm(page: Page, { posts, titles }: Handover): Definition | null {
  const t = say(handoverWords, page.lang)
  const now = posts.find(({ replaced_at }) => replaced_at === null)
  return now?.post_id ? { term: t('assign.now'), value: titles.get(now.post_id) ?? '' } : null
}

export function HandoverNotices({ page, handover }: { page: Page; handover: Handover }): VNode {
  const t = say(handoverWords, page.lang)
  const { movedTo, flags } = handover
  return (
    <>
      {flags.moved !== null && <Notice tone="good">{t('move.done', { n: flags.moved })}</Notice>}
      {flags.assigned && <Notice tone="good">{t('assign.done')}</Notice>}
      {movedTo && (
        <Notice tone="info">
          {t('moved')}{' '}
          <a href={`/office/units/${movedTo.toCode}/duties/${movedTo.to_duty_id}`}>
            {t('moved.open', { unit: movedTo.toName })}
          </a>
        </Notice>
      )}
    </>
  )
}

export function HandoverLinks(props: {
  page: Page
  duty: DutyListed
  isOwn: boolean
  handover: Handover
}): VNode {
  const { page, duty, isOwn, handover } = props
  const e = say(extensionPageWords, page.lang)
  const t = say(handoverWords, page.lang)
  const { rights } = page.visitor
  const href = `/office/units/${duty.unitCode}`
  return (
    <>
      {isOwn && rights.holds('extension.ask') && (
        <ButtonLink href={`${href}/extensions/new?duty=${duty.id}`}>{e('ask')}</ButtonLink>
      )}
      {isOwn && rights.holds('duty.assign') && (
        <ButtonLink href={`${href}/duties/${duty.id}/assignment`}>{t('assign')}</ButtonLink>
      )}
      {handover.mayReassign && (
        <ButtonLink href={`${href}/duties/${duty.id}/reassignment`}>{t('move')}</ButtonLink>
      )}
    </>
  )
}

/** The same, as dated rows of the duty's history. */
export function handoverHistory(page: Page, handover: Handover): TimelineItem[] {
  const e = say(extensionPageWords, page.lang)
  const t = say(handoverWords, page.lang)
  const who = (id: string | null) => handover.names.get(id ?? '') ?? ''
  const items: TimelineItem[] = []
  for (const row of handover.extensions) {
    const day = formatDay(row.wantedOn, page.lang)
    items.push({
      at: row.askedAt,
      who: who(row.askedBy),
      title: (
        <a href={`/office/units/${row.unitCode}/extensions/${row.id}`}>
          {e('history.asked', { day, reason: row.reason })}
        </a>
      ),
    })
    if (row.withdrawnAt && lineState(row) === 'withdrawn') {
      items.push({ at: row.withdrawnAt, title: e('history.withdrawn') })
    }
    if (row.decidedAt) {
      items.push({
        at: row.decidedAt,
        who: who(row.decidedBy),
        title: row.grantedOn
          ? e('history.granted', { day: formatDay(row.grantedOn, page.lang) })
          : e('history.refused'),
        body: [row.answer, row.grantedOn && !row.inTime ? e('line.too-late') : '']
          .filter(Boolean)
          .join(' · '),
      })
    }
  }
  for (const move of handover.moves) {
    const went = move === handover.movedTo
    items.push({
      at: move.moved_at,
      who: who(move.moved_by),
      title: went
        ? t('history.moved', { unit: move.toName })
        : t('history.came', { unit: move.fromName }),
      body: [move.takeover_id ? t('history.for-good') : '', move.reason]
        .filter(Boolean)
        .join(' · '),
    })
  }
  for (const row of handover.posts) {
    items.push({
      at: row.assigned_at,
      who: who(row.assigned_by),
      title: row.post_id
        ? t('history.assigned', { post: handover.titles.get(row.post_id) ?? '' })
        : t('history.unassigned'),
      body: row.reason,
    })
  }
  return items
}
