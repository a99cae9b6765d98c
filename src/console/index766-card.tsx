// About one number: how it comes about, what it rests on, what is unsure, and the same of the units below.

import type { VNode } from 'preact'
import { z } from 'zod'
import type { HandlingTime } from '../dossiers/index.ts'
import {
  BarChart,
  DefinitionList,
  Details,
  Formula,
  Live,
  LiveLine,
  Section,
  Stat,
  Stats,
  Table,
} from '../face/index.ts'
import { figureSources, loadTimes, treeLevelOf, unitsUnder } from '../index766/index.ts'
import {
  type Choices,
  choicesOf,
  type Indicator,
  type Leaf,
  leavesOf,
  settled,
  type TreeSwitch,
} from '../indices/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { partsText, ratioText, scoreText } from './index766-figures.ts'
import {
  HOME,
  IndexFrame,
  indexHref,
  nameOf,
  PeriodPicker,
  TreeSentence,
} from './index766-frame.tsx'
import { type IndexView, indexQuery, loadIndex, scoredQuery, unitIdOf } from './index766-load.ts'
import { TimesTable } from './index766-times.tsx'
import { indexPageWords } from './index766-words.ts'
import { petitionPageWords } from './petition-words.ts'
import { PETITIONS } from './petitions.tsx'

const cardQuery = indexQuery.extend({ indicator: z.string().max(20) })
type CardQuery = z.infer<typeof cardQuery>
type CardView = IndexView & {
  leaf: Leaf
  indicator: Indicator | null
  choices: Choices
  given: { source: string; from: string; to: string }[]
  /** Of 2.2 alone. */
  times: HandlingTime[] | null
}

export const cardPage: Route = route<CardQuery, CardView>({
  method: 'GET',
  path: `${HOME}/:code/:indicator`,
  may: 'index.read',
  about:
    'One indicator of a unit: formula, parts, source, readings in force, quality of the figures.',
  input: cardQuery,
  unit: unitIdOf,
  load: async (read, query) => {
    const view = await loadIndex(read, query)
    const { tree, chosen } = view.scored.board
    const leaf = leavesOf(tree.root).find(({ code }) => code === query.indicator)
    if (!leaf) throw notFound('indicator')
    return {
      ...view,
      leaf,
      indicator: view.score?.indicators.find(({ code }) => code === leaf.code) ?? null,
      choices: choicesOf(tree, chosen),
      given: await figureSources(read.db, view.unit.id, leaf.code, view.period),
      times: leaf.code === '2.2' ? await timesOf(read, query, view) : null,
    }
  },
  show: (view, page) => ({ html: <CardPage page={page} view={view} /> }),
})

/** Of the unit with all below it, as the board beside it stands. */
async function timesOf(
  { db, today, now }: Pick<Read, 'db' | 'today' | 'now'>,
  query: CardQuery,
  { scored, unit, period }: IndexView,
): Promise<HandlingTime[]> {
  const { asOf } = scoredQuery(query, today)
  return await loadTimes(db, {
    unitIds: unitsUnder(scored.board, unit).map(({ id }) => id),
    period,
    tree: scored.board.tree,
    chosen: scored.board.chosen,
    at: asOf ?? now,
    today,
    ...(asOf ? {} : { knownNow: true }),
  })
}

function CardPage({ page, view }: { page: Page; view: CardView }): VNode {
  const t = say(indexPageWords, page.lang)
  const { unit, leaf, indicator, period, query, scored } = view
  const code = leaf.code
  return (
    <IndexFrame page={page} view={view} title={`${code} ${leaf.name}`} lead={t('about')} under>
      <PeriodPicker page={page} query={query} period={period} trees={view.trees} asOf />
      <TreeSentence page={page} query={query} period={period} tree={scored.board.tree} />
      {view.isLive && !view.times && (
        <LiveLine from={indexHref(unit.code, page, period, '/live')} at={page.now} />
      )}
      {view.times && <TimesTable page={page} times={view.times} />}
      {indicator && !view.times && (
        <Stats>
          <Stat
            label={t('score')}
            value={<Live of={`i.${code}`}>{scoreText(indicator, page.lang)}</Live>}
            n={`${t('max')}: ${formatNumber(leaf.max, 0, page.lang)}`}
            period={nameOf(period, page.lang)}
          />
          <Stat
            label={t('parts')}
            value={<Live of={`i.${code}.parts`}>{partsText(indicator, page.lang)}</Live>}
          />
          <Stat
            label={t('ratio')}
            value={<Live of={`i.${code}.ratio`}>{ratioText(indicator, page.lang)}</Live>}
          />
        </Stats>
      )}
      <Section title={t('formula')}>
        <FormulaOf page={page} view={view} />
      </Section>
      {!view.times && (
        <Section title={t('quality')}>
          <p>{indicator ? t(`state.${indicator.state}`) : t('not-scored')}</p>
          <p>{qualityText(indicator, page)}</p>
        </Section>
      )}
      <Switches page={page} view={view} />
      {!view.times && <Below page={page} view={view} />}
    </IndexFrame>
  )
}

/** What strikes one about the figures, in one sentence. */
function qualityText(indicator: Indicator | null, page: Page): string {
  const t = say(indexPageWords, page.lang)
  if (!indicator || indicator.state === 'unknown') return t('quality.none')
  const { numerator, denominator } = indicator
  if (numerator !== null && denominator !== null) {
    if (numerator > denominator) return t('quality.over')
    if (denominator < FEW) return t('quality.few', { n: formatNumber(denominator, 0, page.lang) })
  }
  return t('quality.ok')
}

const FEW = 30

function FormulaOf({ page, view }: { page: Page; view: CardView }): VNode {
  const t = say(indexPageWords, page.lang)
  const words = say(petitionPageWords, page.lang)
  const { leaf, choices, given, unit, scored } = view
  const { tree } = scored.board
  const threshold = settled(leaf.threshold, choices)
  const max = formatNumber(leaf.max, 0, page.lang)
  const level = treeLevelOf(unit.level)
  const rule = settled((level && leaf.levels[level]) || 'own', choices)
  const isInfo = leaf.max === 0
  return (
    <>
      <Formula>
        {isInfo
          ? t('formula.info')
          : t('formula.text', { max, threshold: formatPercent(threshold, 0, page.lang) })}
      </Formula>
      <DefinitionList
        items={[
          { term: t('numerator'), value: leaf.numerator },
          { term: t('denominator'), value: leaf.denominator },
          isInfo
            ? null
            : {
                term: t('score'),
                value: t('formula.full', { threshold: formatPercent(threshold, 0, page.lang) }),
              },
          { term: t('rule'), value: t(`rule.${rule}`) },
          {
            term: t('zero-rule'),
            value: t(`zero.${settled(leaf.zeroDenominator, choices)}`),
          },
          { term: t('membership'), value: t(`membership.${leaf.membership}`) },
          {
            term: t('source'),
            value: leaf.source.map((key) => <p key={key}>{tree.sources[key] ?? key}</p>),
          },
          { term: t('certainty'), value: t(`certainty.${leaf.certainty}`) },
          leaf.caution ? { term: t('caution'), value: leaf.caution } : null,
          PETITION_CODES.includes(leaf.code)
            ? { term: words('counted-from'), value: <CountedFrom page={page} view={view} /> }
            : null,
          given.length === 0
            ? null
            : {
                term: t('given-by'),
                value: given.map((it) => (
                  <p key={it.from + it.to}>
                    {t('given-by.text', {
                      source: it.source || '–',
                      from: formatDay(it.from, page.lang),
                      to: formatDay(it.to, page.lang),
                    })}
                  </p>
                )),
              },
        ]}
      />
    </>
  )
}

const PETITION_CODES: readonly string[] = ['5.1a', '5.1b', '5.2', '5.3']

/** Whether petitions are counted or a given count is read, and the way to those behind the number. */
function CountedFrom({ page, view }: { page: Page; view: CardView }): VNode {
  const t = say(petitionPageWords, page.lang)
  const { unit, given, scored, period } = view
  const senders = scored.board.figures.get(unit.id)?.petitions.senders ?? 0
  const isNone = senders === 0 && given.length === 0 && view.indicator?.denominator === 0
  const query = new URLSearchParams({ unit: unit.code, standing: 'all', to: period.to })
  return (
    <>
      {senders > 0 && <p>{t('counted-from.petitions')}</p>}
      {senders > 1 && <p>{t('counted-from.once')}</p>}
      {isNone && <p>{t('counted-from.none')}</p>}
      {page.visitor.rights.holds('petition.read') && (
        <p>
          <a href={`${PETITIONS}?${query}`}>{t('counted-from.link')}</a>
        </p>
      )}
    </>
  )
}

/** Switches by whose first part a family of indicators is read. */
const FAMILIES: readonly (readonly [prefix: string, codes: readonly string[]])[] = [
  ['onTime.', ['2.1', '5.4']],
  ['petitions.', ['5.2', '5.3']],
]

/** Whether a switch touches an indicator: named by its fields, by its code, by its family. */
function touches(leaf: Leaf, { name }: TreeSwitch): boolean {
  const fields: unknown[] = [leaf.threshold, leaf.zeroDenominator, ...Object.values(leaf.levels)]
  return (
    name.startsWith(`${leaf.code}.`) ||
    fields.some(
      (it) => typeof it === 'object' && it !== null && 'switch' in it && it.switch === name,
    ) ||
    FAMILIES.some(([prefix, codes]) => name.startsWith(prefix) && codes.includes(leaf.code))
  )
}

function Switches({ page, view }: { page: Page; view: CardView }): VNode {
  const t = say(indexPageWords, page.lang)
  const { leaf, choices, scored } = view
  const all = scored.board.tree.switches
  const own = all.filter((it) => touches(leaf, it))
  const others = all.filter((it) => !own.includes(it))
  return (
    <Section title={t('switches')} lead={t('switches.lead')}>
      {own.length === 0 && <p>{t('switches.none')}</p>}
      {own.map((it) => (
        <SwitchOf key={it.name} page={page} it={it} choices={choices} />
      ))}
      <Details summary={t('switches.others', { n: others.length })}>
        {others.map((it) => (
          <SwitchOf key={it.name} page={page} it={it} choices={choices} />
        ))}
      </Details>
    </Section>
  )
}

function SwitchOf({ page, it, choices }: { page: Page; it: TreeSwitch; choices: Choices }): VNode {
  const t = say(indexPageWords, page.lang)
  return (
    <div class="prose">
      <h3>
        {it.question[page.lang]} <code>{it.name}</code>
      </h3>
      <ul>
        {it.options.map(({ value, meaning }) => (
          <li key={String(value)}>
            {value === choices[it.name] ? (
              <strong>
                ✓ {meaning[page.lang]} ({t('in-force')})
              </strong>
            ) : (
              meaning[page.lang]
            )}{' '}
            <code>{String(value)}</code>
          </li>
        ))}
      </ul>
      <p class="aside">
        {t('certainty')}: {t(`certainty.${it.certainty}`)}
      </p>
    </div>
  )
}

/** The same indicator in the units below, as a chart and a table. */
function Below({ page, view }: { page: Page; view: CardView }): VNode | null {
  const t = say(indexPageWords, page.lang)
  const rows = view.ranking.flatMap(({ unit, name, score }) => {
    const it = score?.indicators.find(({ code }) => code === view.leaf.code)
    return it ? [{ unit, name, it }] : []
  })
  if (rows.length === 0) return null
  const sorted = [...rows].sort((a, b) => (b.it.ratio ?? -1) - (a.it.ratio ?? -1))
  return (
    <Section title={t('by-unit')}>
      {rows.length <= 30 && (
        <BarChart
          title={t('by-unit')}
          subtitle={`${view.leaf.code} · ${nameOf(view.period, page.lang)}`}
          max={1}
          format={(share) => formatPercent(share, 1, page.lang)}
          rows={sorted.map(({ unit, name, it }) => ({
            label: name,
            value: it.ratio === null ? null : Math.min(1, it.ratio),
            text: ratioText(it, page.lang),
            n: partsText(it, page.lang),
            href: indexHref(unit.code, page, view.period, `/${view.leaf.code}`),
          }))}
        />
      )}
      {rows.length > 30 && (
        <Table
          caption={t('by-unit')}
          quietCaption
          total={sorted.length}
          rows={sorted}
          rowKey={({ unit }) => unit.code}
          rowHref={({ unit }) => indexHref(unit.code, page, view.period, `/${view.leaf.code}`)}
          columns={[
            { key: 'name', title: t('unit'), render: ({ name }) => name },
            {
              key: 'parts',
              title: t('parts'),
              align: 'right',
              nowrap: true,
              render: ({ it }) => partsText(it, page.lang),
            },
            {
              key: 'ratio',
              title: t('ratio'),
              align: 'right',
              render: ({ it }) => ratioText(it, page.lang),
            },
            {
              key: 'score',
              title: t('score'),
              align: 'right',
              render: ({ it }) => scoreText(it, page.lang),
            },
          ]}
        />
      )}
    </Section>
  )
}
