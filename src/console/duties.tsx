// Every duty as a list, filtered, sorted, paged, exported; and the history of one.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Checkbox,
  DateField,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Pager,
  SearchBox,
  Select,
  StandingMark,
  Table,
} from '../face/index.ts'
import type { Day } from '../lib/day.ts'
import {
  asOfToday,
  countDuties,
  DUTY_SORTS,
  type DutyFilter,
  type DutyListed,
  type DutySort,
  listDuties,
  pageOfDuties,
  STANDINGS,
  type Standing,
} from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { dimensions, planBySlug, plans } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { dueText } from './duty-handover.tsx'
import { dutyWords } from './duty-words.ts'
import { Office, withQuery } from './frame.tsx'
import { exportKind } from './tally.tsx'

const SIZE = 50
const MOST_EXPORTED = 50_000

const someDay = z
  .union([z.literal(''), z.iso.date()])
  .catch('')
  .default('')
const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  plan: z.string().max(80).catch('').default(''),
  /** Of the plans of a year; this year's when empty and no plan is chosen. */
  year: z
    .string()
    .regex(/^(\d{4}|all)?$/)
    .catch('')
    .default(''),
  standing: z
    .enum(['', ...STANDINGS])
    .catch('')
    .default(''),
  period: z.string().max(12).catch('').default(''),
  dimension: z.coerce.number().int().min(0).max(8).catch(0).default(0),
  unit: z.string().max(40).catch('').default(''),
  task: z.string().max(20).catch('').default(''),
  /** Due from a day, and up to one. */
  from: someDay,
  to: someDay,
  late: z.string().optional(),
  sort: z
    .enum(DUTY_SORTS as [DutySort, ...DutySort[]])
    .catch('due')
    .default('due'),
  dir: z.enum(['asc', 'desc']).catch('asc').default('asc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>

/** The year listed; null for all of them: days that are asked for are of any plan. */
function yearOf({ plan, year, from, to }: Filters, today: Day): number | null {
  if (plan !== '' || year === 'all') return null
  return year === '' && (from !== '' || to !== '') ? null : Number(year || today.slice(0, 4))
}

async function filterOf(read: Read, input: Filters): Promise<DutyFilter> {
  const reach = await read.rights.reach('duty.read')
  const unit = input.unit ? await unitByCode(read.db, input.unit, read.today) : null
  const within = input.unit ? reach.filter((id) => id === unit?.id) : reach
  const plan = input.plan ? await planBySlug(read.db, input.plan) : undefined
  const year = yearOf(input, read.today)
  const ofYear = year === null ? null : (await plans(read.db)).filter((one) => one.year === year)
  return {
    unitIds: within,
    ...(plan ? { planId: plan.id } : {}),
    ...(ofYear ? { planIds: ofYear.map(({ id }) => id) } : {}),
    ...(input.task ? { number: input.task } : {}),
    ...(input.standing ? { standings: [input.standing as Standing] } : {}),
    ...(input.period ? { period: input.period } : {}),
    ...(input.dimension ? { dimension: input.dimension } : {}),
    ...(input.late ? { late: true } : {}),
    ...(input.from ? { dueFrom: input.from as Day } : {}),
    ...(input.to ? { dueTo: input.to as Day } : {}),
    text: input.q,
  }
}

type ListView = {
  rows: DutyListed[]
  total: number
  filters: Filters
  plans: { slug: string; number: string }[]
  years: number[]
  dimensions: { value: string; label: string }[]
}

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: '/office/duties',
  may: 'duty.read',
  about: 'Every duty within the visitor’s scope.',
  recalled: true,
  input: filters,
  load: async (read, input) => {
    const filter = await filterOf(read, input)
    const asOf = await asOfToday(read.db, read.today)
    const [rows, total, known, dims] = await Promise.all([
      pageOfDuties(read.db, asOf, filter, {
        sort: input.sort,
        descending: input.dir === 'desc',
        limit: SIZE,
        offset: (input.page - 1) * SIZE,
      }),
      countDuties(read.db, asOf, filter),
      plans(read.db),
      dimensions(read.db),
    ])
    const thisYear = Number(read.today.slice(0, 4))
    return {
      rows,
      total,
      filters: input,
      plans: known.map(({ slug, number }) => ({ slug, number })),
      years: [...new Set([thisYear, ...known.map(({ year }) => year)])].sort((a, b) => b - a),
      dimensions: dims.map(({ no, name, nameEn }) => ({
        value: String(no),
        label: `${no}. ${read.lang === 'vi' ? name : nameEn}`,
      })),
    }
  },
  show: (view, page) => ({ html: <DutyList page={page} view={view} /> }),
})

function DutyList({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(dutyWords, page.lang)
  const { filters: chosen } = view
  const column = (key: DutySort, title: string, render: (row: DutyListed) => string | VNode) => ({
    key,
    title,
    sort: true,
    nowrap: key === 'period' || key === 'due',
    render,
  })
  return (
    <Office page={page} title={t('duties')} here="/office/duties">
      <Heading
        title={t('duties')}
        lead={t('duties.lead')}
        actions={<ExportLinks base={`/office/duties${page.url.search}`} />}
      />
      <FilterForm action="/office/duties" clearHref="/office/duties">
        <SearchBox value={chosen.q} label={t('filter.text')} />
        <Select
          label={t('filter.standing')}
          name="standing"
          value={chosen.standing}
          none={t('filter.all')}
          options={STANDINGS.map((value) => ({ value, label: t(`standing.${value}`) }))}
        />
        <Select
          label={t('filter.plan')}
          name="plan"
          value={chosen.plan}
          none={t('filter.all')}
          options={view.plans.map(({ slug, number }) => ({ value: slug, label: number }))}
        />
        <Select
          label={t('filter.year')}
          name="year"
          value={String(yearOf(chosen, page.today as Day) ?? 'all')}
          options={[
            ...view.years.map((year) => ({ value: String(year), label: String(year) })),
            { value: 'all', label: t('filter.year.all') },
          ]}
        />
        <Select
          label={t('filter.dimension')}
          name="dimension"
          value={chosen.dimension ? String(chosen.dimension) : ''}
          none={t('filter.all')}
          options={view.dimensions}
        />
        <DateField label={t('filter.from')} name="from" value={chosen.from} />
        <DateField label={t('filter.to')} name="to" value={chosen.to} />
        {chosen.period && <input type="hidden" name="period" value={chosen.period} />}
        {chosen.unit && <input type="hidden" name="unit" value={chosen.unit} />}
        {chosen.task && <input type="hidden" name="task" value={chosen.task} />}
        <Checkbox label={t('filter.late')} name="late" value="1" checked={Boolean(chosen.late)} />
      </FilterForm>
      <Table
        caption={t('duties')}
        stack
        rows={view.rows}
        total={view.total}
        rowKey={(row) => row.id}
        rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
        empty={<Empty title={t('duties.empty')}>{t('duties.empty.text')}</Empty>}
        sort={{ by: chosen.sort, dir: chosen.dir }}
        sortHref={(by, dir) => withQuery(page.url, { sort: by, dir })}
        columns={[
          column('task', t('task'), (row) => `${row.number}. ${row.title}`),
          column('unit', t('unit'), (row) => row.unitName),
          column('period', t('period'), (row) => periodLabel(row.period, page.lang)),
          column('due', t('due'), (row) => dueText(page, row)),
          column('standing', t('standing'), (row) => (
            <>
              <StandingMark standing={row.standing} /> {row.late && t('late.yes')}
            </>
          )),
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={view.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Office>
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `/office/duties.${ending}`,
    may: 'export.read',
    about: `The list of duties as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(dutyWords, read.lang)
      const rows = await listDuties(
        read.db,
        await asOfToday(read.db, read.today),
        await filterOf(read, input),
        { sort: input.sort, descending: input.dir === 'desc', limit: MOST_EXPORTED },
      )
      const header = [
        t('number'),
        t('task'),
        `${t('unit')} (mã)`,
        t('unit'),
        t('period'),
        t('due'),
        t('due.original'),
        t('standing'),
        t('sent'),
        t('late'),
        t('reason'),
      ]
      const body = rows.map((row) => [
        row.number,
        row.title,
        row.unitCode,
        row.unitName,
        row.period,
        row.dueOn as string,
        row.originalDueOn as string,
        t(`standing.${row.standing}`),
        row.submittedAt?.slice(0, 10) ?? '',
        row.late ? t('late.yes') : '',
        row.returnedReason ?? '',
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('duties'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'viec') }),
  })

export const dutyListRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]
