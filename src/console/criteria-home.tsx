// Criteria sets and cycles: what there is, and where a set is begun.

import type { VNode } from 'preact'
import { z } from 'zod'
import { MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Badge,
  Button,
  ButtonLink,
  Columns,
  Details,
  Empty,
  ErrorSummary,
  entryText,
  FileDrop,
  Form,
  Heading,
  Section,
  Select,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  beginSet,
  type CycleRow,
  cyclesAround,
  emptySet,
  publishedCycles,
  publishedVersions,
  type VersionListed,
  versionsKeptBy,
} from '../localcriteria/index.ts'
import { ancestorIds, unitsByIds } from '../org/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { cycleHref, field, keeperUnit, refusalText, setHref } from './criteria-key.ts'
import { readSetFile } from './criteria-set-file.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { Office } from './frame.tsx'

type HomeView = {
  /** The newest version of each set, first those one keeps. */
  sets: VersionListed[]
  bases: VersionListed[]
  cycles: (CycleRow & { publishedAt: string | null })[]
  names: Map<string, string>
  mayManage: boolean
}

async function loadHome(read: Read): Promise<HomeView> {
  const { db, rights, actor, today } = read
  const [own, all, seen, results] = await Promise.all([
    rights.reach('criteria.manage').then((reach) => versionsKeptBy(db, reach)),
    publishedVersions(db),
    rights.reach('criteria.read'),
    publishedCycles(db),
  ])
  const cycles = await cyclesAround(db, seen)
  // Published sets of one's own and of the units above, and those one is scored by.
  const above = actor.unitId ? await ancestorIds(db, actor.unitId, today) : []
  const near = new Set([...seen, ...above])
  const used = new Set(cycles.map((row) => row.version_id))
  const published = all.filter((row) => near.has(row.unit_id) || used.has(row.id))
  const newest = new Map<string, VersionListed>()
  for (const version of [...own, ...published])
    if ((newest.get(version.set_id)?.number ?? 0) < version.number)
      newest.set(version.set_id, version)
  const sets = [...newest.values()]
  const units = await unitsByIds(db, [
    ...new Set([...sets.map((row) => row.unit_id), ...cycles.map((row) => row.unit_id)]),
  ])
  return {
    sets,
    bases: published,
    cycles: cycles.map((row) => ({
      ...row,
      publishedAt: results.find(({ id }) => id === row.id)?.published_at ?? null,
    })),
    names: new Map(units.map(({ id, fullName }) => [id, fullName])),
    mayManage: actor.unitId !== null && (await rights.may('criteria.manage', actor.unitId)),
  }
}

const homePage: Route = route({
  method: 'GET',
  path: '/office/criteria',
  may: 'criteria.read',
  about: 'Criteria sets and cycles within reach.',
  input: z.looseObject({}),
  load: loadHome,
  show: (view: HomeView, page) => ({ html: <Home page={page} view={view} /> }),
})

function Home({ page, view }: { page: Page; view: HomeView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  return (
    <Office page={page} title={t('criteria')} here="/office/criteria">
      <Heading
        title={t('criteria')}
        lead={t('criteria.lead')}
        actions={
          view.mayManage && (
            <ButtonLink href="/office/criteria/cycles/new" kind="primary">
              {t('cycle.new')}
            </ButtonLink>
          )
        }
      />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <Section title={t('cycles')}>
        <Table
          caption={t('cycles')}
          quietCaption
          stack
          rows={view.cycles}
          rowKey={({ id }) => id}
          rowHref={({ slug }) => cycleHref(slug)}
          empty={<Empty title={t('cycles.none')}>{t('cycles.none.text')}</Empty>}
          columns={[
            { key: 'name', title: t('col.name'), render: ({ name }) => name },
            {
              key: 'keeper',
              title: t('col.keeper'),
              render: (row) => view.names.get(row.unit_id) ?? '',
            },
            {
              key: 'dates',
              title: t('col.dates'),
              nowrap: true,
              render: (row) => formatDay(row.self_by, page.lang),
            },
            {
              key: 'state',
              title: t('col.state'),
              render: ({ publishedAt }) =>
                publishedAt
                  ? t('state.result', { day: dayText(publishedAt, page) })
                  : t('state.open'),
            },
          ]}
        />
      </Section>
      <Section title={t('sets')}>
        <Table
          caption={t('sets')}
          quietCaption
          stack
          rows={view.sets}
          rowKey={({ id }) => id}
          rowHref={setHref}
          empty={<Empty title={t('sets.none')}>{t('sets.none.text')}</Empty>}
          columns={[
            {
              key: 'name',
              title: t('col.name'),
              render: ({ document }) => (
                <>
                  {document.name} {document.example && <Badge tone="warning">{t('example')}</Badge>}
                </>
              ),
            },
            { key: 'version', title: t('col.version'), render: ({ number }) => number },
            {
              key: 'keeper',
              title: t('col.keeper'),
              render: (row) => view.names.get(row.unit_id) ?? '',
            },
            {
              key: 'state',
              title: t('col.state'),
              render: ({ published_at }) =>
                published_at
                  ? t('state.published', { day: dayText(published_at, page) })
                  : t('state.draft'),
            },
          ]}
        />
      </Section>
      {view.mayManage && <NewSet page={page} view={view} />}
    </Office>
  )
}

const dayText = (at: string, page: Page): string => whenText(at.slice(0, 10), page.lang)

function NewSet({ page, view }: { page: Page; view: HomeView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  return (
    <Details summary={t('set.new')} open={page.problem !== null || view.sets.length === 0}>
      <Form page={page} action="/office/criteria/sets" multipart label={t('set.new')}>
        <Columns>
          <TextField label={t('set.name')} name="name" value={entryText(page, 'name')} />
          <TextField
            label={t('set.code')}
            name="code"
            hint={t('set.code.hint')}
            width="medium"
            spellcheck={false}
            value={entryText(page, 'code')}
          />
        </Columns>
        <Select
          label={t('set.from')}
          name="base"
          none={t('set.from.empty')}
          value={entryText(page, 'base')}
          options={view.bases.map(({ id, document, number }) => ({
            value: id,
            label: `${document.name} · ${t('col.version')} ${number}`,
          }))}
        />
        <FileDrop
          label={t('set.file')}
          name="file"
          hint={t('set.file.hint')}
          accept=".xlsx,.json"
          maxBytes={MAX_DOCUMENT_BYTES}
          optional
        />
        <Actions>
          <Button>{t('set.new.button')}</Button>
        </Actions>
      </Form>
    </Details>
  )
}

const beginRoute = route({
  method: 'POST',
  path: '/office/criteria/sets',
  may: 'criteria.manage',
  about: 'Begins a criteria set: empty, from a published one, or from a file.',
  records: ['criteria.set-begun'],
  input: z.looseObject({}),
  maxBody: MAX_DOCUMENT_BYTES + 1_000_000,
  retry: homePage,
  act: async (act, input: Record<string, unknown>) => {
    const name = field(input, 'name')
    const base = (await publishedVersions(act.db)).find(({ id }) => id === field(input, 'base'))
    const read = input.file instanceof File && input.file.name !== '' ? input.file : null
    const document = read ? await readSetFile(read) : (base?.document ?? emptySet(name))
    const fresh = { ...document, example: false, name: name || document.name }
    if (fresh.name === '') throw new Problem(422, 'criteria.name-missing')
    return await beginSet(act, {
      code: field(input, 'code'),
      unitId: await keeperUnit(act),
      document: fresh,
    })
  },
  show: (made: { code: string; number: number }) => ({ redirect: setHref(made) }),
})

export const criteriaHomeRoutes: readonly Route[] = [homePage, beginRoute]
