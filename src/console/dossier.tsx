// One dossier: what happened, its waits and due times, and what is counted of it. No names, a masked code.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  type DeskDossier,
  dossierByRef,
  keepingOf,
  letterState,
  lettersOfDossier,
  maskedCode,
  type Procedure,
  pausesOf,
  refOf,
  type StoredLetter,
  signsOfDossier,
  standingBy,
  type TallyFacts,
  TIMES,
  tallyFacts,
  tallyRows,
  timekeeping,
  versionOn,
} from '../dossiers/index.ts'
import {
  Badge,
  Button,
  DefinitionList,
  Empty,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  Timeline,
  whenText,
} from '../face/index.ts'
import { dayOf } from '../lib/instant.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { complaintsNow, type PetitionAbout, petitionsAbout } from '../petitions/index.ts'
import { notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { DossierMark } from './dossier-mark.tsx'
import { dossierPageWords } from './dossier-words.ts'
import { Office } from './frame.tsx'
import { signsHref } from './integrity-dossiers.tsx'
import { monthStarted } from './integrity-signs.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { letterHref } from './letters.tsx'
import { petitionHref } from './petitions.tsx'
import { calendarHref } from './unit-calendar-parts.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'

const input = z.object({ code: z.string().max(40), ref: z.string().max(64) })
type View = {
  it: DeskDossier
  unit: UnitListed
  procedure: Procedure | null
  facts: TallyFacts
  letters: StoredLetter[]
  /** Signs that the visitor may see. */
  signs: number
  /** Petitions about it that the visitor may see. */
  petitions: PetitionAbout[]
}

const dossierPage: Route = route<z.infer<typeof input>, View>({
  method: 'GET',
  path: '/office/units/:code/dossiers/:ref',
  may: 'dossier.read',
  about: 'One dossier: its steps, waits and due times, and what is counted of it. No names.',
  input,
  unit: async ({ db, today }, { code }) => (await unitByCode(db, code, today))?.id ?? null,
  load: async ({ db, now, today, rights }, { code, ref }) => {
    const unit = await unitByCode(db, code, today)
    const it = unit ? await dossierByRef(db, unit.id, ref) : null
    if (!unit || !it) throw notFound('dossier')
    const keeping = keepingOf(await timekeeping(db, today), unit.id)
    const procedure = versionOn(keeping.catalogue, it.procedure, dayOf(it.startedAt))
    const letters = await lettersOfDossier(db, unit.id, it.code)
    const asked = { unitId: unit.id, code: it.code, month: monthStarted(it) }
    const signs = (await rights.may('integrity.read', unit.id))
      ? (await signsOfDossier(db, asked)).length
      : 0
    const complainedOn = (await complaintsNow(db, now)).get(it.code) ?? null
    const reach = new Set(complainedOn ? await rights.reach('petition.read') : [])
    const about = complainedOn ? await petitionsAbout(db, it.code, now) : []
    const facts = { ...tallyFacts(it.dossier, keeping), complainedOn }
    const petitions = about.filter(({ unitId }) => reach.has(unitId))
    return { it, unit, procedure, facts, letters, signs, petitions }
  },
  show: (view, page) => ({ html: <DossierView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function DossierView({ page, view }: Props): VNode {
  const t = say(dossierPageWords, page.lang)
  const { it, unit, procedure } = view
  const when = (at: string | null, none = '—') => (at === null ? none : whenText(at, page.lang))
  const title = maskedCode(it.code)
  const name = procedure?.name ?? it.procedure
  return (
    <Office
      page={page}
      title={title}
      here="/office/dossiers"
      crumbs={[{ href: '/office/dossiers', label: t('dossiers') }]}
    >
      <Heading title={title} lead={t('dossier.lead', { procedure: name, unit: unit.fullName })} />
      <DefinitionList
        items={[
          {
            term: t('standing'),
            value: (
              <DossierMark
                page={page}
                standing={standingBy(it, it.acceptedAt, page.now as never)}
              />
            ),
          },
          { term: t('status'), value: t(`status.${it.status}`) },
          { term: t('channel'), value: t(`channel.${it.channel}`) },
          { term: t('accepted'), value: when(it.acceptedAt) },
          { term: t('due.first'), value: when(it.firstDueAt, t('no-due')) },
          { term: t('due.now'), value: when(it.dueInForceAt, t('no-due')) },
          { term: t('ended'), value: when(it.endedAt) },
        ]}
      />
      {view.signs > 0 && (
        <Notice tone="warning" title={t('signs', { n: view.signs })}>
          <a href={signsHref(unit.code, it.code)}>{t('signs.open')}</a>
        </Notice>
      )}
      {view.petitions.length > 0 && (
        <Notice tone="warning" title={t('complained')}>
          {view.petitions.map(({ unit: holder, code }) => (
            <p key={`${holder} ${code}`}>
              <a href={petitionHref(holder, code)}>{code}</a>
            </p>
          ))}
        </Notice>
      )}
      <Section title={t('steps')}>
        <Timeline
          items={it.dossier.history.map(({ status, at, office }) => ({
            at,
            title: t(`status.${status}`),
            ...(office ? { who: office } : {}),
          }))}
        />
      </Section>
      <Letters page={page} view={view} />
      <DueTimes page={page} view={view} />
      <Waits page={page} view={view} />
      <Counted page={page} view={view} />
    </Office>
  )
}

function Letters({ page, view: { it, unit, letters } }: Props): VNode | null {
  const t = say(dossierPageWords, page.lang)
  const words = say(letterPageWords, page.lang)
  const standing = letters.filter(({ rows }) => letterState(rows) !== 'withdrawn')
  const mayDraft = page.visitor.rights.holds('letter.draft')
  if (standing.length === 0 && (it.outcome !== null || it.dueInForceAt === null || !mayDraft))
    return null
  return (
    <Section title={t('letter')}>
      {standing.map(({ id, rows, reason }) => (
        <p key={id}>
          <a href={letterHref(unit.code, id)}>{words(`state.${letterState(rows) ?? 'drafted'}`)}</a>
          {' · '}
          {t('reason')}: {reason || t('reason.none')}
        </p>
      ))}
      {standing.length === 0 && (
        <Form
          page={page}
          action={`/office/units/${unit.code}/dossiers/${refOf(it.code)}/letter`}
          label={words('draft')}
        >
          <Button kind="secondary">{words('draft')}</Button>
        </Form>
      )}
    </Section>
  )
}

/** Why the due time in force is not the one that was named, where the unit's own calendar is the reason. */
function CalendarNote({ page, view: { it, unit, facts } }: Props): VNode | null {
  const t = say(unitCalendarWords, page.lang)
  const { own } = facts.timing.clock
  const { dueAt } = it.dossier
  const due = it.dueInForceAt
  if (!own || due === null) return null
  const isMoved = dueAt !== null && own.closed.has(dayOf(dueAt)) && due > dueAt
  if (dueAt !== null && !isMoved) return null
  return (
    <p>
      {isMoved
        ? t('closed.note', {
            day: whenText(dayOf(dueAt), page.lang),
            at: whenText(due, page.lang),
          })
        : t('own.note')}{' '}
      <a href={calendarHref(unit.code)}>{t('note.link')}</a>
    </p>
  )
}

function DueTimes(props: Props): VNode {
  const { page, view } = props
  const { it } = view
  const t = say(dossierPageWords, page.lang)
  const last = it.dossier.dueTimes.at(-1)
  return (
    <Section title={t('dues')}>
      <CalendarNote {...props} />
      <Table
        caption={t('dues')}
        quietCaption
        stack
        rows={it.dossier.dueTimes}
        empty={<p>{t('dues.none')}</p>}
        columns={[
          {
            key: 'at',
            title: t('due.at'),
            render: (row) => (
              <>
                {whenText(row.dueAt, page.lang)}{' '}
                {row === last && row.dueAt === it.dueInForceAt && (
                  <Badge>{t('due.in-force')}</Badge>
                )}
              </>
            ),
          },
          { key: 'reason', title: t('due.reason'), render: (row) => t(`due-reason.${row.reason}`) },
          {
            key: 'known',
            title: t('due.known'),
            render: (row) => (row.knownAt ? whenText(row.knownAt, page.lang) : '—'),
          },
        ]}
      />
    </Section>
  )
}

function Waits({ page, view: { it, facts } }: Props): VNode {
  const t = say(dossierPageWords, page.lang)
  const { supplements, payments, stops } = it.dossier
  const pauses = pausesOf(it.dossier, facts.timing.rules)
  const rows = [
    ...supplements.map((span) => ({ kind: 'supplement' as const, ...span })),
    ...payments.map((span) => ({ kind: 'payment' as const, ...span })),
    ...stops.map((span) => ({ kind: 'stop' as const, ...span })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1))
  const stopsClock = ({ from }: { from: string }) =>
    pauses.some((pause) => pause.from <= from && (pause.to === null || from < pause.to))
  return (
    <Section title={t('waits')}>
      <Table
        caption={t('waits')}
        quietCaption
        stack
        rows={rows}
        empty={<p>{t('waits.none')}</p>}
        columns={[
          { key: 'kind', title: t('what'), render: (row) => t(`wait.${row.kind}`) },
          { key: 'from', title: t('from'), render: (row) => whenText(row.from, page.lang) },
          {
            key: 'to',
            title: t('to'),
            render: (row) => (row.to === null ? t('open') : whenText(row.to, page.lang)),
          },
          {
            key: 'clock',
            title: t('stops-clock'),
            render: (row) => t(stopsClock(row) ? 'yes' : 'no'),
          },
        ]}
      />
    </Section>
  )
}

/** Sums for a mean, told on the card of 2.2. */
const OF_TIME = new Set<string>(TIMES)

function Counted({ page, view: { it, facts } }: Props): VNode {
  const t = say(dossierPageWords, page.lang)
  const rows = tallyRows(it.dossier, facts).flatMap(({ cell, numbers }) =>
    Object.entries(numbers)
      .filter(([name]) => !OF_TIME.has(name))
      .map(([name, amount]) => ({ day: cell.day, name, amount })),
  )
  return (
    <Section title={t('counted')} lead={t('counted.lead')}>
      <Table
        caption={t('counted')}
        quietCaption
        stack
        rows={rows}
        empty={<Empty title={t('counted.none')}>{t('counted.lead')}</Empty>}
        columns={[
          { key: 'day', title: t('day'), render: (row) => whenText(row.day, page.lang) },
          { key: 'what', title: t('what'), render: (row) => t(`n.${row.name}` as 'n.received') },
          {
            key: 'amount',
            title: t('amount'),
            align: 'right',
            render: (row) => (row.amount > 0 ? `+${row.amount}` : `−${-row.amount}`),
          },
        ]}
      />
    </Section>
  )
}

export const dossierRoutes: readonly Route[] = [dossierPage]
