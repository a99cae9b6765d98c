// The result of a cycle: places with ties and movement, classes; its publication and the taking back of it.

import type { VNode } from 'preact'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Actions,
  BarChart,
  Button,
  Checkbox,
  Details,
  Empty,
  ErrorSummary,
  ExportLinks,
  Form,
  Formula,
  Notice,
  Section,
  Stat,
  Stats,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import {
  loadStandings,
  maxOf,
  type PublishedUnit,
  publishResult,
  withdrawResult,
} from '../localcriteria/index.ts'
import { type Lang, type Page, type Route, route, say } from '../platform/index.ts'
import { CycleFrame, type CycleView, loadCycleView } from './criteria-cycle.tsx'
import {
  type CycleAddress,
  cycleAddress,
  cycleHref,
  field,
  holderOfCycle,
  pointsText,
  refusalText,
  unitHref,
} from './criteria-key.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { exportKind } from './tally.tsx'

type ResultView = CycleView & { standings: PublishedUnit[]; mayPublish: boolean }

const resultPage: Route = route({
  method: 'GET',
  path: '/office/criteria/cycles/:cycle/result',
  may: 'criteria.read',
  about: 'The ranking of a cycle with movement, ties and classes.',
  input: cycleAddress,
  load: async (read, input): Promise<ResultView> => {
    const view = await loadCycleView(read, input)
    return {
      ...view,
      standings: await loadStandings(read.db, view.head, view.units),
      mayPublish: await read.rights.may('criteria.publish', view.head.cycle.unit_id),
    }
  },
  show: (view: ResultView, page) => ({ html: <ResultPage page={page} view={view} /> }),
})

type Props = { page: Page; view: ResultView }

function ResultPage({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { head, standings, mayPublish, flag } = view
  const { set, cycle, publication } = head
  return (
    <CycleFrame page={page} head={head} here="/result" units={view.units}>
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {(flag === 'publish' || flag === 'withdraw') && (
        <Notice tone="good" toast>
          {t(`${flag}.done`)}
        </Notice>
      )}
      <Section
        title={t('result')}
        lead={
          publication
            ? t('result.lead.published', {
                day: whenText(publication.published_at.slice(0, 10), page.lang),
              })
            : t('result.lead.live')
        }
        actions={<ExportLinks base={`${cycleHref(cycle.slug)}/result`} />}
      >
        {publication && (
          <p>
            <a href={`/xep-hang/${cycle.slug}`}>{t('result.open')}</a>
          </p>
        )}
        <Classes page={page} view={view} />
        <Ranking page={page} rows={standings} slug={cycle.slug} />
        <Details summary={t('result.how')}>
          <Formula>
            {t(set.notApplicable === 'full' ? 'result.formula.full' : 'result.formula')}
          </Formula>
        </Details>
        <ScoreChart page={page} rows={standings} max={maxOf(set)} />
      </Section>
      {mayPublish ? <Publication page={page} view={view} /> : null}
    </CycleFrame>
  )
}

function Classes({ page, view }: Props): VNode {
  const { head, standings } = view
  return (
    <Stats>
      {head.set.bands.map(({ label, atLeast }) => (
        <Stat
          key={label}
          label={label}
          value={standings.filter(({ band }) => band === label).length}
          n={`≥ ${pointsText(atLeast, page.lang)}`}
        />
      ))}
    </Stats>
  )
}

export function movementText({ movement, place }: PublishedUnit, lang: Lang): string {
  const t = say(criteriaPageWords, lang)
  if (place === null) return '–'
  if (movement === null) return t('movement.new')
  if (movement === 0) return `= ${t('movement.same')}`
  return movement > 0
    ? `▲ ${t('movement.up', { n: movement })}`
    : `▼ ${t('movement.down', { n: -movement })}`
}

function Ranking(props: { page: Page; rows: readonly PublishedUnit[]; slug: string }): VNode {
  const { page, rows, slug } = props
  const t = say(criteriaPageWords, page.lang)
  return (
    <Table
      caption={t('result')}
      quietCaption
      stack
      rows={rows}
      rowKey={({ unitId }) => unitId}
      rowHref={({ unitCode }) => unitHref(unitCode, slug)}
      empty={<Empty title={t('matrix.none')} />}
      columns={[
        { key: 'unit', title: t('col.unit'), render: ({ unitName }) => unitName },
        {
          key: 'place',
          title: t('col.place'),
          align: 'right',
          render: ({ place }) => place ?? '–',
        },
        {
          key: 'score',
          title: t('col.score'),
          align: 'right',
          render: ({ score }) => pointsText(score, page.lang),
        },
        { key: 'band', title: t('col.band'), render: ({ band }) => band ?? '–' },
        {
          key: 'movement',
          title: t('col.movement'),
          render: (row) => movementText(row, page.lang),
        },
        {
          key: 'missing',
          title: t('col.missing'),
          align: 'right',
          render: ({ missing }) => (missing.length === 0 ? '' : missing.length),
        },
      ]}
    />
  )
}

export function ScoreChart(props: {
  page: Page
  rows: readonly PublishedUnit[]
  max: number
}): VNode | null {
  const { page, rows, max } = props
  const t = say(criteriaPageWords, page.lang)
  const placed = rows.filter(({ score }) => score !== null)
  if (placed.length === 0) return null
  return (
    <BarChart
      title={t('result.chart')}
      subtitle={t('result.chart.sub', { max: pointsText(max, page.lang), n: placed.length })}
      max={max}
      format={(value) => pointsText(value, page.lang)}
      rows={placed.map(({ unitName, score }) => ({ label: unitName, value: score }))}
    />
  )
}

function Publication({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const href = cycleHref(view.head.cycle.slug)
  const placed = view.standings.filter(({ place }) => place !== null).length
  const open = view.standings.length - placed
  if (view.head.publication)
    return (
      <Details summary={t('withdraw')}>
        <Form page={page} action={`${href}/withdrawal`} label={t('withdraw')}>
          <TextField label={t('withdraw.reason')} name="reason" />
          <Actions>
            <Button kind="danger">{t('withdraw.button')}</Button>
          </Actions>
        </Form>
      </Details>
    )
  return (
    <Section title={t('publish')} lead={t('publish.lead', { placed, of: view.standings.length })}>
      <Form page={page} action={`${href}/publication`} label={t('publish')}>
        {open > 0 && <Checkbox label={t('publish.anyway', { n: open })} name="anyway" />}
        <Actions>
          <Button>{t('publish.button')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const OF_HOLDER = {
  may: 'criteria.publish',
  input: cycleAddress,
  unit: holderOfCycle,
  retry: resultPage,
} as const

const publishRoute = route({
  ...OF_HOLDER,
  method: 'POST',
  path: '/office/criteria/cycles/:cycle/publication',
  about: 'Freezes and publishes the ranking of a cycle.',
  records: ['criteria.result-published'],
  act: async (act, input: CycleAddress) => {
    const anyway = field(input, 'anyway') === '1'
    await publishResult(act, { slug: input.cycle, anyway }, criteriaMeasures)
    return `${cycleHref(input.cycle)}/result?done=publish`
  },
  show: (redirect: string) => ({ redirect }),
})

const withdrawRoute = route({
  ...OF_HOLDER,
  method: 'POST',
  path: '/office/criteria/cycles/:cycle/withdrawal',
  about: 'Takes a published ranking back, with a reason.',
  records: ['criteria.result-withdrawn'],
  act: async (act, input: CycleAddress) => {
    await withdrawResult(act, { slug: input.cycle, reason: field(input, 'reason') })
    return `${cycleHref(input.cycle)}/result?done=withdraw`
  },
  show: (redirect: string) => ({ redirect }),
})

const exported = (ending: 'csv' | 'xlsx') =>
  route<CycleAddress, Uint8Array | string>({
    method: 'GET',
    path: `/office/criteria/cycles/:cycle/result.${ending}`,
    may: 'criteria.read',
    about: `The ranking of a cycle as ${ending}, for the units within reach.`,
    input: cycleAddress,
    load: async (read, input) => {
      const view = await loadCycleView(read, input)
      const { header, rows } = resultTable(
        await loadStandings(read.db, view.head, view.units),
        read.lang,
      )
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: view.head.cycle.slug, header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'ranking') }),
  })

/** A ranking as rows of a file. */
export function resultTable(units: readonly PublishedUnit[], lang: Lang) {
  const t = say(criteriaPageWords, lang)
  return {
    header: [
      'code',
      t('col.unit'),
      t('col.place'),
      t('col.score'),
      t('col.band'),
      t('col.movement'),
      t('col.missing'),
    ],
    rows: units.map((unit) => [
      unit.unitCode,
      unit.unitName,
      unit.place,
      unit.score,
      unit.band,
      unit.movement,
      unit.missing.join(' '),
    ]),
  }
}

export const criteriaResultRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  resultPage,
  publishRoute,
  withdrawRoute,
]
