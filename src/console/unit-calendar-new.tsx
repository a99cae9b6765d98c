// Something is added to a unit's calendar: what it would change is shown before it is saved.

import type { VNode } from 'preact'
import { z } from 'zod'
import { workCalendar } from '../calendar/index.ts'
import { type CalendarEffect, calendarEffect } from '../dossiers/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DateField,
  ErrorSummary,
  Form,
  Heading,
  RadioGroup,
  Section,
  Select,
  TextField,
} from '../face/index.ts'
import { isDay } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import {
  allEntries,
  ENTRY_KINDS,
  type EntryAsked,
  enterTime,
  readHours,
  requireEntry,
} from '../officetime/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { notFound, type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import {
  calendarHref,
  EffectView,
  EntryTold,
  ofUnit,
  refusalOf,
  refused,
  unitNamed,
} from './unit-calendar-parts.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'

const text = (most: number) => z.string().max(most).catch('').default('')
const typed = ofUnit.extend({
  kind: z.enum(ENTRY_KINDS).catch('closed').default('closed'),
  from: text(10),
  to: text(10),
  weekday: z.enum(['', '0', '1', '2', '3', '4', '5', '6']).catch('').default(''),
  hours: text(200),
  reason: text(300),
  decision: text(100),
  decidedOn: text(10),
})
type Typed = z.infer<typeof typed>
const asked = typed.extend({ preview: z.string().optional() })

/** What was typed as what it means. One day when nothing is said of its end; hours hold until further notice. */
function meant(it: Typed): EntryAsked {
  const { kind, from, to, decidedOn } = it
  const weekday = it.weekday === '' ? null : Number(it.weekday)
  if (!isDay(from) || !(to === '' || isDay(to)))
    throw new Problem(422, 'unit-calendar.day-unreadable')
  if (!isDay(decidedOn)) throw new Problem(422, 'unit-calendar.decided-when')
  const hours = it.hours.trim() === '' ? null : readHours(it.hours)
  if (it.hours.trim() !== '' && !hours) throw new Problem(422, 'unit-calendar.hours-unreadable')
  const last = to === '' ? (kind === 'hours' || weekday !== null ? null : from) : to
  const { reason, decision } = it
  return { kind, from, to: last, weekday, hours, reason, decision, decidedOn }
}

type View = {
  unit: UnitListed
  typed: Typed
  entry: EntryAsked | null
  effect: CalendarEffect | null
  problem: Problem | null
}

const newPage: Route = route<z.infer<typeof asked>, View>({
  method: 'GET',
  path: '/office/units/:code/calendar/new',
  may: 'calendar.adjust',
  about: 'Closed or open days or hours of a unit, with what they would change; saves nothing.',
  input: asked,
  unit: unitNamed,
  load: async (read, { preview, ...it }): Promise<View> => {
    const { db, today, now } = read
    const unit = await unitByCode(db, it.code, today)
    if (!unit) throw notFound('unit')
    const view: View = { unit, typed: it, entry: null, effect: null, problem: null }
    if (preview === undefined) return view
    const [all, calendar] = [await allEntries(db), await workCalendar(db)]
    const standing = all.filter(({ unitId }) => unitId === unit.id)
    const { value: entry, problem } = refused(() =>
      requireEntry(meant(it), standing, { calendar, today }),
    )
    if (!entry) return { ...view, problem }
    const id = 'preview'
    const said = { ...entry, id, unitId: unit.id, enteredAt: now as Instant, enteredBy: null }
    const place = { unitId: unit.id, today }
    const effect = await calendarEffect(db, place, (known) => [
      ...known,
      { ...said, withdrawnSince: null },
    ])
    return { ...view, entry, effect }
  },
  show: (view, page) => ({
    html: <NewPage page={page} view={view} />,
    ...(view.problem ? { status: view.problem.status } : {}),
  }),
})

type Props = { page: Page; view: View }

function NewPage({ page, view }: Props): VNode {
  const t = say(unitCalendarWords, page.lang)
  const { unit, entry, effect } = view
  const href = calendarHref(unit.code)
  const problem = page.problem ?? view.problem
  return (
    <Office
      page={page}
      title={t('new.title')}
      here="/office/units"
      crumbs={[
        { href: `/office/units/${unit.code}`, label: unit.fullName },
        { href, label: t('title') },
      ]}
    >
      <Heading over={unit.fullName} title={t('new.title')} lead={t('new.lead')} />
      <ErrorSummary problem={problem} text={refusalOf(problem, page.lang)} />
      {entry && effect && (
        <>
          <EntryTold page={page} entry={entry} />
          <EffectView page={page} effect={effect} />
          <Form page={page} action={href} label={t('confirm')}>
            {Object.entries(view.typed).map(([name, value]) =>
              name === 'code' ? null : (
                <input key={name} type="hidden" name={name} value={String(value)} />
              ),
            )}
            <Actions>
              <Button>{t('confirm')}</Button>
              <ButtonLink href={href} kind="quiet">
                {t('back')}
              </ButtonLink>
            </Actions>
          </Form>
        </>
      )}
      {entry ? (
        <Section title={t('new.again')}>
          <Fields page={page} view={view} problem={problem} />
        </Section>
      ) : (
        <Fields page={page} view={view} problem={problem} />
      )}
    </Office>
  )
}

/** Beside which field a refusal stands. */
const FIELD_OF: Readonly<Record<string, keyof Typed>> = {
  'day-unreadable': 'from',
  'beyond-calendar': 'from',
  'no-day': 'from',
  'already-stands': 'from',
  'ends-before-begin': 'to',
  'last-day-missing': 'to',
  'too-long': 'to',
  'hours-of-weekday': 'weekday',
  'hours-missing': 'hours',
  'hours-unreadable': 'hours',
  'closed-with-hours': 'hours',
  'reason-missing': 'reason',
  'decision-missing': 'decision',
  'decided-when': 'decidedOn',
  'decided-later': 'decidedOn',
}

function Fields(props: Props & { problem: Problem | null }): VNode {
  const { page, problem } = props
  const { unit, typed: it, entry } = props.view
  const t = say(unitCalendarWords, page.lang)
  const errorAt = (name: keyof Typed) =>
    problem && FIELD_OF[problem.code.split('.')[1] ?? ''] === name
      ? { error: refusalOf(problem, page.lang) }
      : {}
  return (
    <Form page={page} action={`${calendarHref(unit.code)}/new`} method="get" label={t('new.title')}>
      <RadioGroup
        label={t('kind')}
        name="kind"
        value={it.kind}
        options={ENTRY_KINDS.map((kind) => ({
          value: kind,
          label: t(`kind.${kind}`),
          hint: t(`kind.${kind}.hint`),
        }))}
      />
      <DateField label={t('from')} name="from" required {...errorAt('from')} value={it.from} />
      <DateField
        label={t('to')}
        name="to"
        optional
        {...errorAt('to')}
        hint={t('to.hint')}
        value={it.to}
      />
      <Select
        label={t('weekday')}
        name="weekday"
        {...errorAt('weekday')}
        value={it.weekday}
        none={t('weekday.every')}
        options={['1', '2', '3', '4', '5', '6', '0'].map((value) => ({
          value,
          label: t(`weekday.${value}` as 'weekday.0'),
        }))}
      />
      <TextField
        label={t('hours.field')}
        name="hours"
        {...errorAt('hours')}
        optional
        hint={t('hours.hint')}
        maxLength={200}
        value={it.hours}
      />
      <TextField
        label={t('reason')}
        name="reason"
        {...errorAt('reason')}
        required
        hint={t('reason.hint')}
        maxLength={300}
        value={it.reason}
      />
      <TextField
        label={t('decision.number')}
        name="decision"
        {...errorAt('decision')}
        required
        hint={t('decision.number.hint')}
        maxLength={100}
        width="medium"
        value={it.decision}
      />
      <DateField
        label={t('decision.on')}
        name="decidedOn"
        {...errorAt('decidedOn')}
        required
        max={page.today}
        value={it.decidedOn}
      />
      <Actions>
        <Button kind={entry ? 'secondary' : 'primary'} name="preview" value="1">
          {t('preview')}
        </Button>
      </Actions>
    </Form>
  )
}

const enterRoute = route<Typed, string>({
  method: 'POST',
  path: '/office/units/:code/calendar',
  may: 'calendar.adjust',
  about: 'Enters closed or open days or hours of a unit.',
  records: ['unit-calendar.entered'],
  input: typed,
  unit: unitNamed,
  retry: newPage,
  act: async (act, it) => {
    const unitId = await unitNamed(act, it)
    if (!unitId) throw notFound('unit')
    const entry = meant(it)
    await enterTime(act, unitId, entry)
    return `${calendarHref(it.code)}?year=${entry.from.slice(0, 4)}&done=entered`
  },
  show: (redirect) => ({ redirect }),
})

export const unitCalendarNewRoutes: readonly Route[] = [newPage, enterRoute]
