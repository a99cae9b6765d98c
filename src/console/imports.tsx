// An import: a document being read, looked over, its names settled, applied or set aside.

import type { VNode } from 'preact'
import { z } from 'zod'
import { documentWords } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Progress,
  TextField,
} from '../face/index.ts'
import { isDay } from '../lib/day.ts'
import { directory, settleBody } from '../org/index.ts'
import {
  applyImport,
  discardImport,
  importById,
  lastApplied,
  type Plan,
  type PlanImport,
  planByNumber,
} from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import {
  type Change,
  compareReadings,
  type PlanReading,
  type PlanResolution,
  resolvePlan,
} from '../reading/index.ts'
import { Office, sentence } from './frame.tsx'
import { ReadingView, type SettleOption } from './import-reading.tsx'
import { planPageWords } from './plan-words.ts'
import { problemText, stateOf } from './plans.tsx'

const address = z.looseObject({ id: z.uuid() })
type Address = z.infer<typeof address>

export type ImportView = {
  row: PlanImport
  resolution: PlanResolution | null
  known: Plan | null
  changes: Change[]
  options: SettleOption[]
  maySettle: boolean
  same: boolean
}

const unitOfImport = async (read: Read, { id }: Address) =>
  (await importById(read.db, id))?.unit_id ?? null

const importPage: Route = route<Address, ImportView>({
  method: 'GET',
  path: '/office/plans/imports/:id',
  may: 'plan.import',
  about: 'What was understood of a document, what is to settle, what it would change.',
  input: address,
  unit: unitOfImport,
  load: async ({ db, rights, today }, input) => {
    const row = await importById(db, input.id)
    if (!row) throw notFound('import')
    const { reading } = row
    const names = await directory(db)
    const on = reading?.date ?? today
    const known =
      reading?.number && reading.date && reading.issuer
        ? await planByNumber(db, reading.number, reading.date, reading.issuer)
        : undefined
    const before = known && !row.applied_at ? await lastApplied(db, known.id) : undefined
    return {
      row,
      resolution: reading ? resolvePlan(reading, names, on) : null,
      known: known ?? null,
      changes:
        before?.reading && reading
          ? compareReadings(before.reading, reading).filter((change) => change.kind !== 'same')
          : [],
      options: [
        ...names.groups.map(({ code, name }) => ({ value: `group:${code}`, label: name })),
        ...names.units
          .filter((unit) => unit.validFrom <= on && (unit.validTo === null || unit.validTo > on))
          .filter((unit) => unit.level !== 'commune')
          .map((unit) => ({ value: `unit:${unit.id}`, label: unit.fullName })),
      ],
      maySettle: rights.holds('plan.settle'),
      same: 'same' in input,
    }
  },
  show: (view, page) => ({ html: <ImportPage page={page} view={view} /> }),
})

function ImportPage({ page, view }: { page: Page; view: ImportView }): VNode {
  const t = say(planPageWords, page.lang)
  const { row, resolution, known } = view
  const state = stateOf(row)
  const base = `/office/plans/imports/${row.id}`
  return (
    <Office
      page={page}
      title={t('import')}
      here="/office/plans"
      crumbs={[{ href: '/office/plans', label: t('plans') }]}
      {...(state === 'reading' ? { refreshSeconds: 1 } : {})}
    >
      <Heading over={row.file_name} title={t('import')} />
      {view.same && <Notice tone="info">{t('import.same')}</Notice>}
      <ErrorSummary problem={page.problem} text={problemText(page)} />
      {state === 'reading' && (
        <Progress what={t('import.reading', { file: row.file_name })} done={0} total={null} />
      )}
      {state === 'failed' && (
        <Notice tone="bad" title={t('import.failed')}>
          <p>{sentence(row.failure?.code ?? '', documentWords[page.lang], row.failure?.details)}</p>
          <p>{t('import.failed.kept')}</p>
        </Notice>
      )}
      {state === 'discarded' && <Notice tone="info">{t('imports.discarded')}</Notice>}
      {state === 'applied' && known && (
        <Notice tone="good">
          {t('imports.applied')}: <a href={`/office/plans/${known.slug}`}>{known.number}</a>
        </Notice>
      )}
      {resolution && row.reading && (
        <ReadingView page={page} view={view} reading={row.reading} resolution={resolution} />
      )}
      {(state === 'read' || state === 'failed') && (
        <Actions>
          {state === 'read' && (
            <Form page={page} action={`${base}/apply`} label={t('import.apply')}>
              <p class="hint">{t('import.apply.hint')}</p>
              {row.reading && <IdentityFields page={page} reading={row.reading} />}
              <Button>{known ? t('import.apply.amend') : t('import.apply')}</Button>
            </Form>
          )}
          <Form page={page} action={`${base}/discard`} label={t('import.discard')}>
            <Button kind="quiet">{t('import.discard')}</Button>
          </Form>
        </Actions>
      )}
      {state === 'applied' && !known && <ButtonLink href="/office/plans">{t('plans')}</ButtonLink>}
    </Office>
  )
}

/** A table alone does not say which plan it is: a person does. */
function IdentityFields({ page, reading }: { page: Page; reading: PlanReading }): VNode | null {
  const t = say(planPageWords, page.lang)
  if (reading.number && reading.date && reading.issuer) return null
  return (
    <>
      <Notice tone="warning">{t('import.identity')}</Notice>
      <TextField
        label={t('import.number')}
        name="number"
        required
        value={entryText(page, 'number', reading.number)}
      />
      <DateField
        label={t('import.date')}
        name="date"
        required
        value={entryText(page, 'date', reading.date)}
      />
      <TextField
        label={t('import.issuer')}
        name="issuer"
        required
        value={entryText(page, 'issuer', reading.issuer)}
      />
    </>
  )
}

const settleRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/settle',
  may: 'plan.settle',
  about: 'Says which unit or group a name in the document means; remembered.',
  records: ['body.settled'],
  input: address.extend({
    wording: z.string().min(1).max(500),
    answer: z.string().regex(/^(unit|group):./),
  }),
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id, wording, answer }) => {
    const [kind, value] = [
      answer.slice(0, answer.indexOf(':')),
      answer.slice(answer.indexOf(':') + 1),
    ]
    await settleBody(act, {
      wording,
      ...(kind === 'unit' ? { unitId: value } : { groupCode: value }),
    })
    return `/office/plans/imports/${id}#settle`
  },
  show: (redirect: string) => ({ redirect }),
})

const applyRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/apply',
  may: 'plan.import',
  about: 'Makes the plan of what was read, or amends it.',
  records: ['plan.applied', 'plan.amended', 'obligation.carried', 'obligation.ended'],
  input: address.extend({
    number: z.string().max(100).optional(),
    date: z.string().max(10).optional(),
    issuer: z.string().max(200).optional(),
  }),
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id, number, date, issuer }) =>
    await applyImport(act, id, {
      ...(number ? { number } : {}),
      ...(date && isDay(date) ? { date } : {}),
      ...(issuer ? { issuer } : {}),
    }),
  show: ({ slug }) => ({ redirect: `/office/plans/${slug}?applied=1` }),
})

const discardRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/discard',
  may: 'plan.import',
  about: 'Sets an import aside; nothing of it is applied.',
  records: ['plan.discarded'],
  input: address,
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id }) => await discardImport(act, id),
  show: () => ({ redirect: '/office/plans' }),
})

export const importRoutes: readonly Route[] = [importPage, settleRoute, applyRoute, discardRoute]
