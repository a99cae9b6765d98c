// An item's bodies and times in words.

import type { VNode } from 'preact'
import { Badge } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import type { DueRule } from '../obligations/index.ts'
import type { Binding } from '../plans/index.ts'
import { fill, type Page, say } from '../platform/index.ts'
import { planPageWords } from './plan-words.ts'

/** Each body as the document names it, with how many units it is. */
export function BindingText({ binding }: { binding: Binding }): VNode {
  return (
    <ul class="plain">
      {binding.bodies.map(({ text, resolution }) => (
        <li key={text}>
          {text} {resolution.status === 'group' && <Badge>{resolution.size}</Badge>}
          {resolution.status !== 'unit' && resolution.status !== 'group' && (
            <Badge tone="warning">?</Badge>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The words of the time column and the rules they became. */
export function DueText(props: { page: Page; words: string; due: readonly DueRule[] }): VNode {
  const { page, words, due } = props
  return (
    <>
      {words !== '' && <q>{words}</q>}
      <ul class="plain">
        {due.map((rule) => (
          <li key={JSON.stringify(rule)}>{ruleText(page, rule)}</li>
        ))}
      </ul>
    </>
  )
}

export function ruleText(page: Page, rule: DueRule): string {
  const t = say(planPageWords, page.lang)
  const words = planPageWords[page.lang]
  const day = (on: string | null) => (on ? formatDay(on, page.lang) : '')
  if (rule.kind === 'every-period' || rule.kind === 'ongoing') {
    return t('due.every', { period: t(`due.period.${rule.period ?? 'quarter'}`) })
  }
  if (rule.kind === 'min-count') {
    return t('due.count', { n: rule.count ?? 1, period: t(`due.period.${rule.period ?? 'year'}`) })
  }
  if (rule.kind === 'event') return t('due.event')
  if (rule.from && rule.to) return t('due.window', { from: day(rule.from), to: day(rule.to) })
  return fill(words['due.by'], { to: day(rule.to) })
}
