// Letters of apology by step, and by unit the share of overdue dossiers that got one in time.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  endOfDay,
  lettersInState,
  maskedCode,
  type StoredLetter,
  type TimelyShare,
  timelyShares,
} from '../dossiers/index.ts'
import {
  ButtonLink,
  Empty,
  FilterForm,
  Heading,
  Section,
  Select,
  Table,
  Tabs,
  whenText,
} from '../face/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { deskNames, type Names, scopeFields, unitsAsked } from './dossier-load.ts'
import { Office, withQuery } from './frame.tsx'
import { letterPageWords } from './letter-page-words.ts'

export const LETTERS = '/office/letters'
const MOST = 300
const STATES = ['drafted', 'approved', 'signed', 'sent', 'withdrawn'] as const
const filters = z.object({
  ...scopeFields,
  state: z.enum(STATES).catch('drafted').default('drafted'),
})
type Filters = z.infer<typeof filters>
type View = {
  letters: StoredLetter[]
  shares: TimelyShare[]
  input: Filters
  from: Day
  to: Day | null
} & Names

const listPage: Route = route<Filters, View>({
  method: 'GET',
  path: LETTERS,
  may: 'dossier.read',
  about: 'Letters of apology by step, and the share of overdue dossiers with a timely one by unit.',
  input: filters,
  load: async (read, input) => {
    const names = await deskNames(read)
    const unitIds = await unitsAsked(read, input.unit)
    const from = (input.from || `${read.today.slice(0, 4)}-01-01`) as Day
    const to = input.to && input.to >= from ? (input.to as Day) : null
    const end = to ? endOfDay(to) : read.now
    const until = read.now < end ? read.now : end
    const letters = await lettersInState(read.db, unitIds, input.state, MOST)
    const shares = await timelyShares(read.db, unitIds, instantAt(from, '00:00'), until)
    return { letters, shares, input, from, to, ...names }
  },
  show: (view, page) => ({ html: <LetterList page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function LetterList({ page, view }: Props): VNode {
  const t = say(letterPageWords, page.lang)
  const { input } = view
  const nameOf = (id: string) => view.unitOf.get(id)?.fullName
  return (
    <Office page={page} title={t('letters')} here={LETTERS}>
      <Heading
        title={t('letters')}
        lead={t('lead')}
        actions={
          page.visitor.rights.holds('letter.template') && (
            <ButtonLink href={`${LETTERS}/template`}>{t('template')}</ButtonLink>
          )
        }
      />
      <Tabs
        label={t('tabs')}
        here={withQuery(page.url, { state: input.state })}
        tabs={STATES.map((state) => ({
          href: withQuery(page.url, { state }),
          label: t(`state.${state}`),
        }))}
      />
      <FilterForm action={LETTERS} clearHref={`${LETTERS}?state=${input.state}`}>
        <input type="hidden" name="state" value={input.state} />
        <Select
          label={t('filter.unit')}
          name="unit"
          value={input.unit}
          none={t('filter.all')}
          options={view.units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
      </FilterForm>
      <Table
        caption={t('letters')}
        quietCaption
        stack
        rows={view.letters}
        rowKey={(row) => row.id}
        rowHref={(row) => letterHref(view.unitOf.get(row.unitId)?.code ?? '', row.id)}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        columns={[
          { key: 'code', title: t('code'), nowrap: true, render: (row) => maskedCode(row.code) },
          { key: 'unit', title: t('unit'), roomy: true, render: (row) => nameOf(row.unitId) },
          { key: 'due', title: t('due'), render: (row) => whenText(row.dueAt, page.lang) },
          { key: 'new', title: t('new-due'), render: (row) => whenText(row.newDueAt, page.lang) },
          { key: 'reason', title: t('reason'), render: (row) => row.reason || t('reason.none') },
        ]}
      />
      <Shares page={page} view={view} />
    </Office>
  )
}

export const letterHref = (unit: string, id: string) => `/office/units/${unit}/letters/${id}`

function Shares({ page, view }: Props): VNode {
  const t = say(letterPageWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const sum = (of: (row: TimelyShare) => number) => view.shares.reduce((all, it) => all + of(it), 0)
  const [overdue, timely] = [sum((it) => it.overdue), sum((it) => it.timely)]
  return (
    <Section title={t('share')} lead={t('share.lead', { from: formatDay(view.from, page.lang) })}>
      <Table
        caption={t('share')}
        quietCaption
        stack
        rows={[...view.shares].sort((a, b) => b.overdue - b.timely - (a.overdue - a.timely))}
        rowKey={(row) => row.unitId}
        empty={<p>{t('share.none')}</p>}
        footer={{
          unit: t('share.sum'),
          overdue: n(overdue),
          timely: n(timely),
          rate: overdue === 0 ? '–' : formatPercent(timely / overdue, 1, page.lang),
        }}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => view.unitOf.get(row.unitId)?.fullName },
          {
            key: 'overdue',
            title: t('share.overdue'),
            align: 'right',
            render: (row) => n(row.overdue),
          },
          {
            key: 'timely',
            title: t('share.timely'),
            align: 'right',
            render: (row) => n(row.timely),
          },
          {
            key: 'rate',
            title: t('share.rate'),
            align: 'right',
            render: (row) => formatPercent(row.timely / row.overdue, 1, page.lang),
          },
        ]}
      />
    </Section>
  )
}

export const letterListRoutes: readonly Route[] = [listPage]
