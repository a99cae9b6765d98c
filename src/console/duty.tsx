// One duty of a unit: why its day, what was sent, what was decided, what changed about it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  ButtonLink,
  DefinitionList,
  Heading,
  Quote,
  Section,
  StandingMark,
  Timeline,
  type TimelineItem,
} from '../face/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import {
  asOfToday,
  currentPeriod,
  type DutyListed,
  findDuty,
  linesOfDuties,
  listDuties,
  obligationById,
  obligationWords,
  type SentLine,
} from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { planById } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import {
  dueText,
  type Handover,
  HandoverLinks,
  HandoverNotices,
  handoverHistory,
  loadHandover,
  postTerm,
} from './duty-handover.tsx'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'

type DutyView = {
  duty: DutyListed
  text: string
  spawnedAt: string
  lines: SentLine[]
  names: Map<string, string>
  plan: { slug: string; number: string } | null
  formPeriod: string
  isOwn: boolean
  handover: Handover
}

const dutyPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/duties/:id',
  may: 'duty.read',
  about: 'One duty of a unit: why its day, what was sent, what was decided, by whom and when.',
  input: z.object({
    code: z.string().max(40),
    id: z.uuid(),
    moved: z.coerce.number().int().optional().catch(undefined),
    assigned: z.string().optional(),
  }),
  unit: async (read: Read, { code }) => (await unitByCode(read.db, code, read.today))?.id ?? null,
  load: async (read, input): Promise<DutyView> => {
    const { db, today } = read
    const unit = await unitByCode(db, input.code, today)
    const row = unit ? await findDuty(db, unit.id, input.id) : undefined
    if (!unit || !row) throw notFound('duty')
    const { calendar, ...asOf } = await asOfToday(db, today)
    const listed = await listDuties(
      db,
      asOf,
      { unitIds: [unit.id], obligationId: row.obligation_id, withEnded: true },
      {},
    )
    const duty = listed.find((each) => each.id === row.id)
    if (!duty) throw notFound('duty')
    const lines = await linesOfDuties(db, unit.id, [row.id])
    const people = lines.flatMap((line) => [line.accepted_by, line.returned_by])
    const plan = row.plan_id ? await planById(db, row.plan_id) : undefined
    return {
      duty,
      text: (await obligationById(db, row.obligation_id))?.text ?? '',
      spawnedAt: row.spawned_at,
      lines,
      names: await namesOf(db, people),
      plan: plan ? { slug: plan.slug, number: plan.number } : null,
      formPeriod: currentPeriod(today, calendar).code,
      isOwn: read.actor.unitId === unit.id,
      handover: await loadHandover(read, unit.id, row.id, input),
    }
  },
  show: (view: DutyView, page) => ({ html: <DutyPage page={page} view={view} /> }),
})

function DutyPage({ page, view }: { page: Page; view: DutyView }): VNode {
  const t = say(dutyWords, page.lang)
  const words = say(obligationWords, page.lang)
  const { duty, plan } = view
  const open = duty.standing !== 'accepted' && duty.standing !== 'submitted'
  return (
    <Office
      page={page}
      title={`${duty.number}. ${duty.title}`}
      here="/office/duties"
      crumbs={[{ href: `/office/units/${duty.unitCode}`, label: duty.unitName }]}
    >
      <Heading over={duty.unitName} title={`${duty.number}. ${duty.title}`} />
      <DefinitionList
        items={[
          { term: t('standing'), value: <StandingMark standing={duty.standing} /> },
          { term: t('period'), value: periodLabel(duty.period, page.lang) },
          { term: t('due'), value: dueText(page, duty) },
          postTerm(page, view.handover),
          {
            term: t('rule'),
            value: words(duty.rule as 'rule.report', {
              period: periodLabel(duty.period, page.lang),
              nominal: formatDay(duty.nominalOn, page.lang),
              target: duty.target ?? 1,
            }),
          },
        ]}
      />
      <HandoverNotices page={page} handover={view.handover} />
      {open && plan && !view.handover.isEnded && (
        <Actions>
          {view.isOwn && page.visitor.rights.holds('report.draft') && (
            <ButtonLink
              kind="primary"
              href={`/office/units/${duty.unitCode}/reports/${plan.slug}/${view.formPeriod}#duty-${duty.id}`}
            >
              {t('to-form')}
            </ButtonLink>
          )}
          <HandoverLinks page={page} duty={duty} isOwn={view.isOwn} handover={view.handover} />
        </Actions>
      )}
      <Section title={t('official')}>
        <Quote
          text={view.text}
          {...(plan
            ? { source: plan.number, href: `/office/tasks/${plan.slug}/${duty.number}` }
            : {})}
        />
      </Section>
      <Section title={t('history')}>
        <Timeline items={historyOf(page, view)} />
      </Section>
    </Office>
  )
}

function historyOf(page: Page, view: DutyView): TimelineItem[] {
  const { duty, lines, names, spawnedAt, handover } = view
  const t = say(dutyWords, page.lang)
  const who = (id: string | null) => (id ? (names.get(id) ?? '') : '')
  const items: TimelineItem[] = [
    { at: spawnedAt, title: t('history.spawned') },
    ...handoverHistory(page, handover),
  ]
  for (const line of lines) {
    items.push({
      at: line.submitted_at,
      title: (
        <a href={`/office/units/${duty.unitCode}/submissions/${line.submission_id}`}>
          {t('history.sent')}
        </a>
      ),
      body: line.progress,
      standing: 'submitted',
    })
    if (line.accepted_at) {
      items.push({
        at: line.accepted_at,
        title: t('history.accepted'),
        who: who(line.accepted_by),
        standing: 'accepted',
      })
    }
    if (line.returned_at) {
      items.push({
        at: line.returned_at,
        title: t('history.returned', { day: formatDay(line.correct_by as Day, page.lang) }),
        who: who(line.returned_by),
        body: line.reason ?? '',
        standing: 'returned',
      })
    }
  }
  return items.sort((a, b) => (whenKey(a) < whenKey(b) ? -1 : 1))
}

const whenKey = ({ at }: TimelineItem) => at

export const dutyRoutes: readonly Route[] = [dutyPage]
