// One lever: what it is worth, what a person says of its effort and bound, and everything that was said before.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  Actions,
  Button,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  NumberField,
  RadioGroup,
  Section,
  Stat,
  Stats,
  Table,
  TextArea,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  dropTerms,
  isShare,
  type Lever,
  leversOf,
  loadTerms,
  loadYears,
  settleTerms,
  suggestedTerms,
  type Terms,
  type TermsRow,
  termsHistory,
} from '../papi/index.ts'
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
  type Desk,
  itemName,
  loadDesk,
  papiAddress,
  papiQuery,
  papiRefusal,
  scoreText,
  valueText,
} from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

const PATH = '/office/papi/levers/:code'
const WITHIN = ['yes', 'partly', 'no'] as const
const leverAddress = papiAddress.extend({
  code: z.string().max(8),
  done: z.string().optional(),
})
type LeverAddress = z.infer<typeof leverAddress>
type View = {
  desk: Desk
  lever: Lever
  suggested: Terms
  history: TermsRow[]
  names: Map<string, string>
  done: boolean
}

async function loadLever(read: Read, input: LeverAddress): Promise<View> {
  // Without a year: the last one of which indicators are here.
  const year = input.year ?? (await loadYears(read)).find(({ indicators }) => indicators > 0)?.year
  const desk = await loadDesk(read, { ...input, year })
  const { ground, release, province, basis } = desk
  const terms = await loadTerms(desk.figures, basis)
  const { levers } = leversOf(ground, release, province.code, terms)
  const lever = levers.find(({ code }) => code === input.code)
  if (!lever) throw notFound('papi')
  const history = await termsHistory(read.db, lever.code)
  return {
    desk,
    lever,
    suggested: suggestedTerms(basis.withinYear.get(lever.code) ?? 'partly'),
    history,
    names: await namesOf(
      read.db,
      history.map(({ set_by }) => set_by),
    ),
    done: input.done !== undefined,
  }
}

const leverPage: Route = route<LeverAddress, View>({
  method: 'GET',
  path: PATH,
  may: 'papi.read',
  about: 'One lever of PAPI: what it is worth, its effort and bound, what was said of them before.',
  input: leverAddress,
  load: loadLever,
  show: (view, page) => ({ html: <LeverPage page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function LeverPage({ page, view }: Props): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, lever } = view
  const value = (of: number | null) => valueText(lever.indicator, of, page.lang)
  const name = itemName(desk, lever.code, page.lang)
  return (
    <Office
      page={page}
      title={name}
      here="/office/papi"
      crumbs={[
        { href: `/office/papi${papiQuery(desk)}`, label: t('title') },
        { href: `/office/papi/levers${papiQuery(desk)}`, label: t('levers') },
      ]}
    >
      <Heading over={t('terms.over')} title={name} lead={t('terms.lead')} />
      {view.done && (
        <Notice tone="good" toast>
          {t('linked')}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={papiRefusal(page)} />
      <Stats>
        <Stat
          label={t('levers.value')}
          value={value(lever.value)}
          period={String(desk.release.year)}
        />
        <Stat label={t('goal.q3')} value={value(lever.q3)} />
        <Stat label={t('goal.best')} value={value(lever.best)} />
        <Stat label={t('levers.gain')} value={scoreText(lever.gainToQ3, page.lang)} />
      </Stats>
      <p>
        <a href={`/office/papi/items/${lever.code}${papiQuery(desk)}`}>{t('terms.item')}</a>
      </p>
      {page.visitor.rights.holds('papi.settle') ? (
        <TermsForm page={page} view={view} />
      ) : (
        <p>{termsText(page, lever, lever)}</p>
      )}
      <History page={page} view={view} />
    </Office>
  )
}

/** "được; công sức 1; không quá 85,0%". */
export function termsText(
  page: Page,
  { indicator }: Pick<Lever, 'indicator'>,
  { withinYear, effort, bound }: Omit<Terms, 'isSettled'>,
): string {
  const t = say(papiPageWords, page.lang)
  const said = t('terms.text', {
    within: t(`within.${withinYear}`),
    effort: formatNumber(effort, Number.isInteger(effort) ? 0 : 1, page.lang),
  })
  return bound === null
    ? said
    : `${said}; ${t('terms.to', { bound: valueText(indicator, bound, page.lang) })}`
}

function TermsForm({ page, view }: Props): VNode {
  const t = say(papiPageWords, page.lang)
  const { lever, suggested } = view
  const share = isShare(lever.indicator)
  const typed = (value: number) =>
    page.lang === 'vi' ? String(value).replace('.', ',') : String(value)
  const bound =
    lever.bound === null ? '' : typed(Number((lever.bound * (share ? 100 : 1)).toFixed(4)))
  const action = `/office/papi/levers/${lever.code}`
  return (
    <Section
      title={t('terms')}
      lead={t('terms.suggested', { terms: termsText(page, lever, suggested) })}
    >
      <Form page={page} action={action} label={t('terms')} guard>
        <RadioGroup
          label={t('levers.within.filter')}
          name="within"
          value={entryText(page, 'within', lever.withinYear)}
          options={WITHIN.map((value) => ({ value, label: t(`within.${value}`) }))}
        />
        <NumberField
          label={t('terms.effort')}
          name="effort"
          hint={t('terms.effort.hint')}
          decimals
          value={entryText(page, 'effort', typed(lever.effort))}
        />
        <NumberField
          label={t('terms.bound')}
          name="bound"
          hint={t('terms.bound.hint')}
          decimals
          {...(share ? { unit: '%' } : {})}
          value={entryText(page, 'bound', bound)}
        />
        <TextArea
          label={t('terms.reason')}
          name="reason"
          rows={2}
          maxLength={2000}
          value={entryText(page, 'reason')}
          required
        />
        <Actions>
          <Button>{t('terms.save')}</Button>
        </Actions>
      </Form>
      {lever.isSettled && (
        <Form page={page} action={`${action}/suggestion`} label={t('terms.back')}>
          <Button kind="secondary">{t('terms.back')}</Button>
        </Form>
      )}
    </Section>
  )
}

function History({ page, view }: Props): VNode | null {
  const t = say(papiPageWords, page.lang)
  if (view.history.length === 0) return null
  return (
    <Section title={t('terms.history')}>
      <Table
        caption={t('terms.history')}
        quietCaption
        stack
        rows={view.history}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'at',
            title: t('terms.at'),
            nowrap: true,
            render: (row) => whenText(row.set_at, page.lang),
          },
          {
            key: 'terms',
            title: t('terms'),
            render: (row) =>
              termsText(page, view.lever, {
                withinYear: row.within_year,
                effort: row.effort,
                bound: row.bound,
              }),
          },
          { key: 'reason', title: t('terms.reason'), roomy: true, render: (row) => row.reason },
          { key: 'by', title: t('by'), render: (row) => view.names.get(row.set_by ?? '') ?? '' },
          {
            key: 'until',
            title: t('terms.until'),
            nowrap: true,
            render: (row) =>
              row.replaced_at ? whenText(row.replaced_at, page.lang) : t('terms.holds'),
          },
        ]}
      />
    </Section>
  )
}

/** A number as people type it; null for nothing. */
function typedNumber(text: string): number | null {
  if (text.trim() === '') return null
  const value = Number(text.trim().replace(',', '.'))
  if (!Number.isFinite(value)) throw new Problem(422, 'papi.value-unreadable', { text })
  return value
}

const back = (code: string) => ({ redirect: `/office/papi/levers/${code}?done=1` })

const settleRoute: Route = route({
  method: 'POST',
  path: PATH,
  may: 'papi.settle',
  about: 'Settles whether a plan can move a lever, its effort, and how far it may be moved.',
  records: ['papi.lever-settled'],
  input: z.looseObject({
    code: z.string().max(8),
    within: z.enum(WITHIN),
    effort: z.string().max(20),
    bound: z.string().max(20).default(''),
    reason: z.string().max(4000).default(''),
  }),
  retry: leverPage,
  act: async (act, { code, within, effort, bound, reason }) => {
    const { catalogue } = (await loadDesk(act, {})).basis
    const indicator = catalogue.find((it) => it.code === code)
    const most = typedNumber(bound)
    const scaled = most !== null && indicator && isShare(indicator) ? most / 100 : most
    await settleTerms(act, {
      code,
      withinYear: within,
      effort: typedNumber(effort) ?? 0,
      bound: scaled,
      reason,
    })
    return code
  },
  show: back,
})

const suggestionRoute: Route = route({
  method: 'POST',
  path: `${PATH}/suggestion`,
  may: 'papi.settle',
  about: 'Brings a lever back to what the packs suggest.',
  records: ['papi.lever-unsettled'],
  input: z.looseObject({ code: z.string().max(8) }),
  retry: leverPage,
  act: async (act, { code }) => {
    await dropTerms(act, code)
    return code
  },
  show: back,
})

export const papiTermsRoutes: readonly Route[] = [leverPage, settleRoute, suggestionRoute]
