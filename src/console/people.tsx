// People and posts within the visitor's scope, as a list and as files.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  endPost,
  isRole,
  listStaff,
  postById,
  STAFF_SORTS,
  STAFF_STATES,
  type StaffRow,
  type StaffSort,
} from '../auth/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Badge,
  Button,
  ButtonLink,
  Empty,
  ExportLinks,
  FilterForm,
  Form,
  Heading,
  Notice,
  Pager,
  SearchBox,
  Select,
  Table,
} from '../face/index.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { peopleImportRoutes } from './people-import.tsx'
import { newPersonRoutes } from './people-new.tsx'
import { roleOptions, roleText, spanText } from './people-text.ts'
import { peopleWords } from './people-words.ts'
import { personRoutes } from './person.tsx'
import { personChangeRoutes } from './person-changes.tsx'
import { personEntryRoutes } from './person-entry.ts'
import { personLinkRoutes } from './person-link.tsx'
import { exportKind } from './tally.tsx'

const SIZE = 50
const MOST_IN_FILE = 100_000
const HERE = '/office/people'

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  unit: z.string().max(40).catch('').default(''),
  role: z.string().max(40).catch('').default(''),
  state: z
    .enum(['', ...STAFF_STATES])
    .catch('')
    .default(''),
  sort: z.enum(STAFF_SORTS).catch('name').default('name'),
  dir: z.enum(['asc', 'desc']).catch('asc').default('asc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
  done: z.literal('post').optional().catch(undefined),
})
type Filters = z.infer<typeof filters>
type ListView = {
  filters: Filters
  rows: StaffRow[]
  total: number
  units: UnitListed[]
  managed: ReadonlySet<string>
}

async function loadStaff(read: Read, input: Filters, limit: number): Promise<ListView> {
  const { db, today, rights } = read
  const units = await unitsByIds(db, await rights.reach('person.read'))
  const chosen = units.filter(({ code }) => input.unit === '' || code === input.unit)
  const found = await listStaff(
    db,
    {
      unitIds: chosen.map(({ id }) => id),
      on: today,
      text: input.q,
      ...(isRole(input.role) ? { role: input.role } : {}),
      ...(input.state ? { state: input.state } : {}),
    },
    { sort: input.sort, dir: input.dir, limit, offset: (input.page - 1) * limit },
  )
  const managed = new Set(await rights.reach('person.manage'))
  return { filters: input, ...found, units, managed }
}

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: HERE,
  may: 'person.read',
  about: 'People and posts within the visitor’s scope.',
  input: filters,
  load: (read, input) => loadStaff(read, input, SIZE),
  show: (view, page) => ({ html: <StaffView page={page} view={view} /> }),
})

function StaffView({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Office page={page} title={t('people')} here={HERE}>
      <Heading
        title={t('people')}
        lead={t('people.lead')}
        actions={
          <>
            {view.managed.size > 0 && (
              <>
                <ButtonLink kind="primary" href={`${HERE}/new`}>
                  {t('add')}
                </ButtonLink>
                <ButtonLink href={`${HERE}/import`}>{t('import')}</ButtonLink>
              </>
            )}
            <ExportLinks base={withQuery(page.url, { done: null, lang: null })} />
          </>
        }
      />
      {view.filters.done && <Notice tone="good" toast title={t('post.ended')} />}
      <StaffFilters page={page} view={view} />
      <StaffTable page={page} view={view} />
      <Pager
        page={view.filters.page}
        size={SIZE}
        total={view.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Office>
  )
}

function StaffFilters({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(peopleWords, page.lang)
  const { filters: chosen, units } = view
  return (
    <FilterForm action={HERE} clearHref={HERE}>
      <SearchBox value={chosen.q} label={t('filter.text')} />
      <Select
        label={t('unit')}
        name="unit"
        value={chosen.unit}
        none={t('filter.unit.all')}
        options={units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
      />
      <Select
        label={t('roles')}
        name="role"
        value={chosen.role}
        none={t('filter.role.all')}
        options={roleOptions(page.lang)}
      />
      <Select
        label={t('state')}
        name="state"
        value={chosen.state}
        none={t('filter.state.now')}
        options={STAFF_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
      />
    </FilterForm>
  )
}

function StaffTable({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(peopleWords, page.lang)
  const { filters: chosen, units } = view
  const unitName = new Map(units.map((unit) => [unit.id, unit.fullName]))
  return (
    <Table
      caption={t('people')}
      stack
      rows={view.rows}
      total={view.total}
      rowKey={(row) => `${row.postId}:${row.holdingId}`}
      rowHref={(row) => (row.personId ? `${HERE}/${row.personId}` : null)}
      sort={{ by: chosen.sort, dir: chosen.dir }}
      sortHref={(sort, dir) => withQuery(page.url, { sort: sort as StaffSort, dir })}
      empty={<Empty title={t('people.empty')}>{t('people.empty.text')}</Empty>}
      columns={[
        {
          key: 'name',
          title: t('name'),
          sort: true,
          render: (row) => row.name ?? <Badge tone="warning">{t('vacant')}</Badge>,
        },
        { key: 'title', title: t('title'), sort: true, render: (row) => row.title },
        {
          key: 'unit',
          title: t('unit'),
          sort: true,
          render: (row) => unitName.get(row.unitId) ?? '',
        },
        {
          key: 'roles',
          title: t('roles'),
          render: (row) => row.roles.map((role) => roleText(role, page.lang)).join(', ') || '—',
        },
        {
          key: 'since',
          title: t('since'),
          sort: true,
          render: (row) => (row.since ? spanText(row.since, row.until, page.lang) : '—'),
        },
        { key: 'email', title: t('email'), render: (row) => emailOrEnd(row) },
      ]}
    />
  )

  function emailOrEnd(row: StaffRow) {
    if (row.personId !== null) return row.email
    if (!view.managed.has(row.unitId)) return '—'
    return (
      <Form page={page} action={`/office/posts/${row.postId}/ending`}>
        <Button kind="quiet" small label={`${t('post.end')}: ${row.title}`}>
          {t('post.end')}
        </Button>
      </Form>
    )
  }
}

const exported = (ending: 'csv' | 'xlsx'): Route =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'person.read',
    about: `People and posts, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(peopleWords, read.lang)
      const { rows, units } = await loadStaff(read, { ...input, page: 1 }, MOST_IN_FILE)
      const unitOf = new Map(units.map((unit) => [unit.id, unit]))
      const header = [
        t('name'),
        t('email'),
        t('title'),
        t('unit'),
        t('roles'),
        t('since'),
        t('until'),
      ]
      const body = rows.map((row) => [
        row.name ?? t('vacant'),
        row.email ?? '',
        row.title,
        unitOf.get(row.unitId)?.fullName ?? '',
        row.roles.map((role) => roleText(role, read.lang)).join(', '),
        row.since ?? '',
        row.until ?? '',
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('people'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'nguoi-va-vi-tri') }),
  })

const endPostRoute = route({
  method: 'POST',
  path: '/office/posts/:id/ending',
  may: 'person.manage',
  about: 'Abolishes a post from today.',
  records: ['post.ended'],
  input: z.object({ id: z.uuid() }),
  unit: async ({ db }, { id }) => (await postById(db, id))?.unit_id ?? null,
  act: (act, { id }) => endPost(act, id, act.today),
  show: () => ({ redirect: `${HERE}?done=post` }),
})

export const peopleRoutes: readonly Route[] = [
  listPage,
  exported('csv'),
  exported('xlsx'),
  ...newPersonRoutes,
  ...peopleImportRoutes,
  ...personRoutes,
  ...personChangeRoutes,
  ...personEntryRoutes,
  ...personLinkRoutes,
  endPostRoute,
]
