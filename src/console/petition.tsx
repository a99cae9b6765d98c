// One petition: what happened, its clocks, and what it counts as. No name and no word of who sent it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { workCalendar } from '../calendar/index.ts'
import { holderOf, maskedCode, refOf } from '../dossiers/index.ts'
import {
  DefinitionList,
  Empty,
  Heading,
  Section,
  Table,
  Timeline,
  type TimelineItem,
  whenText,
} from '../face/index.ts'
import type { Day } from '../lib/day.ts'
import { type UnitListed, unitByCode, unitById, unitsByIds } from '../org/index.ts'
import {
  type DeskPetition,
  judgePetition,
  type PetitionClock,
  type PetitionJudgement,
  petitionByRef,
  petitionRulesOn,
  petitionStanding,
  spansOf,
} from '../petitions/index.ts'
import { notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { PetitionMark } from './petition-mark.tsx'
import { petitionPageWords } from './petition-words.ts'
import { PETITIONS, petitionHref } from './petitions.tsx'

const input = z.object({ code: z.string().max(40), ref: z.string().max(64) })
type View = {
  it: DeskPetition
  unit: UnitListed
  judged: PetitionJudgement
  /** How it stands now; null before it is here. */
  span: ReturnType<typeof spansOf>[number] | null
  /** Units that have a part of it too, with the address of theirs for those within reach. */
  others: { unit: UnitListed; href: string | null }[]
  /** Address of the dossier it is about, where we have it. */
  dossierHref: string | null
}

const petitionPage: Route = route<z.infer<typeof input>, View>({
  method: 'GET',
  path: '/office/units/:code/petitions/:ref',
  may: 'petition.read',
  about: 'One petition: its steps and clocks, and what it counts as. No names.',
  input,
  unit: async ({ db, today }, { code }) => (await unitByCode(db, code, today))?.id ?? null,
  load: async ({ db, now, today, rights }, { code, ref }) => {
    const unit = await unitByCode(db, code, today)
    const it = unit ? await petitionByRef(db, unit.id, ref) : null
    if (!unit || !it) throw notFound('petition')
    const rules = await petitionRulesOn(db, today)
    const calendar = await workCalendar(db)
    const { dossier } = it.petition
    const holder = dossier ? await holderOf(db, dossier) : null
    const holding = holder ? await unitById(db, holder) : null
    const reach = new Set(it.others.length > 0 ? await rights.reach('petition.read') : [])
    const others = (await unitsByIds(db, it.others)).map((other) => ({
      unit: other,
      href: reach.has(other.id) ? petitionHref(other.code, it.petition.code) : null,
    }))
    return {
      it,
      unit,
      others,
      judged: judgePetition(it.petition, now, rules, calendar),
      span: spansOf(it.petition, rules, calendar).findLast(({ from }) => from <= now) ?? null,
      dossierHref:
        dossier && holding ? `/office/units/${holding.code}/dossiers/${refOf(dossier)}` : null,
    }
  },
  show: (view, page) => ({ html: <PetitionView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function PetitionView({ page, view }: Props): VNode {
  const t = say(petitionPageWords, page.lang)
  const { it, unit, span } = view
  const { petition, events } = it
  return (
    <Office
      page={page}
      title={petition.code}
      here={PETITIONS}
      crumbs={[{ href: PETITIONS, label: t('petitions') }]}
    >
      <Heading
        title={petition.code}
        lead={t('petition.lead', { about: t(`about.${petition.about}`), unit: unit.fullName })}
      />
      {span ? (
        <Standing page={page} view={view} span={span} />
      ) : (
        <Empty title={t('not-here')}>{t('not-here.text')}</Empty>
      )}
      <Section title={t('steps')}>
        <Timeline
          items={events.map(
            ({ step, at, knownAt }): TimelineItem => ({
              at,
              title: t(`step.${step}`),
              tone: BAD.has(step) ? 'warning' : 'info',
              ...(knownAt.slice(0, 16) === at.slice(0, 16)
                ? {}
                : { who: t('known', { at: whenText(knownAt, page.lang) }) }),
            }),
          )}
        />
      </Section>
      <Clocks page={page} view={view} />
    </Office>
  )
}

const BAD = new Set<string>(['disliked', 'complained-again'])

function Standing({ page, view, span }: Props & { span: NonNullable<View['span']> }): VNode {
  const t = say(petitionPageWords, page.lang)
  const { dossier } = view.it.petition
  const good = (is: boolean) => t(is ? 'counts.good' : 'counts.bad')
  return (
    <DefinitionList
      items={[
        {
          term: t('standing'),
          value: <PetitionMark page={page} standing={petitionStanding(span, page.today as Day)} />,
        },
        { term: t('step'), value: t(`step.${span.step}`) },
        { term: t('received'), value: whenText(span.firstOn, page.lang) },
        span.clock
          ? {
              term: t('clock'),
              value: `${t(`clock.${span.clock}`)}, ${t('due').toLowerCase()} ${whenText(span.dueOn ?? '', page.lang)}`,
            }
          : null,
        span.endedOn ? { term: t('ended'), value: whenText(span.endedOn, page.lang) } : null,
        dossier
          ? {
              term: t('dossier'),
              value: view.dossierHref ? (
                <a href={view.dossierHref}>{maskedCode(dossier)}</a>
              ) : (
                maskedCode(dossier)
              ),
            }
          : null,
        view.others.length > 0
          ? { term: t('others'), value: <Others page={page} view={view} /> }
          : null,
        { term: t('counts.5.2'), value: good(!span.isLate) },
        { term: t('counts.5.3'), value: good(!span.isUnsatisfied) },
      ]}
    />
  )
}

function Others({ page, view }: Props): VNode {
  return (
    <>
      {view.others.map(({ unit, href }) => (
        <p key={unit.id}>{href ? <a href={href}>{unit.fullName}</a> : unit.fullName}</p>
      ))}
      <p class="aside">{say(petitionPageWords, page.lang)('others.once')}</p>
    </>
  )
}

function Clocks({ page, view: { judged } }: Props): VNode {
  const t = say(petitionPageWords, page.lang)
  return (
    <Section title={t('clocks')} lead={t('clocks.lead')}>
      <Table<PetitionClock>
        caption={t('clocks')}
        quietCaption
        stack
        rows={judged.clocks}
        rowKey={({ clock }) => clock}
        empty={<p>{t('clocks.none')}</p>}
        columns={[
          { key: 'clock', title: t('clock.name'), render: ({ clock }) => t(`clock.${clock}`) },
          {
            key: 'started',
            title: t('started'),
            nowrap: true,
            render: ({ startedAt }) => whenText(startedAt, page.lang),
          },
          {
            key: 'due',
            title: t('due'),
            nowrap: true,
            render: ({ dueOn }) => whenText(dueOn, page.lang),
          },
          {
            key: 'ended',
            title: t('clock.ended'),
            nowrap: true,
            render: ({ endedAt }) => (endedAt ? whenText(endedAt, page.lang) : t('clock.runs')),
          },
          {
            key: 'result',
            title: t('result'),
            render: ({ isLate }) =>
              isLate ? <strong>{t('result.late')}</strong> : t('result.in-time'),
          },
        ]}
      />
    </Section>
  )
}

export const petitionRoutes: readonly Route[] = [petitionPage]
