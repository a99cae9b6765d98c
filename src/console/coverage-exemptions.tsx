// Units let off the plan of their own: who, why, since when; letting one off, asking it again.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Details,
  entryText,
  Form,
  Select,
  TextArea,
  whenText,
} from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import type { CoverageView } from './coverage.tsx'
import { coverageHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

export function Exemptions({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { plan, all } = view
  const href = `${coverageHref(plan)}/exemptions`
  const exempt = all.flatMap((row) => (row.exempt ? [{ ...row, exempt: row.exempt }] : []))
  const isRefused = page.problem?.code.startsWith('exemption.') ?? false
  return (
    <Details summary={t('exempt.title', { n: exempt.length })} open={isRefused}>
      <p>{t('exempt.lead')}</p>
      {exempt.length > 0 && (
        <ul class="plain">
          {exempt.map(({ unitId, unitCode, unitName, exempt: { reason, at } }) => (
            <li key={unitId}>
              <strong>{unitName}</strong>: {reason}{' '}
              <span class="aside">{whenText(at, page.lang)}</span>
              <Form
                page={page}
                action={`${href}/${unitCode}/withdrawal`}
                label={t('exempt.undo.of', { unit: unitName })}
              >
                <Button kind="quiet">{t('exempt.undo.of', { unit: unitName })}</Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form page={page} action={href} label={t('exempt.do')}>
        <Select
          label={t('unit')}
          name="unit"
          none={t('exempt.choose')}
          value={entryText(page, 'unit')}
          options={all
            .filter((row) => row.exempt === null)
            .map(({ unitCode, unitName }) => ({ value: unitCode, label: unitName }))}
        />
        <TextArea
          label={t('exempt.reason')}
          name="reason"
          hint={t('exempt.reason.hint')}
          required
          rows={2}
          value={entryText(page, 'reason')}
        />
        <Actions>
          <Button kind="secondary">{t('exempt.do')}</Button>
        </Actions>
      </Form>
    </Details>
  )
}
