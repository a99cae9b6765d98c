// Dossiers as a list: by unit, procedure and standing, a page at a time, exported.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  type DeskRow,
  deskRows,
  letterState,
  lettersOfCodes,
  maskedCode,
  OPEN_STANDINGS,
  type OpenCounts,
  openCounts,
  refOf,
  STANDINGS,
  type StoredLetter,
  standingBy,
} from '../dossiers/index.ts'
import { ButtonLink, Empty, ExportLinks, Heading, Table, Tabs, whenText } from '../face/index.ts'
import {
  fromCursor,
  type Page,
  type Read,
  type Route,
  route,
  say,
  toCursor,
} from '../platform/index.ts'
import { DossierFilters } from './dossier-filters.tsx'
import {
  type DeskFilters,
  deskFilterOf,
  deskFilters,
  deskNames,
  type Names,
} from './dossier-load.ts'
import { DossierMark } from './dossier-mark.tsx'
import { dossierPageWords } from './dossier-words.ts'
import { Office, withQuery } from './frame.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { exportKind } from './tally.tsx'

const HERE = '/office/dossiers'
const SIZE = 50
const MOST_EXPORTED = 50_000
const key = z.tuple([z.string().max(40), z.string().max(100)])

type View = {
  rows: DeskRow[]
  next: string | null
  counts: OpenCounts
  input: DeskFilters
} & Names & {
    letters: Map<string, StoredLetter>
  }

async function loadList(read: Read, input: DeskFilters): Promise<View> {
  const names = await deskNames(read)
  const filter = await deskFilterOf(read, input, names)
  const after = fromCursor(input.cursor, key)
  const { standing: _, ...rest } = filter
  const [rows, counts] = [
    await deskRows(read.db, filter, read.now, { after, limit: SIZE + 1 }),
    await openCounts(read.db, rest, read.now),
  ]
  const shown = rows.slice(0, SIZE)
  const last = shown.at(-1)
  const next = rows.length > SIZE && last ? toCursor([last.key, last.code]) : null
  const letters =
    input.standing === 'overdue' ? await lettersOfCodes(read.db, shown) : new Map<string, never>()
  return { rows: shown, next, counts, input, letters, ...names }
}

const listPage: Route = route<DeskFilters, View>({
  method: 'GET',
  path: HERE,
  may: 'dossier.read',
  about: 'Dossiers within the visitor’s scope, by unit, procedure and standing.',
  input: deskFilters,
  load: loadList,
  show: (view, page) => ({ html: <DossierList page={page} view={view} /> }),
})

function DossierList({ page, view }: { page: Page; view: View }): VNode {
  const t = say(dossierPageWords, page.lang)
  const { input, counts, next } = view
  const tab = (standing: string, label: string, count?: number) => ({
    href: withQuery(page.url, { standing, cursor: null }),
    label,
    ...(count === undefined ? {} : { count }),
  })
  const all = OPEN_STANDINGS.reduce((sum, it) => sum + counts[it], 0)
  const isOpen = (it: string): it is keyof OpenCounts => it in counts
  const may = (permission: string) => page.visitor.rights.holds(permission)
  const exportAddress = withQuery(page.url, { cursor: null })
  return (
    <Office page={page} title={t('dossiers')} here={HERE}>
      <Heading
        title={t('dossiers')}
        lead={t('lead')}
        actions={
          <>
            <ButtonLink href={`${HERE}/report`}>{t('links.report')}</ButtonLink>
            {may('dossier.import') && (
              <ButtonLink href={`${HERE}/import`}>{t('links.import')}</ButtonLink>
            )}
          </>
        }
      />
      <Tabs
        label={t('tabs')}
        here={withQuery(page.url, { standing: input.standing, cursor: null })}
        tabs={[
          tab('open', t('tab.open'), all),
          ...STANDINGS.map((it) =>
            tab(it, t(`standing.${it}`), isOpen(it) ? counts[it] : undefined),
          ),
          tab('all', t('tab.all')),
        ]}
      />
      <DossierFilters page={page} input={input} names={view} />
      <DossierTable page={page} view={view} />
      <nav class="pager" aria-label={t('pages')}>
        {input.cursor ? (
          <a class="button secondary" href={withQuery(page.url, { cursor: null })}>
            {t('first')}
          </a>
        ) : (
          <span />
        )}
        {may('export.read') && <ExportLinks base={exportAddress} />}
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

function DossierTable({ page, view }: { page: Page; view: View }): VNode {
  const t = say(dossierPageWords, page.lang)
  const when = (at: string | null, none = '—') => (at === null ? none : whenText(at, page.lang))
  const { standing } = view.input
  const isEnded = standing === 'all' || standing.startsWith('finished') || standing === 'ended'
  return (
    <Table
      caption={t('dossiers')}
      quietCaption
      stack
      rows={view.rows}
      rowKey={(row) => row.code}
      rowHref={(row) => dossierHref(view, row)}
      empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
      columns={[
        { key: 'code', title: t('code'), nowrap: true, render: (row) => maskedCode(row.code) },
        {
          key: 'unit',
          title: t('unit'),
          render: (row) => view.unitOf.get(row.unitId)?.fullName,
        },
        {
          key: 'procedure',
          title: t('procedure'),
          roomy: true,
          render: (row) => view.procedureOf.get(row.procedure)?.name ?? row.procedure,
        },
        { key: 'accepted', title: t('accepted'), render: (row) => when(row.acceptedAt) },
        { key: 'due', title: t('due'), render: (row) => when(row.dueInForceAt, t('no-due')) },
        ...(standing === 'overdue' ? overdueColumns(page, view) : []),
        ...(isEnded
          ? [{ key: 'ended', title: t('ended'), render: (row: DeskRow) => when(row.endedAt) }]
          : []),
        ...(standing === 'open' || standing === 'all'
          ? [
              {
                key: 'standing',
                title: t('standing'),
                nowrap: true,
                render: (row: DeskRow) => (
                  <DossierMark
                    page={page}
                    standing={standingBy(row, row.acceptedAt, page.now as never)}
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}

/** Who holds it, why, and whether somebody said sorry. */
function overdueColumns(page: Page, view: View) {
  const t = say(dossierPageWords, page.lang)
  const words = say(letterPageWords, page.lang)
  return [
    {
      key: 'step',
      title: t('step.responsible'),
      render: (row: DeskRow) => t(`status.${row.status}`),
    },
    {
      key: 'reason',
      title: t('reason'),
      render: (row: DeskRow) => view.letters.get(row.code)?.reason || t('reason.none'),
    },
    {
      key: 'letter',
      title: t('letter'),
      render: (row: DeskRow) => {
        const state = letterState(view.letters.get(row.code)?.rows ?? [])
        return state ? words(`state.${state}`) : t('letter.none')
      },
    },
  ]
}

export const dossierHref = (
  { unitOf }: Names,
  { unitId, code }: { unitId: string; code: string },
) => `/office/units/${unitOf.get(unitId)?.code}/dossiers/${refOf(code)}`

const exported = (ending: 'csv' | 'xlsx') =>
  route<DeskFilters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'export.read',
    about: `The list of dossiers as ${ending}, with whole codes, up to 50,000 rows.`,
    input: deskFilters,
    load: async (read, input) => {
      const t = say(dossierPageWords, read.lang)
      const names = await deskNames(read)
      const filter = await deskFilterOf(read, input, names)
      const limit = MOST_EXPORTED
      const rows = await deskRows(read.db, filter, read.now, { after: null, limit })
      const header = [
        t('code'),
        t('unit.code'),
        t('unit'),
        t('procedure.code'),
        t('procedure'),
        t('channel'),
        t('accepted'),
        t('due.first'),
        t('due'),
        t('ended'),
        t('status'),
        t('standing'),
      ]
      const body = rows.map((row) => [
        row.code,
        names.unitOf.get(row.unitId)?.code ?? '',
        names.unitOf.get(row.unitId)?.fullName ?? '',
        row.procedure,
        names.procedureOf.get(row.procedure)?.name ?? '',
        t(`channel.${row.channel}`),
        stamp(row.acceptedAt),
        stamp(row.firstDueAt),
        stamp(row.dueInForceAt),
        stamp(row.endedAt),
        t(`status.${row.status}`),
        t(`standing.${standingBy(row, row.acceptedAt, read.now)}`),
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('tab.all'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'ho-so') }),
  })

const stamp = (at: string | null): string => at?.slice(0, 16).replace('T', ' ') ?? ''

export const dossierListRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]
