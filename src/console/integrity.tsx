// Signs on the dossiers of a unit and month, by detector, and what they are worth in the index.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  endOfDay,
  type Finding,
  flaggedCodes,
  type IntegrityPack,
  integrityFindings,
  integrityPack,
  maskedCode,
  refOf,
  timekeeping,
  unitTraces,
} from '../dossiers/index.ts'
import {
  Badge,
  Details,
  Empty,
  FilterForm,
  Heading,
  Section,
  Select,
  Stat,
  Stats,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { loadBoard, scoreOf } from '../index766/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { integrityWords } from './integrity-words.ts'

const HERE = '/office/integrity'
const may = 'integrity.read'
const filters = z.object({
  unit: z.string().max(40).catch('').default(''),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
    .catch('')
    .default(''),
})
type Filters = z.infer<typeof filters>
type Found = {
  pack: IntegrityPack
  findings: Finding[]
  dossiers: number
  flagged: number
  published: number | null
  without: number | null
}
type View = { input: Filters; units: UnitListed[]; found: Found | null }

const monthOf = (month: string): { from: Day; to: Day } => {
  const from = `${month}-01` as Day
  return { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01` as Day, -1) }
}

async function look(read: Read, unitId: string, month: string): Promise<Found | null> {
  const pack = await integrityPack(read.db)
  if (!pack) return null
  const period = monthOf(month)
  const keeping = await timekeeping(read.db, read.today)
  const span = { unitId, from: instantAt(period.from, '00:00'), to: endOfDay(period.to) }
  const traces = await unitTraces(read, span, keeping, pack)
  const findings = integrityFindings(traces, pack)
  const codes = flaggedCodes(traces, findings, pack)
  const score = async (without?: { unitId: string; codes: ReadonlySet<string> }) => {
    const query = { period, at: read.now, today: read.today, ...(without ? { without } : {}) }
    const board = await loadBoard(read.db, query)
    const unit = board.units.find(({ id }) => id === unitId)
    return unit ? (scoreOf(board, unit)?.total ?? null) : null
  }
  const published = traces.length > 0 ? await score() : null
  const without = traces.length > 0 ? await score({ unitId, codes }) : null
  return { pack, findings, dossiers: traces.length, flagged: codes.size, published, without }
}

const integrityPage: Route = route<Filters, View>({
  method: 'GET',
  path: HERE,
  may,
  about:
    'Signs on the dossiers of a unit and month, and the index with and without the flagged ones.',
  input: filters,
  load: async (read, asked) => {
    const units = await unitsByIds(read.db, await read.rights.reach(may))
    const input = { ...asked, month: asked.month || read.today.slice(0, 7) }
    const unit = units.find(({ code }) => code === asked.unit)
    return { input, units, found: unit ? await look(read, unit.id, input.month) : null }
  },
  show: (view, page) => ({ html: <IntegrityView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function IntegrityView({ page, view }: Props): VNode {
  const t = say(integrityWords, page.lang)
  const { input, units, found } = view
  return (
    <Office page={page} title={t('title')} here={HERE}>
      <Heading title={t('title')} lead={t('lead')} />
      <FilterForm action={HERE} clearHref={HERE}>
        <Select
          label={t('unit')}
          name="unit"
          value={input.unit}
          none="—"
          options={units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
        <TextField label={t('month')} name="month" value={input.month} width="short" />
      </FilterForm>
      {found ? (
        <>
          <Scores page={page} found={found} />
          <Findings page={page} found={found} unit={input.unit} />
        </>
      ) : (
        <Empty title={t('choose.title')}>{t('choose.text')}</Empty>
      )}
    </Office>
  )
}

function Scores({ page, found }: { page: Page; found: Found }): VNode {
  const t = say(integrityWords, page.lang)
  const { published, without, flagged } = found
  const n = (value: number) => formatNumber(value, 2, page.lang)
  return (
    <Section title={t('index')} lead={t('index.lead', { n: flagged })}>
      {published === null || without === null ? (
        <p>{t('no-index')}</p>
      ) : (
        <Stats>
          <Stat label={t('published')} value={n(published)} />
          <Stat label={t('without')} value={n(without)} />
          <Stat label={t('change')} value={n(without - published)} />
        </Stats>
      )}
    </Section>
  )
}

function Findings({ page, found, unit }: { page: Page; found: Found; unit: string }): VNode {
  const t = say(integrityWords, page.lang)
  const detectors = new Map(found.pack.detectors.map((it) => [it.code, it]))
  const measureOf = (row: Finding) => {
    const parameters = detectors.get(row.detector)?.parameters as { share?: number } | undefined
    return parameters?.share === undefined ? '—' : formatPercent(parameters.share, 1, page.lang)
  }
  return (
    <Section title={t('findings')}>
      <Table
        caption={t('findings')}
        quietCaption
        stack
        rows={found.findings}
        empty={<p>{t('findings.none', { n: found.dossiers })}</p>}
        columns={[
          {
            key: 'detector',
            title: t('detector'),
            roomy: true,
            render: (row) => (
              <>
                {detectors.get(row.detector)?.name[page.lang]}
                {row.on && ` · ${whenText(row.on, page.lang)}`}
                <Details summary={t('behind')}>
                  <p>{detectors.get(row.detector)?.caution[page.lang]}</p>
                  <ul>
                    {row.dossiers.slice(0, 100).map((code) => (
                      <li key={code}>
                        <a href={`/office/units/${unit}/dossiers/${refOf(code)}`}>
                          {maskedCode(code)}
                        </a>
                      </li>
                    ))}
                  </ul>
                </Details>
              </>
            ),
          },
          {
            key: 'count',
            title: t('count'),
            align: 'right',
            render: (row) => `${row.count}/${row.of}`,
          },
          {
            key: 'share',
            title: t('share'),
            align: 'right',
            render: (row) => formatPercent(row.share, 1, page.lang),
          },
          { key: 'measure', title: t('measure'), align: 'right', render: measureOf },
          {
            key: 'state',
            title: t('state'),
            render: (row) => (
              <Badge tone={row.isOverMeasure ? 'warning' : 'plain'}>
                {t(row.isOverMeasure ? 'over' : 'under')}
              </Badge>
            ),
          },
        ]}
      />
    </Section>
  )
}

export const integrityRoutes: readonly Route[] = [integrityPage]
