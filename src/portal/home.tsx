// The citizens' home and the list of published plans.

import type { VNode } from 'preact'
import { z } from 'zod'
import { Card, Empty, Heading, ProgressBar, SearchBox, Section } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Tally, timeliness } from '../obligations/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Public, planSentence, sentOfExpected } from './frame.tsx'
import { publicTotal } from './load.ts'
import { Figures } from './plan.tsx'
import { districtLines, type UnitLine } from './unit-lines.ts'
import { portalWords } from './words.ts'

type PlanLine = { plan: Plan; tally: Tally }

async function planLines(read: Read): Promise<PlanLine[]> {
  const plans = await publishedPlans(read.db)
  return await Promise.all(
    plans.map(async (plan) => ({
      plan,
      tally: await publicTotal(read.db, plan.id, read.today),
    })),
  )
}

type Home = { plans: PlanLine[]; districts: UnitLine[] }

const homePage: Route = route<object, Home>({
  method: 'GET',
  path: '/',
  may: 'public',
  about: 'The citizens’ home.',
  input: z.object({}),
  cache: 'public',
  load: async (read) => ({ plans: await planLines(read), districts: await districtLines(read) }),
  show: (home, page) => ({ html: <HomePage page={page} home={home} /> }),
})

function HomePage({ page, home }: { page: Page; home: Home }): VNode {
  const t = say(portalWords, page.lang)
  const [first] = home.plans
  return (
    <Public page={page} title={t('home')} description={t('home.lead')}>
      <Heading title={t('home.title')} lead={t('home.lead')} />
      <SearchBox action="/don-vi" label={t('home.search')} />
      {!first && <Empty title={t('home.none')}>{t('home.none.text')}</Empty>}
      {first && (
        <Section title={t('home.figures')} lead={planSentence(page, first.tally)}>
          <Figures page={page} tally={first.tally} />
        </Section>
      )}
      <Section title={t('home.mine')} lead={t('units.lead')}>
        <ul class="tiles">
          {home.districts.map(({ unit, tally }) => (
            <li key={unit.id}>
              <a href={`/don-vi/${unit.code}`}>
                <strong>{unit.fullName}</strong>
                <span>{districtSentence(page, tally)}</span>
              </a>
            </li>
          ))}
        </ul>
      </Section>
      {first && (
        <Section title={t('home.plans')}>
          <PlanList page={page} plans={home.plans} />
        </Section>
      )}
    </Public>
  )
}

function districtSentence(page: Page, tally: Tally): string {
  const t = say(portalWords, page.lang)
  const share = timeliness(tally)
  if (share === null) return t('tile.none')
  return t('tile', {
    share: formatPercent(share, 0, page.lang),
    n: formatNumber(tally.overdueOpen, 0, page.lang),
  })
}

function PlanList({ page, plans }: { page: Page; plans: readonly PlanLine[] }): VNode {
  const t = say(portalWords, page.lang)
  return (
    <>
      {plans.map(({ plan, tally }) => (
        <Card key={plan.id}>
          <h3>
            <a href={`/ke-hoach/${plan.slug}`}>{plan.title}</a>
          </h3>
          <p class="aside">
            {plan.number} · {formatDay(plan.signed_on, page.lang)}
          </p>
          <ProgressBar
            value={tally.sent}
            max={tally.expected}
            label={t('figure.sent')}
            text={sentOfExpected(page, tally)}
          />
        </Card>
      ))}
    </>
  )
}

const plansPage: Route = route<object, PlanLine[]>({
  method: 'GET',
  path: '/ke-hoach',
  may: 'public',
  about: 'Published plans.',
  input: z.object({}),
  cache: 'public',
  load: planLines,
  show: (plans, page) => {
    const t = say(portalWords, page.lang)
    return {
      html: (
        <Public page={page} title={t('plans')}>
          <Heading title={t('plans')} />
          {plans.length === 0 && <Empty title={t('home.none')}>{t('home.none.text')}</Empty>}
          <PlanList page={page} plans={plans} />
        </Public>
      ),
    }
  },
})

export const homeRoutes: readonly Route[] = [homePage, plansPage]
