// The integrity desk: signs on the dossiers of a unit and all below it over some months, by detector and by unit, and what they
// are worth in the index.

import type { VNode } from 'preact'
import { askForLooks } from '../dossiers/index.ts'
import {
  Button,
  ButtonLink,
  Empty,
  FilterForm,
  Form,
  Heading,
  Notice,
  Progress,
  Section,
  Select,
  Stat,
  Stats,
  whenText,
} from '../face/index.ts'
import { monthsUpTo } from '../index766/index.ts'
import type { Day } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import {
  DESK,
  type Desk,
  type DeskInput,
  deskInput,
  loadDesk,
  MOST_MONTHS,
  may,
  queryOf,
  type Scope,
  scopeOf,
} from './integrity-load.ts'
import { loadScores, MOST_LEFT_OUT, type Scores } from './integrity-scores.ts'
import { DetectorTable, UnitTable } from './integrity-tables.tsx'
import { integrityPageWords, monthName } from './integrity-words.ts'

type View = Desk & { scores: Scores | null }

const deskPage: Route = route<DeskInput, View>({
  method: 'GET',
  path: DESK,
  may,
  about:
    'Signs on the dossiers of a unit and those below over some months, by detector and by unit; the index with and without the flagged ones.',
  input: deskInput,
  load: async (read, input) => {
    const desk = await loadDesk(read, input)
    const scores =
      desk.pack && desk.sum.dossiers > 0 ? await loadScores(read, desk.scope, desk.pack) : null
    return { ...desk, scores }
  },
  show: (view, page) => ({ html: <DeskView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function DeskView({ page, view }: Props): VNode {
  const t = say(integrityPageWords, page.lang)
  const { scope, sum, fresh, input } = view
  const { unit } = scope
  const isRunning = isUnderWay(view, page)
  const query = new URLSearchParams(queryOf(scope))
  return (
    <Office
      page={page}
      title={t('title')}
      here={DESK}
      {...(isRunning ? { refreshSeconds: 2 } : {})}
    >
      <Heading
        title={t('title')}
        lead={t('lead')}
        {...(unit ? { over: `${unit.fullName} · ${spanText(scope, page)}` } : {})}
        actions={
          sum.dossiers > 0 && <ButtonLink href={`${DESK}.xlsx?${query}`}>{t('export')}</ButtonLink>
        }
      />
      <Filters page={page} scope={scope} action={DESK} />
      {unit === null ? (
        <Empty title={t('no-unit')}>{t('no-unit.text')}</Empty>
      ) : (
        <>
          <Looks page={page} view={view} />
          {sum.dossiers === 0 ? (
            fresh.months === 0 && <Empty title={t('nothing')}>{t('nothing.text')}</Empty>
          ) : (
            <>
              <Figures page={page} view={view} />
              <Section title={t('by-detector')} lead={t('by-detector.lead')}>
                <DetectorTable page={page} desk={view} />
              </Section>
              <Section title={t('by-unit')} lead={t('by-unit.lead')} id="units">
                <UnitTable page={page} desk={view} input={input} />
              </Section>
            </>
          )}
        </>
      )}
    </Office>
  )
}

export function spanText({ from, to }: Scope, page: Page): string {
  const t = say(integrityPageWords, page.lang)
  return from === to
    ? monthName(from, page.lang)
    : t('span', { from: monthName(from, page.lang), to: monthName(to, page.lang) })
}

type FilterProps = { page: Page; scope: Scope; action: string; children?: VNode | VNode[] }

/** Unit and months; what else a page asks stands behind them. */
export function Filters({ page, scope, action, children }: FilterProps): VNode {
  const t = say(integrityPageWords, page.lang)
  const months = monthsUpTo(page.today as Day, MOST_MONTHS)
    .map(({ code }) => ({ value: code, label: monthName(code, page.lang) }))
    .reverse()
  return (
    <FilterForm
      action={action}
      clearHref={action}
      fold={`${scope.unit?.fullName ?? t('choose')} · ${spanText(scope, page)}`}
    >
      <Select
        label={t('unit')}
        name="unit"
        value={scope.unit?.code ?? ''}
        {...(scope.unit ? {} : { none: t('choose') })}
        options={scope.units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
      />
      <Select label={t('from')} name="from" value={scope.from} options={months} />
      <Select label={t('to')} name="to" value={scope.to} options={months} />
      {children ??
        (scope.detector && <input type="hidden" name="detector" value={scope.detector} />)}
    </FilterForm>
  )
}

/** Asked for and not done, and something happened within half a minute. */
function isUnderWay({ input, fresh }: Desk, page: Page): boolean {
  const last = Math.max(Date.parse(input.asked), Date.parse(fresh.newest ?? input.asked))
  const seconds = (Date.parse(page.now) - last) / 1000
  return seconds >= 0 && seconds < 30 && fresh.since < fresh.months
}

/** How old the looks are, and the way to newer ones. */
function Looks({ page, view }: Props): VNode | null {
  const t = say(integrityPageWords, page.lang)
  const { fresh, scope } = view
  if (fresh.months === 0) return null
  if (isUnderWay(view, page))
    return <Progress what={t('looking')} done={fresh.since} total={fresh.months} />
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const at = (instant: string | null) => (instant ? whenText(instant, page.lang) : '—')
  return (
    <Notice
      tone={fresh.never > 0 ? 'warning' : 'info'}
      title={
        fresh.newest === null
          ? t('never')
          : at(fresh.oldest) === at(fresh.newest)
            ? t('as-of', { at: at(fresh.newest) })
            : t('as-of.span', { oldest: at(fresh.oldest), newest: at(fresh.newest) })
      }
    >
      <p>
        {fresh.newest !== null && fresh.never > 0 && (
          <>{t('behind', { n: n(fresh.never), months: n(fresh.months) })} </>
        )}
        {fresh.moved > 0
          ? t('moved', { n: n(fresh.moved), months: n(fresh.months) })
          : t('up-to-date', { months: n(fresh.months) })}
      </p>
      <Form page={page} action={`${DESK}/looks`} label={t('look')}>
        {Object.entries(queryOf(scope)).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button kind="secondary" small>
          {t(fresh.newest === null ? 'look.first' : 'look')}
        </Button>
      </Form>
    </Notice>
  )
}

function Figures({ page, view: { sum, scores } }: Props): VNode {
  const t = say(integrityPageWords, page.lang)
  const n = (value: number, digits = 0) => formatNumber(value, digits, page.lang)
  const { published = null, without = null } = scores ?? {}
  const by = published !== null && without !== null ? without - published : null
  const change =
    by === null
      ? {}
      : {
          change: {
            by: t('points', { n: n(Math.abs(by), 2) }),
            direction:
              by > 0.004 ? ('up' as const) : by < -0.004 ? ('down' as const) : ('same' as const),
          },
        }
  return (
    <>
      <Stats>
        <Stat
          label={t('flagged')}
          value={n(sum.flagged)}
          n={t('flagged.of', {
            share: formatPercent(sum.flagged / sum.dossiers, 1, page.lang),
            n: n(sum.dossiers),
          })}
        />
        <Stat
          label={t('said')}
          value={n(sum.confirmed + sum.setAside)}
          n={t('said.of', { confirmed: n(sum.confirmed), aside: n(sum.setAside) })}
        />
        {scores && (
          <Stat
            label={t('published')}
            value={published === null ? t('unknown') : n(published, 2)}
            period={t('tree', { version: scores.tree })}
          />
        )}
        {scores && (
          <Stat
            label={t('without', { n: n(scores.leftOut) })}
            value={without === null ? t('unknown') : n(without, 2)}
            {...change}
          />
        )}
      </Stats>
      {scores?.isTooMany && (
        <Notice tone="warning" title={t('too-many', { n: n(MOST_LEFT_OUT) })}>
          {t('too-many.text')}
        </Notice>
      )}
      <p class="aside">{t('method')}</p>
    </>
  )
}

const lookRoute: Route = route<DeskInput, { scope: Scope; asked: string }>({
  method: 'POST',
  path: `${DESK}/looks`,
  may,
  about: 'Has the dossiers of a unit and those below be looked at again, in the background.',
  records: ['integrity.look-asked'],
  input: deskInput,
  act: async (act, input) => {
    const scope = await scopeOf(act, input)
    if (scope.unit)
      await askForLooks(act, { unitId: scope.unit.id, unitIds: scope.ids, span: scope.span })
    return { scope, asked: act.now }
  },
  show: ({ scope, asked }) => ({
    redirect: `${DESK}?${new URLSearchParams({ ...queryOf(scope), asked })}`,
  }),
})

export const integrityRoutes: readonly Route[] = [deskPage, lookRoute]
