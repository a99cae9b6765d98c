// Petitions as a list: by unit, subject and standing, a page at a time, exported.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import { refOf } from '../dossiers/index.ts'
import {
  ButtonLink,
  DateField,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Select,
  Table,
  Tabs,
  TextField,
  whenText,
} from '../face/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { subtreeIds, type UnitListed, unitByCode, unitsByIds } from '../org/index.ts'
import {
  PETITION_STANDINGS,
  type PetitionFilter,
  type PetitionRow,
  type PetitionTallies,
  petitionRows,
  petitionStanding,
  petitionTallies,
} from '../petitions/index.ts'
import {
  fromCursor,
  type Page,
  type Read,
  type Route,
  route,
  say,
  toCursor,
} from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { PetitionMark } from './petition-mark.tsx'
import { petitionPageWords } from './petition-words.ts'
import { exportKind } from './tally.tsx'

export const PETITIONS = '/office/petitions'
const may = 'petition.read'
const SIZE = 50
const MOST_EXPORTED = 50_000
const cursor = z.tuple([z.string().max(40), z.string().max(100)])
const someDay = z
  .string()
  .refine((text) => text === '' || isDay(text))
  .catch('')
  .default('')
const filters = z.object({
  unit: z.string().max(40).catch('').default(''),
  standing: z
    .enum(['open', 'all', ...PETITION_STANDINGS])
    .catch('open')
    .default('open'),
  about: z.enum(['', 'rules', 'conduct']).catch('').default(''),
  from: someDay,
  to: someDay,
  code: z.string().max(100).trim().catch('').default(''),
  cursor: z.string().max(600).optional().catch(undefined),
})
type Filters = z.infer<typeof filters>
type Names = { units: UnitListed[]; unitOf: Map<string, UnitListed> }
type View = Names & {
  rows: PetitionRow[]
  next: string | null
  tallies: PetitionTallies
  input: Filters
}

async function namesOf(read: Read): Promise<Names> {
  const units = await unitsByIds(read.db, await read.rights.reach(may))
  return { units, unitOf: new Map(units.map((unit) => [unit.id, unit])) }
}

/** Units within reach, at or below the one asked for. */
async function filterOf(read: Read, input: Filters): Promise<PetitionFilter> {
  const reach = await read.rights.reach(may)
  const unit = input.unit ? await unitByCode(read.db, input.unit, read.today) : null
  const below = unit ? new Set(await subtreeIds(read.db, [unit.id], read.today)) : null
  return {
    unitIds: input.unit ? reach.filter((id) => below?.has(id)) : reach,
    standing: input.standing,
    about: input.about || null,
    from: (input.from || null) as Day | null,
    to: (input.to || null) as Day | null,
    code: input.code || null,
  }
}

async function loadList(read: Read, input: Filters): Promise<View> {
  const { standing: _, ...rest } = await filterOf(read, input)
  const after = fromCursor(input.cursor, cursor)
  const found = await petitionRows(read.db, { ...rest, standing: input.standing }, read, {
    after,
    limit: SIZE + 1,
  })
  const rows = found.slice(0, SIZE)
  const last = rows.at(-1)
  const next = found.length > SIZE && last ? toCursor([last.key, last.code]) : null
  const tallies = await petitionTallies(read.db, rest, read)
  return { rows, next, tallies, input, ...(await namesOf(read)) }
}

const listPage: Route = route<Filters, View>({
  method: 'GET',
  path: PETITIONS,
  may,
  about: 'Petitions within the visitor’s scope, by unit, subject and standing.',
  input: filters,
  load: loadList,
  show: (view, page) => ({ html: <PetitionList page={page} view={view} /> }),
})

function PetitionList({ page, view }: { page: Page; view: View }): VNode {
  const t = say(petitionPageWords, page.lang)
  const { input, tallies, next } = view
  const tab = (standing: string, label: string, count?: number) => ({
    href: withQuery(page.url, { standing, cursor: null }),
    label,
    ...(count === undefined ? {} : { count }),
  })
  const running = tallies.overdue + tallies['due-soon'] + tallies['in-time']
  return (
    <Office page={page} title={t('petitions')} here={PETITIONS}>
      <Heading
        title={t('petitions')}
        lead={t('lead')}
        actions={
          page.visitor.rights.holds('petition.import') && (
            <ButtonLink href={`${PETITIONS}/import`}>{t('links.import')}</ButtonLink>
          )
        }
      />
      <Tabs
        label={t('tabs')}
        here={withQuery(page.url, { standing: input.standing, cursor: null })}
        tabs={[
          tab('open', t('tab.open'), running),
          ...PETITION_STANDINGS.map((it) => tab(it, t(`standing.${it}`), tallies[it])),
          tab('all', t('tab.all')),
        ]}
      />
      <FilterForm action={PETITIONS} clearHref={`${PETITIONS}?standing=${input.standing}`}>
        <input type="hidden" name="standing" value={input.standing} />
        <Select
          label={t('filter.unit')}
          name="unit"
          value={input.unit}
          none={t('filter.all')}
          options={view.units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
        <Select
          label={t('filter.about')}
          name="about"
          value={input.about}
          none={t('filter.all')}
          options={(['rules', 'conduct'] as const).map((value) => ({
            value,
            label: t(`about.${value}`),
          }))}
        />
        <DateField label={t('filter.from')} name="from" value={input.from} />
        <DateField label={t('filter.to')} name="to" value={input.to} />
        <TextField label={t('filter.code')} name="code" value={input.code} />
      </FilterForm>
      <PetitionTable page={page} view={view} />
      <nav class="pager" aria-label={t('pages')}>
        {input.cursor ? (
          <a class="button secondary" href={withQuery(page.url, { cursor: null })}>
            {t('first')}
          </a>
        ) : (
          <span />
        )}
        {page.visitor.rights.holds('export.read') && (
          <ExportLinks base={withQuery(page.url, { cursor: null })} />
        )}
        {next ? (
          <a class="button secondary" rel="next" href={withQuery(page.url, { cursor: next })}>
            {t('next')}
          </a>
        ) : (
          <span />
        )}
      </nav>
    </Office>
  )
}

function PetitionTable({ page, view }: { page: Page; view: View }): VNode {
  const t = say(petitionPageWords, page.lang)
  const standingOf = (row: PetitionRow) => petitionStanding(row, page.today as Day)
  return (
    <Table<PetitionRow>
      caption={t('petitions')}
      quietCaption
      stack
      rows={view.rows}
      rowKey={(row) => row.code}
      rowHref={(row) => petitionHref(view.unitOf.get(row.unitId)?.code ?? '', row.code)}
      empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
      columns={[
        { key: 'code', title: t('code'), nowrap: true, render: ({ code }) => code },
        {
          key: 'unit',
          title: t('unit'),
          render: ({ unitId, others }) => (
            <>
              {view.unitOf.get(unitId)?.fullName}
              {others.length > 0 && (
                <span class="under">
                  {t('others.with', {
                    units: others.map((id) => view.unitOf.get(id)?.fullName ?? '').join(', '),
                  })}
                </span>
              )}
            </>
          ),
        },
        { key: 'about', title: t('about'), render: ({ about }) => t(`about.${about}`) },
        {
          key: 'received',
          title: t('received'),
          nowrap: true,
          render: ({ firstOn }) => whenText(firstOn, page.lang),
        },
        { key: 'step', title: t('step'), render: ({ step }) => t(`step.${step}`) },
        {
          key: 'due',
          title: t('clock'),
          render: ({ clock, dueOn }) =>
            clock && dueOn ? `${t(`clock.${clock}`)}: ${whenText(dueOn, page.lang)}` : '—',
        },
        {
          key: 'standing',
          title: t('standing'),
          nowrap: true,
          render: (row) => <PetitionMark page={page} standing={standingOf(row)} />,
        },
      ]}
    />
  )
}

export const petitionHref = (unit: string, code: string): string =>
  `/office/units/${encodeURIComponent(unit)}/petitions/${refOf(code)}`

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${PETITIONS}.${ending}`,
    may: 'export.read',
    about: `The list of petitions as ${ending}, up to 50,000 rows.`,
    input: filters,
    load: async (read, input) => {
      const t = say(petitionPageWords, read.lang)
      const { unitOf } = await namesOf(read)
      const rows = await petitionRows(read.db, await filterOf(read, input), read, {
        after: null,
        limit: MOST_EXPORTED,
      })
      const yes = (is: boolean) => t(is ? 'yes' : 'no')
      const header = [
        t('code'),
        `${t('unit')} (mã)`,
        t('unit'),
        `${t('others')} (mã)`,
        t('about'),
        t('received'),
        t('step'),
        t('clock'),
        t('due'),
        t('ended'),
        t('standing'),
        t('late'),
        t('unsatisfied'),
      ]
      const body = rows.map((row) => [
        row.code,
        unitOf.get(row.unitId)?.code ?? '',
        unitOf.get(row.unitId)?.fullName ?? '',
        row.others.map((id) => unitOf.get(id)?.code ?? '').join(' '),
        t(`about.${row.about}`),
        row.firstOn,
        t(`step.${row.step}`),
        row.clock ? t(`clock.${row.clock}`) : '',
        row.dueOn ?? '',
        row.endedOn ?? '',
        t(`standing.${petitionStanding(row, read.today)}`),
        yes(row.isLate),
        yes(row.isUnsatisfied),
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: 'PAKN', header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'phan-anh-kien-nghi') }),
  })

export const petitionListRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]
