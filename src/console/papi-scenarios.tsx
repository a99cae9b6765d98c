// Saved scenarios: the list, one by its link, several side by side.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatPercent } from '../lib/round.ts'
import {
  findScenario,
  loadBars,
  loadPosition,
  outcomeOf,
  type Position,
  type Profile,
  profileOf,
  putAwayScenario,
  type Scenario,
  scenariosOf,
} from '../papi/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { itemName, papiQuery, papiRefusal, provinceName, scoreText, signed } from './papi-load.ts'
import { settingsQuery } from './papi-tried.ts'
import { papiPageWords } from './papi-words.ts'

type Worked = { scenario: Scenario; position: Position; before: Profile; after: Profile }

async function workedOut(read: Read, scenario: Scenario): Promise<Worked> {
  const position = await loadPosition(read, scenario.year, scenario.province)
  const { structure, release, province, ground } = position
  const bars = await loadBars(read, position)
  const { scores } = outcomeOf(ground, release, province.code, scenario.settings)
  return {
    scenario,
    position,
    before: profileOf(structure, release, province.code, { bars }),
    after: profileOf(structure, release, province.code, { bars, scores }),
  }
}

const listAddress = z.looseObject({ ended: z.string().optional() })
type ListView = {
  rows: Worked[]
  compared: Worked[]
  names: Map<string, string>
  own: string | null
  ended: boolean
}

const listPage: Route = route({
  method: 'GET',
  path: '/office/papi/scenarios',
  may: 'papi.read',
  about: 'Saved scenarios of PAPI, and those chosen side by side.',
  input: listAddress,
  load: async (read: Read, input): Promise<ListView> => {
    const scenarios = await scenariosOf(read.db, await read.rights.reach('papi.read'))
    const rows: Worked[] = []
    for (const scenario of scenarios.slice(0, 50)) rows.push(await workedOut(read, scenario))
    const chosen = Object.keys(input).filter((name) => name.startsWith('c.'))
    return {
      rows,
      compared: rows.filter(({ scenario }) => chosen.includes(`c.${scenario.id}`)),
      names: await namesOf(
        read.db,
        rows.map(({ scenario }) => scenario.saved_by),
      ),
      own: read.actor.unitId,
      ended: input.ended !== undefined,
    }
  },
  show: (view: ListView, page) => ({ html: <ListPage page={page} view={view} /> }),
})

const openHref = ({ scenario, position }: Worked): string =>
  `/office/papi/levers${papiQuery(position, settingsQuery(scenario.settings))}`

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(papiPageWords, page.lang)
  const percent = (profile: Profile) =>
    profile.total.chance ? formatPercent(profile.total.chance.probability, 0, page.lang) : '—'
  return (
    <Office
      page={page}
      title={t('scenarios')}
      here="/office/papi"
      crumbs={[{ href: '/office/papi', label: t('title') }]}
    >
      <Heading title={t('scenarios')} lead={t('scenarios.lead')} />
      <ErrorSummary problem={page.problem} text={papiRefusal(page)} />
      {view.ended && (
        <Notice tone="good" toast>
          {t('ended')}
        </Notice>
      )}
      {view.compared.length > 1 && <Compared page={page} rows={view.compared} />}
      <form id="compare" method="get" action="/office/papi/scenarios" />
      <Table
        caption={t('scenarios')}
        quietCaption
        stack
        rows={view.rows}
        rowKey={({ scenario }) => scenario.id}
        empty={
          <Empty
            title={t('scenarios.empty')}
            action={<ButtonLink href="/office/papi/levers">{t('levers')}</ButtonLink>}
          >
            {t('scenarios.empty.text')}
          </Empty>
        }
        columns={[
          {
            key: 'choose',
            title: t('scenarios.choose'),
            render: ({ scenario }) => (
              <input
                type="checkbox"
                form="compare"
                name={`c.${scenario.id}`}
                value="1"
                checked={view.compared.some((it) => it.scenario.id === scenario.id)}
                aria-label={`${t('scenarios.choose')}: ${scenario.name}`}
              />
            ),
          },
          {
            key: 'name',
            title: t('scenario'),
            render: (row) => <a href={openHref(row)}>{row.scenario.name}</a>,
          },
          {
            key: 'where',
            title: t('province'),
            render: ({ position }) =>
              `${provinceName(position.province, page.lang)} ${position.release.year}`,
          },
          {
            key: 'moved',
            title: t('moved'),
            render: ({ scenario }) => scenario.settings.map(({ code }) => code).join(', '),
          },
          {
            key: 'score',
            title: t('score'),
            align: 'right',
            render: ({ before, after }) =>
              `${scoreText(before.total.score, page.lang, 2)} → ${scoreText(after.total.score, page.lang, 2)}`,
          },
          {
            key: 'chance',
            title: t('chance'),
            align: 'right',
            render: ({ before, after }) => `${percent(before)} → ${percent(after)}`,
          },
          {
            key: 'by',
            title: t('by'),
            render: ({ scenario }) =>
              `${view.names.get(scenario.saved_by ?? '') ?? '—'}, ${whenText(scenario.saved_at, page.lang)}`,
          },
          {
            key: 'end',
            title: t('scenarios.end'),
            render: ({ scenario }) =>
              scenario.unit_id === view.own && page.visitor.rights.holds('papi.simulate') ? (
                <Form
                  page={page}
                  action={`/office/papi/scenarios/${scenario.unit_id}/${scenario.id}/ending`}
                >
                  <Button
                    kind="quiet"
                    small
                    label={t('scenarios.end.label', { name: scenario.name })}
                  >
                    {t('scenarios.end')}
                  </Button>
                </Form>
              ) : (
                ''
              ),
          },
        ]}
      />
      {view.rows.length > 1 && (
        <Button form="compare" kind="secondary">
          {t('scenarios.compare')}
        </Button>
      )}
    </Office>
  )
}

type Figures = { code: string; cells: string[] }

function Compared({ page, rows }: { page: Page; rows: Worked[] }): VNode {
  const t = say(papiPageWords, page.lang)
  const first = rows[0] as Worked
  const codes = first.before.dimensions.map(({ code }) => code)
  const lines: Figures[] = [
    {
      code: 'PAPI',
      cells: rows.map(
        ({ before, after }) =>
          `${scoreText(after.total.score, page.lang, 3)} (${signed((after.total.score ?? 0) - (before.total.score ?? 0), page.lang)})`,
      ),
    },
    {
      code: t('rank'),
      cells: rows.map(({ after }) =>
        after.total.rank === null
          ? '—'
          : t('rank.of', { rank: after.total.rank, of: after.total.of ?? '' }),
      ),
    },
    {
      code: t('chance'),
      cells: rows.map(({ after }) =>
        after.total.chance ? formatPercent(after.total.chance.probability, 1, page.lang) : '—',
      ),
    },
    ...codes.map((code) => ({
      code: itemName(first.position, code, page.lang),
      cells: rows.map(({ after }) =>
        scoreText(after.dimensions.find((it) => it.code === code)?.score ?? null, page.lang),
      ),
    })),
  ]
  return (
    <Section title={t('scenarios.compared')}>
      <Table
        caption={t('scenarios.compared')}
        quietCaption
        rows={lines}
        rowKey={(row) => row.code}
        columns={[
          { key: 'item', title: t('part'), render: (row) => row.code },
          ...rows.map(({ scenario }, at) => ({
            key: scenario.id,
            title: scenario.name,
            align: 'right' as const,
            render: (row: Figures) => row.cells[at],
          })),
        ]}
      />
    </Section>
  )
}

const address = z.looseObject({ unitId: z.uuid(), id: z.uuid() })
/** A scenario is its unit's matter, there or not: whether there is one is told only to those within reach. */
const unitOf = async (_: Read, { unitId }: { unitId: string }) => unitId

const openRoute: Route = route({
  method: 'GET',
  path: '/office/papi/scenarios/:unitId/:id',
  may: 'papi.read',
  about: 'Opens a saved scenario by its link.',
  input: address,
  unit: unitOf,
  load: async (read: Read, input) => {
    const scenario = await findScenario(read.db, input.unitId, input.id)
    if (!scenario) throw notFound('papi-scenario')
    const position = await loadPosition(read, scenario.year, scenario.province)
    const more = { ...settingsQuery(scenario.settings), ...('saved' in input ? { saved: 1 } : {}) }
    return `/office/papi/levers${papiQuery(position, more)}`
  },
  show: (redirect: string) => ({ redirect }),
})

const endRoute: Route = route({
  method: 'POST',
  path: '/office/papi/scenarios/:unitId/:id/ending',
  may: 'papi.simulate',
  about: 'Puts a saved scenario away.',
  own: true,
  records: ['papi.scenario-ended'],
  input: address,
  unit: unitOf,
  retry: listPage,
  act: async (act, { unitId, id }) => {
    await putAwayScenario(act, { unitId, id })
    return '/office/papi/scenarios?ended=1'
  },
  show: (redirect: string) => ({ redirect }),
})

export const papiScenarioRoutes: readonly Route[] = [listPage, openRoute, endRoute]
