// The dossiers behind the figures of the integrity desk: one row a sign, a page at a time, and both as workbooks.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  allProcedures,
  type Detector,
  integrityPack,
  maskedCode,
  refOf,
  type SignRow,
  signRows,
} from '../dossiers/index.ts'
import { Badge, ButtonLink, Empty, Heading, Select, Table, whenText } from '../face/index.ts'
import { isDay } from '../lib/day.ts'
import {
  fromCursor,
  type Lang,
  type Page,
  type Read,
  type Route,
  route,
  say,
  toCursor,
} from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { Filters, spanText } from './integrity.tsx'
import { DESK, may, queryOf, type Scope, scopeFields, scopeOf } from './integrity-load.ts'
import { integrityPageWords } from './integrity-words.ts'

export const LIST = `${DESK}/dossiers`
const SIZE = 50
const VERDICT_FILTERS = ['none', 'confirmed', 'set-aside'] as const
export const listInput = z.object({
  ...scopeFields,
  verdict: z
    .enum(['', ...VERDICT_FILTERS])
    .catch('')
    .default(''),
  cursor: z.string().max(600).optional().catch(undefined),
})
export type ListInput = z.infer<typeof listInput>
type View = {
  scope: Scope
  input: ListInput
  rows: SignRow[]
  next: string | null
  detectors: Map<string, Detector>
  procedures: Map<string, string>
}
const key = z.tuple([z.string().max(40), z.string().max(100), z.string().max(40)])

export async function loadRows(read: Read, input: ListInput, limit: number) {
  const scope = await scopeOf(read, input)
  const filter = {
    unitIds: scope.ids,
    months: scope.span,
    detector: scope.detector,
    verdict: input.verdict || ('any' as const),
  }
  const after = fromCursor(input.cursor, key)
  const pack = await integrityPack(read.db)
  return {
    scope,
    rows: await signRows(read.db, filter, { after, limit }),
    detectors: new Map<string, Detector>((pack?.detectors ?? []).map((it) => [it.code, it])),
    procedures: new Map((await allProcedures(read.db)).map(({ code, name }) => [code, name])),
  }
}

const listPage: Route = route<ListInput, View>({
  method: 'GET',
  path: LIST,
  may,
  about: 'Dossiers with signs, one row a sign, by unit, months, detector and decision.',
  input: listInput,
  load: async (read, input) => {
    const found = await loadRows(read, input, SIZE + 1)
    const rows = found.rows.slice(0, SIZE)
    const last = rows.at(-1)
    const next =
      found.rows.length > SIZE && last ? toCursor([last.unitId, last.code, last.detector]) : null
    return { ...found, input, rows, next }
  },
  show: (view, page) => ({ html: <ListView page={page} view={view} /> }),
})

export const signsHref = (unit: string, code: string) =>
  `/office/units/${unit}/dossiers/${refOf(code)}/signs`

/** What was seen, in words: instants and numbers. */
export function seenText({ seen, seenOn }: Pick<SignRow, 'seen' | 'seenOn'>, lang: Lang): string {
  const t = say(integrityPageWords, lang)
  const words = integrityPageWords[lang] as Readonly<Record<string, string>>
  const day = seenOn ? [`${t('seen.on')} ${whenText(seenOn, lang)}`] : []
  const facts = Object.entries(seen).map(([name, value]) => {
    const word = words[`seen.${name}`] ?? name
    const text = String(value)
    return typeof value === 'number'
      ? `${text} ${word}`
      : `${word} ${isDay(text.slice(0, 10)) ? whenText(text, lang) : text}`
  })
  return [...day, ...facts].join(' · ')
}

export const VerdictBadge = ({ page, verdict }: { page: Page; verdict: SignRow['verdict'] }) => (
  <Badge tone={verdict === 'confirmed' ? 'bad' : verdict === null ? 'plain' : 'good'}>
    {say(integrityPageWords, page.lang)(`verdict.${verdict ?? 'none'}`)}
  </Badge>
)

function ListView({ page, view }: { page: Page; view: View }): VNode {
  const t = say(integrityPageWords, page.lang)
  const { scope, input, rows, next, detectors, procedures } = view
  const units = new Map(scope.units.map((unit) => [unit.id, unit]))
  const codeOf = (id: string) => units.get(id)?.code ?? ''
  const file = new URLSearchParams({
    ...queryOf(scope),
    ...(input.verdict ? { verdict: input.verdict } : {}),
  })
  return (
    <Office
      page={page}
      title={t('list')}
      here={DESK}
      crumbs={[{ href: `${DESK}?${new URLSearchParams(queryOf(scope))}`, label: t('title') }]}
    >
      <Heading
        title={t('list')}
        lead={t('list.lead')}
        over={`${scope.unit?.fullName ?? ''} · ${spanText(scope, page)}`}
        actions={
          rows.length > 0 && <ButtonLink href={`${LIST}.xlsx?${file}`}>{t('export')}</ButtonLink>
        }
      />
      <Filters page={page} scope={scope} action={LIST}>
        <Select
          label={t('filter.detector')}
          name="detector"
          value={input.detector}
          none={t('filter.all')}
          options={[...detectors.values()].map(({ code, name }) => ({
            value: code,
            label: name[page.lang],
          }))}
        />
        <Select
          label={t('filter.verdict')}
          name="verdict"
          value={input.verdict}
          none={t('filter.all')}
          options={VERDICT_FILTERS.map((value) => ({ value, label: t(`verdict.${value}`) }))}
        />
      </Filters>
      <Table
        caption={t('list')}
        quietCaption
        stack
        rows={rows}
        rowKey={(row) => `${row.code} ${row.detector}`}
        rowHref={(row) => `${signsHref(codeOf(row.unitId), row.code)}#${row.detector}`}
        empty={<Empty title={t('list.empty')}>{t('list.empty.text')}</Empty>}
        columns={[
          { key: 'code', title: t('code'), nowrap: true, render: (row) => maskedCode(row.code) },
          {
            key: 'unit',
            title: t('unit.one'),
            roomy: true,
            render: (row) => units.get(row.unitId)?.fullName,
          },
          {
            key: 'procedure',
            title: t('procedure'),
            roomy: true,
            render: (row) => procedures.get(row.procedure) ?? row.procedure,
          },
          {
            key: 'detector',
            title: t('detector'),
            roomy: true,
            render: (row) => detectors.get(row.detector)?.name[page.lang] ?? row.detector,
          },
          {
            key: 'seen',
            title: t('seen'),
            roomy: true,
            render: (row) => seenText(row, page.lang),
          },
          {
            key: 'verdict',
            title: t('filter.verdict'),
            nowrap: true,
            render: (row) =>
              row.verdict ? <VerdictBadge page={page} verdict={row.verdict} /> : '–',
          },
        ]}
      />
      <nav class="pager" aria-label={t('pages')}>
        {input.cursor ? (
          <a class="button secondary" href={withQuery(page.url, { cursor: null })}>
            {t('first')}
          </a>
        ) : (
          <span />
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

export const integrityListRoutes: readonly Route[] = [listPage]
