// A cycle at a glance: unit × criterion, who is at which step; the same as a file.

import type { VNode } from 'preact'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Badge,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Matrix,
  type MatrixCell,
  Notice,
  Section,
  Select,
  type Standing,
  StandingShape,
  Tabs,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  type CycleHead,
  criteriaOf,
  type LineState,
  loadHead,
  loadUnits,
  type Origin,
  STAGES,
  type UnitState,
} from '../localcriteria/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import {
  type CycleAddress,
  cycleAddress,
  cycleHref,
  field,
  pointsText,
  unitHref,
} from './criteria-key.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { Office, withQuery } from './frame.tsx'
import { exportKind } from './tally.tsx'

export type CycleView = {
  head: CycleHead
  units: UnitState[]
  mayAppraise: boolean
  filter: string
  flag: string
}

export async function loadCycleView(read: Read, input: CycleAddress): Promise<CycleView> {
  const head = await loadHead(read.db, input.cycle)
  const within = new Set(await read.rights.reach('criteria.read'))
  const mayAppraise = await read.rights.may('criteria.appraise', head.cycle.unit_id)
  return {
    head,
    units: await loadUnits(read, head, criteriaMeasures, { within, isOutside: !mayAppraise }),
    mayAppraise,
    filter: field(input, 'stage'),
    flag: field(input, 'done'),
  }
}

const cyclePage: Route = route({
  method: 'GET',
  path: '/office/criteria/cycles/:cycle',
  may: 'criteria.read',
  about: 'A cycle: unit × criterion for the units within reach.',
  input: cycleAddress,
  load: loadCycleView,
  show: (view: CycleView, page) => ({ html: <CyclePage page={page} view={view} /> }),
})

type Props = { page: Page; view: CycleView }

function CyclePage({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const shown = view.units.filter(({ stage }) => view.filter === '' || stage === view.filter)
  return (
    <CycleFrame page={page} head={view.head} here="" units={view.units}>
      {view.flag === 'opened' && (
        <Notice tone="good" toast>
          {t('cycle.opened')}
        </Notice>
      )}
      <Section
        title={t('matrix')}
        lead={t('matrix.lead')}
        actions={<ExportLinks base={`${cycleHref(view.head.cycle.slug)}/matrix`} />}
      >
        <FilterForm
          action={cycleHref(view.head.cycle.slug)}
          clearHref={withQuery(page.url, { stage: null })}
        >
          <Select
            label={t('filter.stage')}
            name="stage"
            none={t('filter.all')}
            value={view.filter}
            options={STAGES.map((stage) => ({
              value: stage,
              label: `${t(`stage.${stage}`)} (${view.units.filter((unit) => unit.stage === stage).length})`,
            }))}
          />
        </FilterForm>
        {shown.length === 0 ? (
          <Empty title={t('matrix.none')} />
        ) : (
          <CycleMatrix page={page} view={view} units={shown} />
        )}
      </Section>
    </CycleFrame>
  )
}

type FrameProps = {
  page: Page
  head: CycleHead
  here: '' | '/result' | '/proposals'
  units: readonly UnitState[]
  children: VNode | (VNode | false | null)[]
}

/** Head and tabs that every page of a cycle shows. */
export function CycleFrame({ page, head, here, units, children }: FrameProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { cycle, version, set } = head
  const href = cycleHref(cycle.slug)
  const day = (on: string) => formatDay(on, page.lang)
  return (
    <Office
      page={page}
      title={cycle.name}
      here="/office/criteria"
      crumbs={[{ href: '/office/criteria', label: t('criteria') }]}
    >
      <Heading
        over={t('cycles')}
        title={cycle.name}
        lead={t('cycle.lead', {
          set: set.name,
          number: version.number,
          from: day(cycle.from_on),
          to: day(cycle.to_on),
          self: day(cycle.self_by),
          appraise: day(cycle.appraise_by),
          answer: day(cycle.answer_by),
        })}
      />
      {set.example && <Badge tone="warning">{t('example')}</Badge>}
      <p>
        {t('cycle.progress', {
          sent: units.filter(({ sending }) => sending !== null).length,
          done: units.filter(({ settled }) => settled.score !== null).length,
          of: units.length,
        })}
      </p>
      <Tabs
        label={t('tabs')}
        here={`${href}${here}`}
        tabs={[
          { href, label: t('tab.matrix') },
          { href: `${href}/result`, label: t('tab.result') },
          { href: `${href}/proposals`, label: t('tab.proposals') },
        ]}
      />
      {children}
    </Office>
  )
}

const STANDING = {
  appraisal: 'accepted',
  measure: 'on-time',
  self: 'submitted',
  none: 'waiting',
} as const satisfies Record<Origin, Standing>

export function valueText(line: LineState | undefined, page: Page): string {
  if (!line?.value) return '–'
  if (line.value.notApplicable) return say(criteriaPageWords, page.lang)('not-applicable.short')
  return pointsText(line.value.value, page.lang)
}

const ORIGINS = ['appraisal', 'measure', 'self', 'none'] as const

function CycleMatrix({ page, view, units }: Props & { units: readonly UnitState[] }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { head, mayAppraise } = view
  const rows = units.map((unit) => ({
    key: unit.unitId,
    title: unit.unitName,
    href: unitHref(unit.unitCode, head.cycle.slug),
    unit,
  }))
  const criteria = criteriaOf(head.set).map((line) => ({
    key: line.code,
    title: `${line.code}. ${line.title}`,
    short: line.code,
    max: line.max,
  }))
  const columns = [{ key: 'total', title: t('total'), max: 0 }, ...criteria]
  const cell = (
    { unit }: (typeof rows)[number],
    { key, title, max }: (typeof columns)[number],
  ): MatrixCell => {
    const href = unitHref(unit.unitCode, head.cycle.slug)
    if (key === 'total') {
      const { score, provisional } = unit.now
      const text =
        score === null ? `≈${pointsText(provisional, page.lang)}` : pointsText(score, page.lang)
      return {
        href,
        standing: unit.settled.score === null ? (unit.late ? 'late' : 'waiting') : 'accepted',
        text: provisional === null ? '–' : text,
        label: `${unit.unitName}, ${t('total')}: ${text}, ${t(`stage.${unit.stage}`)}`,
      }
    }
    const line = unit.lines.get(key)
    const origin: Origin = line?.origin ?? 'none'
    const text = valueText(line, page)
    const deep = mayAppraise ? `${href}/appraisal` : href
    return {
      href: `${deep}#line-${key}`,
      standing: STANDING[origin],
      text,
      few: line?.value?.value === 0,
      label: t('matrix.cell', {
        unit: unit.unitName,
        line: title,
        points: text,
        max: pointsText(max, page.lang),
        origin: t(`origin.${origin}`),
      }),
    }
  }
  return (
    <Matrix
      caption={t('matrix')}
      corner={t('col.unit')}
      columns={columns}
      rows={rows}
      cell={cell}
      legend={ORIGINS.map((origin) => (
        <span key={origin} class={`mark is-${STANDING[origin]}`}>
          <StandingShape standing={STANDING[origin]} /> <span>{t(`origin.${origin}`)}</span>
        </span>
      ))}
    />
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<CycleAddress, Uint8Array | string>({
    method: 'GET',
    path: `/office/criteria/cycles/:cycle/matrix.${ending}`,
    may: 'criteria.read',
    about: `Unit × criterion of a cycle as ${ending}, for the units within reach.`,
    input: cycleAddress,
    load: async (read, input) => {
      const t = say(criteriaPageWords, read.lang)
      const { head, units } = await loadCycleView(read, input)
      const criteria = criteriaOf(head.set)
      const header = [
        'code',
        t('col.unit'),
        t('col.stage'),
        t('total'),
        ...criteria.map(({ code, title }) => `${code} ${title}`),
      ]
      const rows = units.map((unit) => [
        unit.unitCode,
        unit.unitName,
        t(`stage.${unit.stage}`),
        unit.now.score,
        ...criteria.map(({ code }) => {
          const value = unit.lines.get(code)?.value
          return value?.notApplicable ? t('not-applicable') : (value?.value ?? null)
        }),
      ])
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: head.cycle.slug, header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'criteria') }),
  })

export const criteriaCycleRoutes: readonly Route[] = [exported('csv'), exported('xlsx'), cyclePage]
