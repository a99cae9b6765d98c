// Asking the units of a plan for their own plans: the plan's own words beside the day that is proposed.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  DateField,
  Details,
  entryText,
  Form,
  NumberField,
  Quote,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { type Page, say } from '../platform/index.ts'
import { USUAL_WORKDAYS } from '../subplans/index.ts'
import type { CoverageView } from './coverage.tsx'
import { coverageHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

export function DemandForm({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { plan, demand, asked, all } = view
  const hint = asked?.dueOn
    ? t('demand.text.day', { day: formatDay(asked.dueOn, page.lang) })
    : asked?.workdays
      ? t('demand.text.workdays', { n: asked.workdays })
      : t('demand.text.none', { n: USUAL_WORKDAYS })
  const title = t(demand ? 'demand.again' : 'demand')
  return (
    <Details
      summary={title}
      open={!demand || (page.problem !== null && !page.problem.code.startsWith('exemption.'))}
    >
      {asked && (
        <Quote
          text={asked.sentence}
          source={`${plan.number}, ${asked.number}`}
          href={`/office/tasks/${plan.slug}/${asked.number}`}
        />
      )}
      <p>{hint}</p>
      <Form page={page} action={`${coverageHref(plan)}/demand`} label={title}>
        <NumberField
          label={t('demand.workdays')}
          name="workdays"
          value={entryText(
            page,
            'workdays',
            asked?.dueOn ? '' : String(asked?.workdays ?? USUAL_WORKDAYS),
          )}
        />
        <DateField
          label={t('demand.day')}
          name="day"
          hint={t('demand.day.hint')}
          optional
          min={page.today}
          value={entryText(page, 'day', asked?.dueOn ?? '')}
        />
        <Actions>
          <Button>
            {t('demand.button', { n: all.filter(({ exempt }) => exempt === null).length })}
          </Button>
        </Actions>
      </Form>
      {demand && (
        <Form page={page} action={`${coverageHref(plan)}/withdrawal`} label={t('demand.withdraw')}>
          <Button kind="quiet">{t('demand.withdraw')}</Button>
        </Form>
      )}
    </Details>
  )
}
