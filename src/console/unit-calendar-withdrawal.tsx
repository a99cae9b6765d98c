// An entry of a unit's calendar is taken back: what that would change is shown before it is done.

import type { VNode } from 'preact'
import { z } from 'zod'
import { type CalendarEffect, calendarEffect } from '../dossiers/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DateField,
  ErrorSummary,
  Form,
  Heading,
  TextField,
} from '../face/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { type Entry, entryById, requireWithdrawal, withdrawTime } from '../officetime/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { Office } from './frame.tsx'
import {
  calendarHref,
  EffectView,
  EntryTold,
  ofUnit,
  refusalOf,
  refused,
  unitNamed,
} from './unit-calendar-parts.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'

const typed = ofUnit.extend({
  id: z.uuid(),
  since: z.string().max(10).catch('').default(''),
  reason: z.string().max(300).catch('').default(''),
})
type Typed = z.infer<typeof typed>
const asked = typed.extend({ preview: z.string().optional() })

function sinceOf({ since }: Typed): Day | null {
  if (since === '') return null
  if (!isDay(since)) throw new Problem(422, 'unit-calendar.day-unreadable')
  return since
}

/** The entry, where it is the unit's own. */
async function requireOwn(
  { db, today }: Pick<Read, 'db' | 'today'>,
  { code, id }: Typed,
): Promise<{ unit: UnitListed; entry: Entry }> {
  const unit = await unitByCode(db, code, today)
  const entry = await entryById(db, id)
  if (!unit || entry?.unitId !== unit.id) throw notFound('unit-calendar')
  return { unit, entry }
}

type View = {
  unit: UnitListed
  entry: Entry
  typed: Typed
  since: Day | null
  effect: CalendarEffect | null
  problem: Problem | null
}

const withdrawalPage: Route = route<z.infer<typeof asked>, View>({
  method: 'GET',
  path: '/office/units/:code/calendar/:id/withdrawal',
  may: 'calendar.adjust',
  about: 'Taking an entry of a unit’s calendar back, with what it would change; saves nothing.',
  input: asked,
  unit: unitNamed,
  load: async (read, { preview, ...it }): Promise<View> => {
    const { unit, entry } = await requireOwn(read, it)
    const view: View = { unit, entry, typed: it, since: null, effect: null, problem: null }
    if (preview === undefined) return view
    const { value, problem } = refused(() =>
      requireWithdrawal(entry, { since: sinceOf(it), reason: it.reason }),
    )
    if (!value) return { ...view, problem }
    const place = { unitId: unit.id, today: read.today }
    const effect = await calendarEffect(read.db, place, (known) =>
      known.map((each) => (each.id === entry.id ? { ...each, withdrawnSince: value.since } : each)),
    )
    return { ...view, since: value.since, effect }
  },
  show: (view, page) => ({
    html: <WithdrawalPage page={page} view={view} />,
    ...(view.problem ? { status: view.problem.status } : {}),
  }),
})

function WithdrawalPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(unitCalendarWords, page.lang)
  const { unit, entry, effect, typed: it } = view
  const href = calendarHref(unit.code)
  const here = `${href}/${entry.id}/withdrawal`
  const problem = page.problem ?? view.problem
  return (
    <Office
      page={page}
      title={t('withdraw.title')}
      here="/office/units"
      crumbs={[
        { href: `/office/units/${unit.code}`, label: unit.fullName },
        { href, label: t('title') },
      ]}
    >
      <Heading over={unit.fullName} title={t('withdraw.title')} lead={t('withdraw.lead')} />
      <ErrorSummary problem={problem} text={refusalOf(problem, page.lang)} />
      <EntryTold page={page} entry={entry} />
      {effect && <EffectView page={page} effect={effect} />}
      {effect && (
        <Form page={page} action={here} label={t('withdraw.confirm')}>
          <input type="hidden" name="since" value={it.since} />
          <input type="hidden" name="reason" value={it.reason} />
          <Actions>
            <Button>{t('withdraw.confirm')}</Button>
            <ButtonLink href={href} kind="quiet">
              {t('back')}
            </ButtonLink>
          </Actions>
        </Form>
      )}
      <Form page={page} action={here} method="get" label={t('withdraw.title')}>
        <DateField
          label={t('since')}
          name="since"
          optional
          hint={t('since.hint')}
          min={entry.from}
          value={it.since}
        />
        <TextField label={t('reason')} name="reason" required maxLength={300} value={it.reason} />
        <Actions>
          <Button kind={effect ? 'secondary' : 'primary'} name="preview" value="1">
            {t('preview')}
          </Button>
        </Actions>
      </Form>
    </Office>
  )
}

const withdrawRoute = route<Typed, string>({
  method: 'POST',
  path: '/office/units/:code/calendar/:id/withdrawal',
  may: 'calendar.adjust',
  about: 'Takes an entry of a unit’s calendar back.',
  records: ['unit-calendar.withdrawn'],
  input: typed,
  unit: unitNamed,
  retry: withdrawalPage,
  act: async (act, it) => {
    const { entry } = await requireOwn(act, it)
    await withdrawTime(act, entry.id, { since: sinceOf(it), reason: it.reason })
    return `${calendarHref(it.code)}?year=${entry.from.slice(0, 4)}&done=withdrawn`
  },
  show: (redirect) => ({ redirect }),
})

export const unitCalendarWithdrawalRoutes: readonly Route[] = [withdrawalPage, withdrawRoute]
