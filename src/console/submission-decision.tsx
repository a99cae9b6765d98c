// A line of a round: whether it was in time, what was decided on it, by whom and for whom.

import type { VNode } from 'preact'
import { Notice, Quote, whenText } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import type { DutyListed, SentLine } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { reportWords } from './report-words.ts'

type Signers = { names: Map<string, string>; givers: Map<string, string> }

/** Who signed, and for whom when the powers were lent. */
export function signerText(
  page: Page,
  { names, givers }: Signers,
  personId: string | null,
  delegationId: string | null,
): string {
  const name = names.get(personId ?? '') ?? ''
  const giver = givers.get(delegationId ?? '')
  return giver ? say(reportWords, page.lang)('signed.for', { name, giver }) : name
}

export function timeText(page: Page, line: SentLine, duty: DutyListed): string {
  const t = say(reportWords, page.lang)
  const due = formatDay(duty.dueOn, page.lang)
  if (!line.satisfies) return t('progress-only')
  if (line.counts_on > duty.dueOn) return t('late', { day: due })
  return t('on-time', { day: formatDay(line.counts_on, page.lang), due })
}

type DecisionProps = { page: Page; view: Signers; line: SentLine; isOpen: boolean }

export function DecisionText({ page, view, line, isOpen }: DecisionProps): VNode {
  const t = say(reportWords, page.lang)
  const who = (id: string | null, under: string | null) => signerText(page, view, id, under)
  const at = (instant: string) => whenText(instant, page.lang)
  if (line.accepted_at) {
    return (
      <Notice tone="good">
        {t('accepted.by', {
          at: at(line.accepted_at),
          who: who(line.accepted_by, line.accepted_under),
        })}
        {line.note ? ` “${line.note}”` : ''}
      </Notice>
    )
  }
  if (line.returned_at && line.correct_by) {
    return (
      <Notice tone="warning">
        <p>
          {t('returned.by', {
            at: at(line.returned_at),
            who: who(line.returned_by, line.returned_under),
            day: formatDay(line.correct_by, page.lang),
          })}
        </p>
        <Quote text={line.reason ?? ''} />
      </Notice>
    )
  }
  return <p class="aside">{isOpen ? t('waiting') : t('replaced')}</p>
}
