// The head that all pages of the index share: unit, ways between its pages, period, version.

import type { ComponentChildren, VNode } from 'preact'
import { periodLabel } from '../calendar/index.ts'
import { DateField, FilterForm, Heading, type Option, Select, Tabs } from '../face/index.ts'
import { type AskedPeriod, monthsUpTo } from '../index766/index.ts'
import type { Tree } from '../indices/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import type { IndexQuery } from './index766-load.ts'
import { indexPageWords } from './index766-words.ts'

export const HOME = '/office/index766'
/** Period and version go along from page to page. */
export function indexHref(code: string, page: Page, period: AskedPeriod, tail = ''): string {
  const query = new URLSearchParams({ period: period.code })
  for (const name of ['on', 'tree']) {
    const value = page.url.searchParams.get(name)
    if (value) query.set(name, value)
  }
  return `${HOME}/${encodeURIComponent(code)}${tail}?${query}`
}

export function nameOf(period: AskedPeriod, lang: Lang): string {
  if (period.kind !== 'range') return periodLabel(period.code, lang)
  const t = say(indexPageWords, lang)
  return t('period.range', {
    from: formatDay(period.from, lang),
    to: formatDay(period.to, lang),
  })
}

type Framed = {
  unit: { code: string }
  name: string
  parent: { code: string; name: string } | null
  period: AskedPeriod
}

type FrameProps = {
  page: Page
  view: Framed
  title: string
  lead?: ComponentChildren
  actions?: ComponentChildren
  children: ComponentChildren
  /** A page under those in the tabs. */
  under?: boolean
}

export function IndexFrame({
  page,
  view,
  title,
  lead,
  actions,
  under,
  children,
}: FrameProps): VNode {
  const t = say(indexPageWords, page.lang)
  const { unit, name, parent, period } = view
  const href = (code: string, tail = '') => indexHref(code, page, period, tail)
  const here = href(unit.code, page.url.pathname.slice(`${HOME}/${unit.code}`.length))
  return (
    <Office
      page={page}
      title={`${title} · ${name}`}
      here={HOME}
      crumbs={[
        ...(parent ? [{ href: href(parent.code), label: parent.name }] : []),
        ...(under ? [{ href: href(unit.code), label: name }] : []),
      ]}
    >
      <Heading
        over={`${name} · ${nameOf(period, page.lang)}`}
        title={title}
        {...(lead ? { lead } : {})}
        {...(actions ? { actions } : {})}
      />
      <Tabs
        label={t('index')}
        here={here}
        tabs={[
          { href: href(unit.code), label: t('index') },
          { href: href(unit.code, '/today'), label: t('today') },
          { href: href(unit.code, '/what-if'), label: t('what-if') },
        ]}
      />
      {children}
    </Office>
  )
}

type PickerProps = {
  page: Page
  query: IndexQuery
  period: AskedPeriod
  trees: readonly Tree[]
  asOf?: boolean
}

/** Period, instant and version, as a form that works without script. */
export function PeriodPicker({ page, query, period, trees, asOf }: PickerProps): VNode {
  const t = say(indexPageWords, page.lang)
  const isRange = period.kind === 'range'
  return (
    <FilterForm
      action={page.url.pathname}
      clearHref={page.url.pathname}
      fold={nameOf(period, page.lang)}
    >
      <input type="hidden" name="was" value={period.code} />
      <Select
        label={t('period')}
        name="period"
        value={isRange ? '' : period.code}
        options={periodOptions(period, page)}
        {...(isRange ? { none: nameOf(period, page.lang) } : {})}
      />
      <DateField label={t('from')} name="from" value={isRange ? period.from : ''} />
      <DateField label={t('to')} name="to" value={isRange ? period.to : ''} />
      {asOf && (
        <DateField
          label={t('on')}
          name="on"
          value={query.on}
          max={page.today}
          hint={t('on.hint')}
        />
      )}
      <Select
        label={t('tree')}
        name="tree"
        value={query.tree}
        none={t('tree.auto')}
        options={trees.map(({ version, use }) => ({
          value: version,
          label: `${version} · ${t(`tree.${use}`)}`,
        }))}
      />
      {query.level && <input type="hidden" name="level" value={query.level} />}
    </FilterForm>
  )
}

function periodOptions(
  period: AskedPeriod,
  page: Page,
): { group: string; options: readonly Option[] }[] {
  const t = say(indexPageWords, page.lang)
  const months = monthsUpTo(page.today as Day, 24)
    .map(({ code }) => code)
    .reverse()
  const quarters = months.map((code) => {
    const [year, month] = code.split('-')
    return `${year}-Q${Math.ceil(Number(month) / 3)}`
  })
  const years = months.map((code) => code.slice(0, 4))
  const groupOf = (kind: 'month' | 'quarter' | 'year', codes: readonly string[]) => ({
    group: t(`period.${kind}`),
    options: [...new Set(period.kind === kind ? [...codes, period.code] : codes)].map((value) => ({
      value,
      label: periodLabel(value, page.lang),
    })),
  })
  return [groupOf('month', months), groupOf('quarter', quarters), groupOf('year', years)]
}

/** Which version speaks, and why. */
export function TreeSentence({
  page,
  query,
  period,
  tree,
}: {
  page: Page
  query: IndexQuery
  period: AskedPeriod
  tree: Tree
}): VNode {
  const t = say(indexPageWords, page.lang)
  const why = query.tree
    ? 'tree.chosen'
    : tree.valid.from <= period.to
      ? 'tree.in-force'
      : 'tree.before'
  return (
    <p class="aside">
      {t('tree.speaks', {
        version: tree.version,
        use: t(`tree.${tree.use}`),
        from: formatDay(tree.valid.from, page.lang),
      })}{' '}
      {t(why)}{' '}
      {tree.valid.certainty !== 'high' &&
        t('tree.certainty', { certainty: t(`certainty.${tree.valid.certainty}`) })}
    </p>
  )
}
