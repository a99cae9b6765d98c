// When a unit works, a year at a time: what is otherwise than for all, and who said so.

import type { VNode } from 'preact'
import { z } from 'zod'
import { type CalendarDay, calendarDays } from '../calendar/index.ts'
import { hoursOn, keepingOf, type OfficeClock, timekeeping } from '../dossiers/index.ts'
import {
  ButtonLink,
  DefinitionList,
  Details,
  Empty,
  Heading,
  Notice,
  Section,
  Table,
  Tabs,
} from '../face/index.ts'
import { type Day, dayOfParts, formatDay, weekday, yearOf } from '../lib/day.ts'
import { isWorkday } from '../lib/workdays.ts'
import {
  allEntries,
  type Entry,
  heldBy,
  hoursText,
  loadSaid,
  speaking,
  withdrawalsOf,
} from '../officetime/index.ts'
import { type UnitListed, unitByCode, unitsByIds } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import {
  calendarHref,
  decisionOf,
  ofUnit,
  unitNamed,
  whatOf,
  whenOf,
} from './unit-calendar-parts.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'

type Line = {
  entry: Entry
  isOwn: boolean
  unit: UnitListed | null
  /** Whether the visitor may open the calendar of the unit that said so. */
  isOpen: boolean
  /** Days of the year on which it speaks. */
  days: number
  /** Why it was withdrawn; null while it stands. */
  withdrawn: string | null
}
type CalendarView = {
  unit: UnitListed
  year: number
  years: number[]
  lines: Line[]
  clock: OfficeClock
  national: CalendarDay[]
  mayChange: boolean
  done: 'entered' | 'withdrawn' | undefined
}

const input = ofUnit.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  done: z.enum(['entered', 'withdrawn']).optional().catch(undefined),
})

const calendarPage: Route = route<z.infer<typeof input>, CalendarView>({
  method: 'GET',
  path: '/office/units/:code/calendar',
  may: 'calendar.read',
  about: 'A unit’s closed and open days and office hours of a year, each with who said so.',
  input,
  unit: unitNamed,
  load: loadCalendar,
  show: (view, page) => ({ html: <CalendarPage page={page} view={view} /> }),
})

async function loadCalendar(
  { db, today, rights }: Read,
  { code, year: asked, done }: z.infer<typeof input>,
): Promise<CalendarView> {
  const unit = await unitByCode(db, code, today)
  if (!unit) throw notFound('unit')
  const keeper = await timekeeping(db, today)
  const { calendar } = keeper.nation
  const [first, last] = [yearOf(calendar.from), yearOf(calendar.to)]
  const year = Math.min(last, Math.max(first, asked ?? yearOf(today)))
  const [from, to] = [dayOfParts(year, 1, 1), dayOfParts(year, 12, 31)]
  const held = heldBy(unit.id, await loadSaid(db, calendar))
  const days = new Map<string, number>()
  for (const [on, { entry }] of speaking(held))
    if (on >= from && on <= to) days.set(entry.id, (days.get(entry.id) ?? 0) + 1)
  const own = (await allEntries(db)).filter(({ unitId }) => unitId === unit.id)
  const above = held.filter(({ distance }) => distance > 0).map(({ entry }) => entry)
  const within = [...new Map([...own, ...above].map((it) => [it.id, it])).values()]
    .filter((it) => it.from <= to && (it.to ?? to) >= from)
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
  const ids = [...new Set(within.map(({ unitId }) => unitId))]
  const units = new Map((await unitsByIds(db, ids)).map((it) => [it.id, it]))
  const withdrawals = await withdrawalsOf(
    db,
    within.map(({ id }) => id),
  )
  const reasons = new Map(withdrawals.map(({ entryId, reason }) => [entryId, reason]))
  const reach = new Set(await rights.reach('calendar.read'))
  return {
    unit,
    year,
    years: Array.from({ length: last - first + 1 }, (_, at) => first + at),
    lines: within.map((entry) => ({
      entry,
      isOwn: entry.unitId === unit.id,
      unit: units.get(entry.unitId) ?? null,
      isOpen: reach.has(entry.unitId),
      days: days.get(entry.id) ?? 0,
      withdrawn: reasons.get(entry.id) ?? null,
    })),
    clock: keepingOf(keeper, unit.id).clock,
    national: (await calendarDays(db)).filter(
      (it) => it.day >= from && it.day <= to && isSpecial(it),
    ),
    mayChange: await rights.may('calendar.adjust', unit.id),
    done,
  }
}

const isSpecial = ({ day, isWorking, name }: CalendarDay): boolean =>
  isWorking === (weekday(day) === 0 || weekday(day) === 6) || (!isWorking && name !== null)

type Props = { page: Page; view: CalendarView }

function CalendarPage({ page, view }: Props): VNode {
  const t = say(unitCalendarWords, page.lang)
  const { unit, year, years, lines, mayChange, done } = view
  const href = calendarHref(unit.code)
  const exceptions = lines.filter(({ entry }) => entry.kind !== 'hours')
  const hours = lines.filter(({ entry }) => entry.kind === 'hours')
  const add = mayChange && <ButtonLink href={`${href}/new`}>{t('add')}</ButtonLink>
  return (
    <Office
      page={page}
      title={t('title')}
      here="/office/units"
      crumbs={[{ href: `/office/units/${unit.code}`, label: unit.fullName }]}
    >
      <Heading
        over={unit.fullName}
        title={t('title')}
        lead={t('lead')}
        actions={add || undefined}
      />
      {done && (
        <Notice tone="good" toast>
          {t(done)}
        </Notice>
      )}
      <Today page={page} view={view} />
      <Tabs
        label={t('years')}
        here={`${href}?year=${year}`}
        tabs={years.map((it) => ({ href: `${href}?year=${it}`, label: t('year', { year: it }) }))}
      />
      <Section title={t('exceptions', { year })}>
        <Lines
          page={page}
          view={view}
          lines={exceptions}
          empty={<Empty title={t('exceptions.none', { year })}>{t('exceptions.none.text')}</Empty>}
        />
      </Section>
      <Section title={t('hours')}>
        <Lines
          page={page}
          view={view}
          lines={hours}
          empty={<p>{t('hours.none', { year, hours: hoursText(view.clock.hours) })}</p>}
        />
      </Section>
      <National page={page} view={view} />
    </Office>
  )
}

function Today({ page, view: { clock } }: Props): VNode | null {
  const t = say(unitCalendarWords, page.lang)
  const today = page.today as Day
  if (today < clock.calendar.from || today > clock.calendar.to) return null
  const hours = hoursOn(clock, today)
  const isOwn = clock.own !== undefined
  return (
    <DefinitionList
      items={[
        {
          term: `${t('today')}, ${formatDay(today, page.lang)}`,
          value: isWorkday(clock.calendar, today)
            ? t('today.works', { hours: hoursText(hours) })
            : t('today.closed'),
        },
        isOwn ? null : { term: t('title'), value: t('own.none') },
      ]}
    />
  )
}

function Lines(props: Props & { lines: Line[]; empty: VNode }): VNode {
  const { page, view, lines, empty } = props
  const t = say(unitCalendarWords, page.lang)
  const isOfDays = lines.some(({ entry }) => entry.kind !== 'hours')
  const isGone = ({ entry }: Line) =>
    entry.withdrawnSince !== null && entry.withdrawnSince <= entry.from
  const state = (line: Line): string => {
    const { withdrawnSince } = line.entry
    if (isGone(line)) return t('state.withdrawn')
    if (withdrawnSince !== null)
      return t('state.withdrawn-since', { day: formatDay(withdrawnSince, page.lang) })
    return line.entry.kind !== 'hours' && line.days === 0
      ? t('days.overruled')
      : t('state.standing')
  }
  return (
    <Table<Line>
      caption={t('exceptions', { year: view.year })}
      quietCaption
      stack
      rows={lines}
      rowKey={({ entry }) => entry.id}
      empty={empty}
      columns={[
        { key: 'when', title: t('when'), render: ({ entry }) => whenOf(entry, page) },
        {
          key: 'what',
          title: t('what'),
          roomy: true,
          render: ({ entry }) => (
            <>
              <strong>{whatOf(entry, page)}</strong> · {entry.reason}
            </>
          ),
        },
        { key: 'decision', title: t('decision'), render: ({ entry }) => decisionOf(entry, page) },
        {
          key: 'whose',
          title: t('whose'),
          render: ({ isOwn, isOpen, unit }) => {
            if (isOwn || !unit) return t('whose.own')
            return isOpen ? <a href={calendarHref(unit.code)}>{unit.fullName}</a> : unit.fullName
          },
        },
        ...(isOfDays
          ? [
              {
                key: 'days',
                title: t('days'),
                align: 'right' as const,
                render: ({ days }: Line) => String(days),
              },
            ]
          : []),
        {
          key: 'state',
          title: t('state'),
          render: (line) => (
            <>
              {state(line)}
              {line.withdrawn && <span class="aside"> · {line.withdrawn}</span>}
            </>
          ),
        },
        {
          key: 'withdraw',
          title: '',
          render: (line) =>
            view.mayChange && line.isOwn && !isGone(line) ? (
              <ButtonLink
                href={`${calendarHref(view.unit.code)}/${line.entry.id}/withdrawal`}
                kind="secondary"
                small
                label={t('withdraw.of', {
                  entry: `${whatOf(line.entry, page)}, ${whenOf(line.entry, page)}`,
                })}
              >
                {t('withdraw')}
              </ButtonLink>
            ) : null,
        },
      ]}
    />
  )
}

function National({ page, view: { national, year } }: Props): VNode | null {
  const t = say(unitCalendarWords, page.lang)
  if (national.length === 0) return null
  return (
    <Details summary={t('national', { year, n: national.length })}>
      <ul>
        {national.map(({ day, isWorking, name, source }) => (
          <li key={day}>
            {formatDay(day, page.lang)} · {t(isWorking ? 'national.on' : 'national.off')}
            {name ? ` · ${name}` : ''}
            {source ? <span class="aside"> · {source}</span> : null}
          </li>
        ))}
      </ul>
    </Details>
  )
}

export const unitCalendarRoutes: readonly Route[] = [calendarPage]
