// Parts of the PAPI desk: the total and how sure it is, the strips, the table of dimensions.

import type { VNode } from 'preact'
import {
  Badge,
  FilterForm,
  Notice,
  Section,
  Select,
  Stat,
  Stats,
  StripChart,
  Table,
} from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import {
  type Change,
  errorsOf,
  intervalOf,
  type Low,
  type Profile,
  type Serving,
  TOTAL,
  toNextGroup,
  type YearScore,
} from '../papi/index.ts'
import { type Page, say } from '../platform/index.ts'
import { changeTold, type Desk, itemName, papiQuery, provinceName, scoreText } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

export type DeskView = {
  desk: Desk
  profile: Profile
  changes: Map<string, Change | null>
  chances: Map<string, number | null>
  low: Low[]
  /** Total and dimensions over all years. */
  series: Map<string, YearScore[]>
  /** All work of the plans that may serve an item. */
  serving: Serving[]
}

export function PapiFilter(props: { page: Page; desk: Desk; action: string }): VNode {
  const { page, desk, action } = props
  const t = say(papiPageWords, page.lang)
  return (
    <FilterForm action={action}>
      <Select
        label={t('province')}
        name="province"
        value={desk.province.code}
        options={desk.provinces.map((it) => ({
          value: it.code,
          label: provinceName(it, page.lang),
        }))}
      />
      <Select
        label={t('year')}
        name="year"
        value={String(desk.release.year)}
        options={desk.years.map(({ year }) => ({ value: String(year), label: String(year) }))}
      />
    </FilterForm>
  )
}

export function TotalStats({ page, view }: { page: Page; view: DeskView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { total } = view.profile
  const { release, province } = view.desk
  const two = (value: number) => formatNumber(value, 2, page.lang)
  const n = release.precision.get(TOTAL)?.get(province.code)?.n ?? null
  const { text } = changeTold(view.changes.get(TOTAL) ?? null, page.lang, t)
  return (
    <>
      <Stats>
        <Stat
          label={t('score')}
          value={scoreText(total.score, page.lang, 2)}
          period={String(release.year)}
          n={`${t('change')}: ${text}`}
        />
        <Stat
          label={t('rank')}
          value={total.rank === null ? '—' : t('rank.of', { rank: total.rank, of: total.of ?? '' })}
          n={total.group ?? ''}
        />
        <Stat
          label={t('interval')}
          value={total.ci95 ? `${two(total.ci95.low)}–${two(total.ci95.high)}` : '—'}
          n={
            total.ci95 && total.se !== null
              ? `95%, ${t('se', { se: formatNumber(total.se, 3, page.lang) })}${n ? `, ${t('n', { n })}` : ''}`
              : t('interval.none')
          }
        />
        <Stat
          label={t('chance')}
          value={total.chance ? formatPercent(total.chance.probability, 0, page.lang) : '—'}
          n={
            total.chance
              ? t('chance.se', {
                  se: formatPercent(total.chance.se, 2, page.lang),
                  draws: formatNumber(total.chance.draws, 0, page.lang),
                })
              : t('chance.none')
          }
        />
      </Stats>
      {total.ci90 && (
        <p class="hint">
          {t('interval.printed', { low: two(total.ci90.low), high: two(total.ci90.high) })}{' '}
          {total.error?.basis === 'published' ? '' : t('chance.median')}
        </p>
      )}
    </>
  )
}

export function Strips({ page, view }: { page: Page; view: DeskView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, profile } = view
  const { release, province } = desk
  const rows = [{ code: TOTAL, ...profile.total }, ...profile.dimensions].map(
    ({ code, score, rank, of, topGroupFloor }) => {
      const error = errorsOf(release, code)?.get(province.code)
      const interval = score !== null && error ? intervalOf(score, error.se, 1.959964) : null
      return {
        label: itemName(desk, code, page.lang),
        href: `/office/papi/items/${code}${papiQuery(desk)}`,
        others: [...(release.values.get(code) ?? [])].flatMap(([other, value]) =>
          other === province.code ? [] : [value],
        ),
        value: score,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        isAssumed: error !== undefined && error.basis !== 'published',
        floor: topGroupFloor,
        note: rank === null ? '' : t('rank.of', { rank, of: of ?? '' }),
      }
    },
  )
  const onTop = profile.dimensions.filter(({ group }) => group === 'Cao nhất').length
  return (
    <StripChart
      title={t('dimensions.title', { n: onTop, of: profile.dimensions.length })}
      subtitle={t('dimensions.subtitle', {
        year: release.year,
        province: provinceName(province, page.lang),
      })}
      source={desk.basis.citation[page.lang]}
      csvHref={`/office/papi.csv${papiQuery(desk)}`}
      rows={rows}
      format={(value) => formatNumber(value, 2, page.lang)}
      floorLabel={t('floor')}
      othersLabel={t('others')}
    />
  )
}

export function Dimensions({ page, view }: { page: Page; view: DeskView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, profile, changes, chances } = view
  const query = papiQuery(desk)
  const told = (code: string) => changeTold(changes.get(code) ?? null, page.lang, t)
  const isTouched = [...changes.values()].some((it) => it?.comparability.kind === 'touched')
  return (
    <Section title={t('dimensions')}>
      <Table
        caption={t('dimensions')}
        quietCaption
        stack
        rows={profile.dimensions}
        rowKey={(row) => row.code}
        rowHref={(row) => `/office/papi/items/${row.code}${query}`}
        columns={[
          {
            key: 'name',
            title: t('dimension'),
            render: (row) => itemName(desk, row.code, page.lang),
          },
          {
            key: 'score',
            title: t('score'),
            align: 'right',
            render: (row) => scoreText(row.score, page.lang),
          },
          {
            key: 'rank',
            title: t('rank'),
            align: 'right',
            nowrap: true,
            render: (row) =>
              row.rank === null ? '—' : t('rank.of', { rank: row.rank, of: row.of ?? '' }),
          },
          { key: 'group', title: t('group'), render: (row) => <GroupBadge group={row.group} /> },
          {
            key: 'change',
            title: t('change'),
            align: 'right',
            render: (row) => <span title={told(row.code).why}>{told(row.code).text}</span>,
          },
          {
            key: 'next',
            title: t('next-group'),
            align: 'right',
            render: (row) => {
              const next = toNextGroup(desk.release, row.code, desk.province.code)
              if (row.score === null) return '—'
              return next ? scoreText(next.points, page.lang) : t('next-group.top')
            },
          },
          {
            key: 'chance',
            title: t('chance'),
            align: 'right',
            render: (row) => {
              const chance = chances.get(row.code) ?? null
              return chance === null ? '—' : formatPercent(chance, 0, page.lang)
            },
          },
        ]}
      />
      {isTouched && <p class="hint">{t('change.note')}</p>}
      <AssumedNote page={page} desk={desk} />
      {profile.dimensions.every(({ parts }) => parts.length === 0) && (
        <Notice tone="info">{t('items.none')}</Notice>
      )}
    </Section>
  )
}

export function AssumedNote({ page, desk }: { page: Page; desk: Desk }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const basis = errorsOf(desk.release, 'D1')?.values().next().value?.basis
  if (basis === undefined) return <p class="hint">{t('chance.none')}</p>
  return basis === 'assumed-shares' ? <p class="hint">{t('chance.assumed')}</p> : null
}

const TONES = {
  'Cao nhất': 'good',
  'Trung bình cao': 'info',
  'Trung bình thấp': 'warning',
} as const

export function GroupBadge({ group }: { group: string | null }): VNode {
  if (group === null) return <>—</>
  return <Badge tone={TONES[group as keyof typeof TONES] ?? 'bad'}>{group}</Badge>
}
