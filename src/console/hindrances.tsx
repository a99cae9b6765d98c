// The register of what hinders, to closure.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Actions,
  Badge,
  Button,
  Empty,
  ErrorSummary,
  ExportLinks,
  entryText,
  FilterForm,
  Form,
  Heading,
  Notice,
  Pager,
  Quote,
  SearchBox,
  Section,
  Select,
  Table,
  TextArea,
  Timeline,
  whenText,
} from '../face/index.ts'
import {
  answerHindrance,
  answersOf,
  findDuty,
  findHindrance,
  HINDRANCE_KINDS,
  type HindranceFilter,
  type HindranceRow,
  listHindrances,
  obligationById,
  obligationWords,
} from '../obligations/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence, withQuery } from './frame.tsx'
import { hindranceWords } from './hindrance-words.ts'
import { exportKind } from './tally.tsx'

const SIZE = 50

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  kind: z
    .enum(['', ...HINDRANCE_KINDS])
    .catch('')
    .default(''),
  state: z.enum(['', 'open', 'closed']).catch('').default(''),
  sort: z.enum(['raised', 'unit', 'kind', 'task', 'state']).catch('raised').default('raised'),
  dir: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>
type ListView = { rows: HindranceRow[]; total: number; filters: Filters }

const filterOf = async (read: Read, input: Filters): Promise<HindranceFilter> => ({
  unitIds: await read.rights.reach('hindrance.read'),
  text: input.q,
  ...(input.kind ? { kind: input.kind } : {}),
  ...(input.state ? { state: input.state } : {}),
})

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: '/office/hindrances',
  may: 'hindrance.read',
  about: 'What hinders, within the visitor’s scope.',
  input: filters,
  recalled: true,
  load: async (read, input) => ({
    ...(await listHindrances(read.db, await filterOf(read, input), {
      limit: SIZE,
      offset: (input.page - 1) * SIZE,
      sort: input.sort,
      descending: input.dir === 'desc',
    })),
    filters: input,
  }),
  show: (view, page) => ({ html: <ListPage page={page} view={view} /> }),
})

const kindKey = (kind: string) =>
  `hindrance.${HINDRANCE_KINDS.find((known) => known === kind) ?? 'other'}` as const

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(hindranceWords, page.lang)
  const words = say(obligationWords, page.lang)
  return (
    <Office page={page} title={t('title')} here="/office/hindrances">
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={<ExportLinks base={`/office/hindrances${page.url.search}`} />}
      />
      <FilterForm action="/office/hindrances" clearHref="/office/hindrances">
        <SearchBox value={view.filters.q} />
        <Select
          label={t('kind')}
          name="kind"
          value={view.filters.kind}
          none={t('all')}
          options={HINDRANCE_KINDS.map((kind) => ({
            value: kind,
            label: words(`hindrance.${kind}`),
          }))}
        />
        <Select
          label={t('state')}
          name="state"
          value={view.filters.state}
          none={t('all')}
          options={(['open', 'closed'] as const).map((state) => ({
            value: state,
            label: t(`state.${state}`),
          }))}
        />
      </FilterForm>
      <Table
        caption={t('title')}
        stack
        rows={view.rows}
        total={view.total}
        rowKey={(row) => row.id}
        rowHref={(row) => `/office/units/${row.unitCode}/hindrances/${row.id}`}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        sort={{ by: view.filters.sort, dir: view.filters.dir }}
        sortHref={(by, dir) => withQuery(page.url, { sort: by, dir })}
        columns={[
          { key: 'unit', title: t('unit'), sort: true, render: (row) => row.unitName },
          { key: 'text', title: t('text'), render: (row) => row.text },
          { key: 'kind', title: t('kind'), sort: true, render: (row) => words(kindKey(row.kind)) },
          { key: 'task', title: t('task'), sort: true, nowrap: true, render: (row) => row.number },
          {
            key: 'raised',
            title: t('raised'),
            sort: true,
            nowrap: true,
            render: (row) => whenText(row.raisedAt, page.lang),
          },
          {
            key: 'state',
            title: t('state'),
            sort: true,
            nowrap: true,
            render: (row) =>
              row.closedAt ? (
                <Badge tone="good">{t('state.closed')}</Badge>
              ) : (
                <Badge tone="warning">
                  {row.answers > 0 ? t('state.answered', { n: row.answers }) : t('state.open')}
                </Badge>
              ),
          },
        ]}
      />
      <Pager
        page={view.filters.page}
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
    path: `/office/hindrances.${ending}`,
    may: 'export.read',
    about: `What hinders, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(hindranceWords, read.lang)
      const words = say(obligationWords, read.lang)
      const { rows } = await listHindrances(read.db, await filterOf(read, input), {
        limit: 20_000,
        offset: 0,
        sort: input.sort,
        descending: input.dir === 'desc',
      })
      const header = [t('unit'), t('text'), t('kind'), t('task'), t('raised'), t('state')]
      const body = rows.map((row) => [
        row.unitName,
        row.text,
        words(kindKey(row.kind)),
        row.number,
        row.raisedAt.slice(0, 10),
        row.closedAt ? t('state.closed') : t('state.open'),
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('title'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'vuong-mac') }),
  })

const address = z.looseObject({ code: z.string().max(40), id: z.uuid() })
type Address = z.infer<typeof address>
const unitOf = async (read: Read, { code }: Address) =>
  (await unitByCode(read.db, code, read.today))?.id ?? null

type OneView = {
  unit: UnitListed
  hindrance: NonNullable<Awaited<ReturnType<typeof findHindrance>>>
  answers: Awaited<ReturnType<typeof answersOf>>
  names: Map<string, string>
  task: string
  mayAnswer: boolean
  saved: boolean
}

const onePage: Route = route<Address, OneView>({
  method: 'GET',
  path: '/office/units/:code/hindrances/:id',
  may: 'hindrance.read',
  about: 'One hindrance with every answer.',
  input: address,
  unit: unitOf,
  load: async (read, input) => {
    const unit = await unitByCode(read.db, input.code, read.today)
    const hindrance = unit ? await findHindrance(read.db, unit.id, input.id) : undefined
    if (!unit || !hindrance) throw notFound('hindrance')
    const answers = await answersOf(read.db, unit.id, hindrance.id)
    const duty = await findDuty(read.db, unit.id, hindrance.duty_id)
    const obligation = duty ? await obligationById(read.db, duty.obligation_id) : undefined
    return {
      unit,
      hindrance,
      answers,
      names: await namesOf(
        read.db,
        answers.map((answer) => answer.answered_by),
      ),
      task: obligation ? `${obligation.number}. ${obligation.title}` : '',
      mayAnswer: await read.rights.may('hindrance.answer', unit.id),
      saved: 'saved' in input,
    }
  },
  show: (view, page) => ({ html: <OnePage page={page} view={view} /> }),
})

function OnePage({ page, view }: { page: Page; view: OneView }): VNode {
  const t = say(hindranceWords, page.lang)
  const words = say(obligationWords, page.lang)
  const { unit, hindrance, answers } = view
  const closed = answers.some((answer) => answer.closes)
  const title = t('one', { unit: unit.fullName })
  return (
    <Office
      page={page}
      title={title}
      here="/office/hindrances"
      crumbs={[{ href: '/office/hindrances', label: t('title') }]}
    >
      <Heading over={view.task} title={title} lead={words(kindKey(hindrance.kind))} />
      {view.saved && (
        <Notice tone="good" toast>
          {t('answer.saved')}
        </Notice>
      )}
      <ErrorSummary
        problem={page.problem}
        text={page.problem ? sentence(page.problem.code, obligationWords[page.lang]) : ''}
      />
      <Quote
        text={hindrance.text}
        source={whenText(hindrance.raised_at, page.lang)}
        href={`/office/units/${unit.code}/submissions/${hindrance.submission_id}`}
      />
      <Section title={t('answers')}>
        {answers.length === 0 ? (
          <p>{t('answers.none')}</p>
        ) : (
          <Timeline
            items={answers.map((answer) => ({
              at: answer.answered_at,
              title: answer.closes ? t('closing') : t('answers'),
              who: view.names.get(answer.answered_by ?? '') ?? '',
              body: answer.text,
              ...(answer.closes ? { tone: 'good' as const } : {}),
            }))}
          />
        )}
      </Section>
      {view.mayAnswer && !closed && (
        <Form
          page={page}
          action={`/office/units/${unit.code}/hindrances/${hindrance.id}`}
          label={t('answer')}
        >
          <TextArea
            label={t('answer.text')}
            name="text"
            required
            rows={3}
            value={entryText(page, 'text')}
          />
          <Actions>
            <Button name="closes" value="">
              {t('answer.send')}
            </Button>
            <Button kind="secondary" name="closes" value="1">
              {t('answer.close')}
            </Button>
          </Actions>
        </Form>
      )}
    </Office>
  )
}

const answerRoute = route({
  method: 'POST',
  path: '/office/units/:code/hindrances/:id',
  may: 'hindrance.answer',
  about: 'Answers what hinders a unit; a closing answer ends it.',
  records: ['hindrance.answered', 'hindrance.closed'],
  input: address.extend({
    text: z.string().max(10_000).default(''),
    closes: z.string().max(1).default(''),
  }),
  unit: unitOf,
  retry: onePage,
  act: async (act, input) => {
    await answerHindrance(act, {
      unitId: (await unitOf(act, input)) ?? '',
      hindranceId: input.id,
      text: input.text,
      closes: input.closes === '1',
    })
    return `/office/units/${input.code}/hindrances/${input.id}?saved=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const hindranceRoutes: readonly Route[] = [
  listPage,
  exported('csv'),
  exported('xlsx'),
  onePage,
  answerRoute,
]
