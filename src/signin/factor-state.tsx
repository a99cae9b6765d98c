// Where one's own second factor stands, and how the account page says so.

import type { VNode } from 'preact'
import {
  type Demand,
  demandOf,
  FACTOR_PAGE,
  factorInForce,
  policyOf,
  recoveryCodesLeft,
  SIGN_OFF,
} from '../auth/index.ts'
import { Badge, ButtonLink, Notice, Section, whenText } from '../face/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { signinWords } from './words.ts'

export type FactorState = {
  since: string | null
  codesLeft: number
  demand: Demand
  /** From when it is demanded; empty when it is not. */
  from: string
}

export async function loadFactor({ db, actor, rights, today }: Read): Promise<FactorState> {
  const factor = await factorInForce(db, actor.personId ?? '')
  const policy = await policyOf(db)
  const signsOff = SIGN_OFF.some((permission) => rights.holds(permission))
  return {
    since: factor?.confirmed_at ?? null,
    codesLeft: factor ? await recoveryCodesLeft(db, factor.id) : 0,
    demand: demandOf(policy, signsOff, today),
    from: policy.requiredFrom ?? '',
  }
}

type Props = { page: Page; factor: FactorState }

export function FactorSummary({ page, factor }: Props): VNode {
  const t = say(signinWords, page.lang)
  const { since, codesLeft } = factor
  return (
    <Section
      title={t('factor')}
      lead={t('factor.lead')}
      actions={
        <ButtonLink kind={since ? 'secondary' : 'primary'} href={FACTOR_PAGE}>
          {t(since ? 'factor.manage' : 'factor.set-up')}
        </ButtonLink>
      }
    >
      <DemandNotice page={page} factor={factor} />
      <p>
        <Badge tone={since ? 'good' : 'warning'}>{t(since ? 'factor.on' : 'factor.off')}</Badge>{' '}
        {since && t('factor.since', { on: whenText(since, page.lang), n: codesLeft })}
      </p>
    </Section>
  )
}

/** That a second factor is demanded, or will be; nothing once there is one. */
export function DemandNotice({ page, factor }: Props): VNode | null {
  const t = say(signinWords, page.lang)
  if (factor.since || factor.demand === 'none') return null
  const isNow = factor.demand === 'now'
  return (
    <Notice tone="warning" title={t('factor.set-up')}>
      <p>
        {isNow
          ? t('factor.demand.now')
          : t('factor.demand.soon', { on: whenText(factor.from, page.lang) })}
      </p>
    </Notice>
  )
}
