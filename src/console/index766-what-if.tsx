// What if: other numerators, and the score and place they would make. Nothing is saved; the address holds it all.

import type { VNode } from 'preact'
import { z } from 'zod'
import { Empty, FilterForm, Notice, Section, Stat, Stats, Table } from '../face/index.ts'
import { placeIn, subjectOf } from '../index766/index.ts'
import {
  type Count,
  type Evaluation,
  leavesOf,
  type Margin,
  margins,
  placeAmong,
  whatIf,
} from '../indices/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { withQuery } from './frame.tsx'
import { partsText, placeText, scoreText, totalText } from './index766-figures.ts'
import { HOME, IndexFrame, TreeSentence } from './index766-frame.tsx'
import { indexQuery, unitIdOf } from './index766-load.ts'
import { type UnitView, unitView } from './index766-today.tsx'
import { indexPageWords } from './index766-words.ts'

/** Beside the fields of every page of the index: `n.2.1=90`, one a numerator. */
const query = indexQuery.catchall(z.unknown())
type Query = z.infer<typeof query>

type Line = {
  code: string
  name: string
  numerator: number
  denominator: number
  asked: string
  margin: Margin | null
}
type View = UnitView & {
  lines: Line[]
  wrong: { code: string; most: number }[]
  before: Evaluation | null
  after: Evaluation | null
  delta: number | null
  place: { place: number | null; of: number }
  wouldBe: { place: number | null; of: number }
}

const whatIfPage: Route = route<Query, View>({
  method: 'GET',
  path: `${HOME}/:code/what-if`,
  may: 'index.read',
  about: 'The score and place of a unit with other numerators; nothing is saved.',
  input: query,
  unit: unitIdOf,
  load: async (read, input) => {
    const { view, scored, unit } = await unitView(read, input)
    const { board } = scored
    const subject = subjectOf(board, unit)
    const place = placeIn(scored, unit)
    if (!subject)
      return {
        ...view,
        lines: [],
        wrong: [],
        before: null,
        after: null,
        delta: null,
        place,
        wouldBe: place,
      }
    const worth = new Map(margins(board.tree, subject).map((it) => [it.code, it]))
    const lines = leavesOf(board.tree.root).flatMap((leaf): Line[] => {
      const count = subject.counts[leaf.code] ?? null
      const state = scored.scores
        .get(unit.id)
        ?.indicators.find(({ code }) => code === leaf.code)?.state
      if (count === null || typeof count !== 'object' || !('denominator' in count)) return []
      if (state !== 'measured' || leaf.max === 0) return []
      const { numerator, denominator } = count
      const asked = String(input[`n.${leaf.code}`] ?? '').trim()
      const margin = worth.get(leaf.code) ?? null
      return [{ code: leaf.code, name: leaf.name, numerator, denominator, asked, margin }]
    })
    const changes: Record<string, Count> = {}
    const wrong: View['wrong'] = []
    for (const { code, asked, denominator } of lines) {
      if (asked === '') continue
      const numerator = numberIn(asked)
      if (numerator === null || numerator > denominator) wrong.push({ code, most: denominator })
      else changes[code] = { numerator, denominator }
    }
    const { before, after, delta } = whatIf(board.tree, subject, changes)
    const others = board.units
      .filter((it) => it.level === unit.level && it.id !== unit.id && scored.places.has(it.id))
      .map(({ id }) => scored.scores.get(id)?.total ?? null)
    const isRanked = scored.places.has(unit.id)
    return {
      ...view,
      lines,
      wrong,
      before,
      after,
      delta,
      place,
      wouldBe: isRanked ? { place: placeAmong(after.total, others), of: place.of } : place,
    }
  },
  show: (view, page) => ({ html: <WhatIfPage page={page} view={view} /> }),
})

/** `1.234,5` or `1234.5`; null for what is no number from zero up. */
function numberIn(text: string): number | null {
  const plain = /,\d{1,2}$/.test(text)
    ? text.replaceAll('.', '').replace(',', '.')
    : text.replaceAll(/[.,](?=\d{3}\b)/g, '')
  const value = Number(plain)
  return plain !== '' && Number.isFinite(value) && value >= 0 ? value : null
}

function WhatIfPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(indexPageWords, page.lang)
  const { before, after, delta, period, query: asked } = view
  const change = Math.round((delta ?? 0) * 100) / 100
  const placed = (it: View['place']) =>
    it.of > 1 ? { n: `${t('place')}: ${placeText(it, page.lang)}` } : {}
  return (
    <IndexFrame page={page} view={view} title={t('what-if')} lead={t('what-if.lead')}>
      <TreeSentence page={page} query={asked} period={period} tree={view.tree} />
      {before === null || after === null ? (
        <Empty title={t('not-scored')}>{t('not-scored.text')}</Empty>
      ) : (
        <>
          <Stats>
            <Stat
              label={t('what-if.before')}
              value={totalText(before, page.lang)}
              {...placed(view.place)}
            />
            <Stat
              label={t('what-if.after')}
              value={totalText(after, page.lang)}
              {...placed(view.wouldBe)}
              change={{
                by:
                  change === 0
                    ? t('change.none')
                    : t('change.points', { n: formatNumber(Math.abs(change), 2, page.lang) }),
                direction: change === 0 ? 'same' : change > 0 ? 'up' : 'down',
                ...(change === 0 ? {} : { better: change > 0 }),
              }}
            />
          </Stats>
          {view.wrong.map(({ code, most }) => (
            <Notice key={code} tone="warning">
              {t('what-if.wrong', { code, n: formatNumber(most, 0, page.lang) })}
            </Notice>
          ))}
          <WhatIfForm page={page} view={view} after={after} />
        </>
      )}
    </IndexFrame>
  )
}

function WhatIfForm({ page, view, after }: { page: Page; view: View; after: Evaluation }): VNode {
  const t = say(indexPageWords, page.lang)
  const { period, query: asked, lines } = view
  const scoreOf = (of: Evaluation | null, code: string) =>
    scoreText(of?.indicators.find((it) => it.code === code) ?? null, page.lang)
  return (
    <Section title={t('indicators')}>
      <FilterForm
        action={page.url.pathname}
        apply={t('what-if.run')}
        clear={t('what-if.reset')}
        clearHref={withQuery(
          page.url,
          Object.fromEntries(lines.map(({ code }) => [`n.${code}`, null])),
        )}
      >
        <input type="hidden" name="period" value={period.code} />
        {asked.tree && <input type="hidden" name="tree" value={asked.tree} />}
        <Table<Line>
          caption={t('indicators')}
          quietCaption
          stack
          rows={lines}
          rowKey={({ code }) => code}
          empty={<Empty title={t('nothing')}>{t('nothing.text')}</Empty>}
          columns={[
            {
              key: 'name',
              title: t('indicator'),
              roomy: true,
              render: ({ code, name }) => `${code} ${name}`,
            },
            {
              key: 'now',
              title: t('parts'),
              align: 'right',
              nowrap: true,
              render: (it) => partsText(it, page.lang),
            },
            {
              key: 'asked',
              title: t('numerator'),
              render: (it) => (
                <input
                  class="short"
                  type="text"
                  inputMode="decimal"
                  autocomplete="off"
                  id={`n-${it.code}`}
                  name={`n.${it.code}`}
                  value={it.asked}
                  placeholder={String(it.numerator)}
                  aria-label={`${t('numerator')} ${it.code}, ${t('what-if.most', { n: formatNumber(it.denominator, 0, page.lang) })}`}
                  aria-invalid={view.wrong.some(({ code }) => code === it.code) || undefined}
                />
              ),
            },
            {
              key: 'margin',
              title: t('points'),
              align: 'right',
              render: ({ margin }) =>
                margin === null || margin.points < 0.00005
                  ? '–'
                  : t('what-if.margin', { n: formatNumber(margin.points, 4, page.lang) }),
            },
            {
              key: 'before',
              title: t('what-if.before'),
              align: 'right',
              render: ({ code }) => scoreOf(view.before, code),
            },
            {
              key: 'after',
              title: t('what-if.after'),
              align: 'right',
              render: ({ code }) => <strong>{scoreOf(after, code)}</strong>,
            },
          ]}
        />
      </FilterForm>
    </Section>
  )
}

export const whatIfRoutes: readonly Route[] = [whatIfPage]
