// What this instance holds: calendars and coming days off, settled names, a few facts.

import type { VNode } from 'preact'
import { z } from 'zod'
import { listStaff, namesOf } from '../auth/index.ts'
import { type CalendarDay, calendarDays, calendarVersions } from '../calendar/index.ts'
import {
  Badge,
  Button,
  ButtonLink,
  DefinitionList,
  Empty,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { addDays } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import {
  ancestorIds,
  groupRules,
  rootUnitId,
  type Settlement,
  settlements,
  unitById,
  unitsByIds,
  unitsOn,
  withdrawSettlement,
} from '../org/index.ts'
import { publishedPlans } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { settingsWords } from './settings-words.ts'

const HERE = '/office/settings'
const YEAR = 365

type Version = Awaited<ReturnType<typeof calendarVersions>>[number]
type Settings = {
  versions: Version[]
  days: CalendarDay[]
  settled: (Settlement & { means: string; by: string })[]
  facts: { root: string; units: number; groups: number; plans: number; staff: number }
  mayWithdraw: boolean
  done: boolean
}

const input = z.object({ done: z.literal('withdrawn').optional().catch(undefined) })

const settingsPage: Route = route<z.infer<typeof input>, Settings>({
  method: 'GET',
  path: HERE,
  may: 'settings.manage',
  about: 'Calendars and coming days off, settled names, facts of the instance.',
  input,
  load: async (read, { done }) => {
    const { db, today, rights } = read
    const topId = await topOf(read)
    const days = await calendarDays(db)
    return {
      versions: await calendarVersions(db),
      days: days.filter(
        (row) => row.name !== null && row.day >= today && row.day <= addDays(today, YEAR),
      ),
      settled: await settledNames(read),
      facts: await factsOf(read),
      mayWithdraw: topId !== null && (await rights.may('settings.manage', topId)),
      done: done === 'withdrawn',
    }
  },
  show: (settings, page) => ({ html: <SettingsView page={page} settings={settings} /> }),
})

/** Settled names serve everyone: the right must reach the top of the visitor's own province. */
export async function topOf({ db, actor, today }: Read): Promise<string | null> {
  if (actor.unitId === null) return await rootUnitId(db)
  return (await ancestorIds(db, actor.unitId, today)).at(-1) ?? actor.unitId
}

async function settledNames({ db }: Read): Promise<Settings['settled']> {
  const rows = await settlements(db)
  const units = await unitsByIds(
    db,
    rows.flatMap(({ unitId }) => unitId ?? []),
  )
  const groups = await groupRules(db)
  const names = await namesOf(
    db,
    rows.map(({ settledBy }) => settledBy),
  )
  return rows.map((row) => ({
    ...row,
    means:
      units.find(({ id }) => id === row.unitId)?.fullName ??
      groups.find(({ code }) => code === row.groupCode)?.name ??
      '',
    by: names.get(row.settledBy ?? '') ?? '',
  }))
}

async function factsOf({ db, today, rights }: Read): Promise<Settings['facts']> {
  const rootId = await rootUnitId(db)
  const { total } = await listStaff(
    db,
    { unitIds: await rights.reach('settings.manage'), on: today, state: 'held' },
    { sort: 'name', dir: 'asc', limit: 1, offset: 0 },
  )
  return {
    root: rootId ? ((await unitById(db, rootId))?.fullName ?? '') : '',
    units: (await unitsOn(db, today)).length,
    groups: (await groupRules(db)).length,
    plans: (await publishedPlans(db)).length,
    staff: total,
  }
}

type Props = { page: Page; settings: Settings }

function SettingsView({ page, settings }: Props): VNode {
  const t = say(settingsWords, page.lang)
  return (
    <Office page={page} title={t('settings')} here={HERE}>
      <Heading
        title={t('settings')}
        lead={t('settings.lead')}
        actions={
          <>
            <ButtonLink href={`${HERE}/notices`}>{t('settings.notices')}</ButtonLink>
            <ButtonLink href={`${HERE}/sign-in`}>{t('sign-in')}</ButtonLink>
            <ButtonLink href={`${HERE}/tokens`}>{t('settings.tokens')}</ButtonLink>
            {page.visitor.rights.holds('webhook.manage') && (
              <ButtonLink href={`${HERE}/webhooks`}>{t('settings.webhooks')}</ButtonLink>
            )}
          </>
        }
      />
      {settings.done && <Notice tone="good" toast title={t('settled.withdrawn')} />}
      <Facts page={page} settings={settings} />
      <ComingDays page={page} settings={settings} />
      <Calendars page={page} settings={settings} />
      <SettledNames page={page} settings={settings} />
    </Office>
  )
}

function Facts({ page, settings }: Props): VNode {
  const t = say(settingsWords, page.lang)
  const { facts, versions } = settings
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Section title={t('facts')}>
      <DefinitionList
        items={[
          { term: t('facts.now'), value: whenText(page.now, page.lang) },
          { term: t('facts.calendar'), value: versions[0]?.version ?? t('facts.none') },
          { term: t('facts.units'), value: n(facts.units) },
          { term: t('facts.groups'), value: n(facts.groups) },
          { term: t('facts.plans'), value: n(facts.plans) },
          { term: t('facts.staff'), value: n(facts.staff) },
          { term: t('facts.root'), value: facts.root || t('facts.none') },
        ]}
      />
    </Section>
  )
}

/** A day is certain when the state has announced it, or when it follows from the law alone. */
export const isTentative = ({ status }: Pick<CalendarDay, 'status'>): boolean =>
  status !== 'decided' && status !== 'computed'

const STATUSES = ['decided', 'computed', 'predicted'] as const
const KINDS = ['holiday', 'comp_off', 'swap_off', 'makeup_work', 'holiday_candidate'] as const

function ComingDays({ page, settings }: Props): VNode {
  const t = say(settingsWords, page.lang)
  const tentative = settings.days.filter(isTentative).length
  return (
    <Section title={t('days')} lead={t('days.lead')}>
      {tentative > 0 && (
        <Notice tone="warning" title={t('days.tentative', { n: tentative })}>
          {t('days.tentative.text')}
        </Notice>
      )}
      <Table
        caption={t('days')}
        quietCaption
        stack
        rows={settings.days}
        rowKey={(row) => row.day}
        empty={<Empty title={t('days.empty')} />}
        columns={[
          { key: 'day', title: t('day'), render: (row) => whenText(row.day, page.lang) },
          { key: 'name', title: t('name'), render: (row) => row.name },
          {
            key: 'kind',
            title: t('kind'),
            render: (row) => t(`kind.${KINDS.find((kind) => kind === row.kind) ?? 'other'}`),
          },
          {
            key: 'status',
            title: t('status'),
            render: (row) => (
              <Badge tone={isTentative(row) ? 'warning' : 'good'}>
                {t(`status.${STATUSES.find((status) => status === row.status) ?? 'unverified'}`)}
              </Badge>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Calendars({ page, settings }: Props): VNode {
  const t = say(settingsWords, page.lang)
  return (
    <Section title={t('calendars')} lead={t('calendars.lead')}>
      <Table
        caption={t('calendars')}
        quietCaption
        stack
        rows={settings.versions}
        rowKey={(row) => row.version}
        empty={<Empty title={t('calendars.empty')}>{t('calendars.empty.text')}</Empty>}
        columns={[
          {
            key: 'version',
            title: t('version'),
            render: (row) => (
              <>
                {row.version}{' '}
                {row === settings.versions[0] && <Badge tone="good">{t('in-force')}</Badge>}
              </>
            ),
          },
          {
            key: 'covers',
            title: t('covers'),
            render: (row) =>
              `${whenText(row.covers_from, page.lang)} – ${whenText(row.covers_to, page.lang)}`,
          },
          { key: 'source', title: t('source'), render: (row) => row.source },
          {
            key: 'loaded',
            title: t('loaded'),
            render: (row) => whenText(row.loaded_at, page.lang),
          },
        ]}
      />
    </Section>
  )
}

function SettledNames({ page, settings }: Props): VNode {
  const t = say(settingsWords, page.lang)
  return (
    <Section title={t('settled')} lead={t('settled.lead')}>
      <Table
        caption={t('settled')}
        quietCaption
        stack
        rows={settings.settled}
        rowKey={(row) => row.id}
        empty={<Empty title={t('settled.empty')} />}
        columns={[
          { key: 'wording', title: t('settled.wording'), render: (row) => row.wording },
          { key: 'means', title: t('settled.means'), render: (row) => row.means },
          {
            key: 'by',
            title: t('settled.by'),
            render: (row) =>
              [row.by, whenText(row.settledAt, page.lang)].filter(Boolean).join(' · '),
          },
          {
            key: 'withdraw',
            title: t('settled.withdraw'),
            render: (row) =>
              settings.mayWithdraw ? (
                <Form page={page} action={`${HERE}/settlements/${row.id}/withdrawal`}>
                  <Button kind="quiet" small label={`${t('settled.withdraw')}: ${row.wording}`}>
                    {t('settled.withdraw')}
                  </Button>
                </Form>
              ) : (
                t('settled.by-root')
              ),
          },
        ]}
      />
    </Section>
  )
}

const withdrawRoute = route({
  method: 'POST',
  path: `${HERE}/settlements/:id/withdrawal`,
  may: 'settings.manage',
  about: 'Forgets a settled name.',
  records: ['settlement.withdrawn'],
  input: z.object({ id: z.uuid() }),
  unit: topOf,
  act: (act, { id }) => withdrawSettlement(act, id),
  show: () => ({ redirect: `${HERE}?done=withdrawn` }),
})

export const settingsRoutes: readonly Route[] = [settingsPage, withdrawRoute]
