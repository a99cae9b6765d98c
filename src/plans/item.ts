// A plan's items as they are kept: tasks of the annex, groups and their duties, each with the words that name
// its bodies, so that a name settled later still resolves.

import type { Span } from '../documents/index.ts'
import type { DueRule } from '../obligations/index.ts'
import type { PlanResolution, ResolvedBody } from '../reading/index.ts'

/** `text` as the document has it, `name` what is looked up. */
export type NamedBody = { text: string; name: string }
export type ItemSpans = Partial<Record<'text' | 'lead' | 'coordinating' | 'time', Span>>

export type ItemDraft = {
  kind: 'task' | 'group' | 'duty'
  number: string
  /** Index of its group among the drafts; null for tasks and groups. */
  group: number | null
  text: string
  lead: NamedBody[]
  coordinating: NamedBody[]
  asks: boolean
  timeText: string
  due: DueRule[]
  spans: ItemSpans
}

/** A duty without a time of its own is reported on once a year, until the coordinator says otherwise. */
const ONCE_A_YEAR: DueRule = {
  kind: 'every-period',
  from: null,
  to: null,
  period: 'year',
  count: null,
}

/** Whether the words ask a body that the issuer does not command (Party, Front, court). */
export const isAsked = (title: string): boolean =>
  /^\s*đề nghị(?=\s|$)/iu.test(title.normalize('NFC'))

/** Tasks first, in their order, then every group followed by its duties. `number` of a duty is
 * "group.place". */
export function itemDrafts(resolution: PlanResolution): ItemDraft[] {
  const tasks = resolution.tasks.map(
    ({ task, lead, coordinating, due }): ItemDraft => ({
      kind: 'task',
      number: task.no,
      group: null,
      text: task.text,
      lead: lead.map(named),
      coordinating: coordinating.map(named),
      asks: false,
      timeText: task.time.text,
      due: due.map(ruleOf),
      spans: {
        text: task.span,
        ...(task.lead.span ? { lead: task.lead.span } : {}),
        ...(task.coordinating.span ? { coordinating: task.coordinating.span } : {}),
        ...(task.time.span ? { time: task.time.span } : {}),
      },
    }),
  )
  const drafts = [...tasks]
  for (const { group, bodies, duties } of resolution.groups) {
    const asks = isAsked(group.title)
    const at = drafts.length
    drafts.push({
      kind: 'group',
      number: group.no,
      group: null,
      text: group.title,
      lead: bodies.map(named),
      coordinating: [],
      asks,
      timeText: '',
      due: [],
      spans: { text: group.span },
    })
    duties.forEach(({ duty, bodies: own, due }, index) => {
      drafts.push({
        kind: 'duty',
        number: `${group.no}.${index + 1}`,
        group: at,
        text: duty.text,
        lead: own.map(named),
        coordinating: [],
        asks,
        timeText: '',
        due: [...(due.length > 0 ? due.map(ruleOf) : [ONCE_A_YEAR])],
        spans: { text: duty.span },
      })
    })
  }
  return drafts
}

const named = ({ text, name }: ResolvedBody): NamedBody => ({ text, name })

const ruleOf = ({ kind, from, to, period, count }: DueRule): DueRule => ({
  kind,
  from,
  to,
  period,
  count,
})

const TITLE_LENGTH = 110

/** The first words of an item, cut at a clause or a word: what a list shows. */
export function shortTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const clause = /^.{20,}?[;:.](?=\s|$)/u.exec(line.slice(0, TITLE_LENGTH + 1))?.[0].slice(0, -1)
  if (line.length <= TITLE_LENGTH) return line.replace(/[.;:]$/, '')
  if (clause) return clause
  const cut = line.slice(0, TITLE_LENGTH)
  return `${cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:.]$/, '')}…`
}
