// Standings and other marks: always a shape and a word, never colour alone.

import type { ComponentChildren, VNode } from 'preact'
import type { Lang } from '../platform/index.ts'
import { Speech, Spoken } from './speech.tsx'
import { type FaceKey, faceWords } from './words.ts'

export const STANDINGS = [
  'accepted',
  'submitted',
  'on-time',
  'due-soon',
  'overdue',
  'returned',
  'waiting',
  'late',
] as const
export type Standing = (typeof STANDINGS)[number]

export type Tone = 'info' | 'good' | 'warning' | 'bad'

const STROKE = 'fill="none" stroke="currentColor"'
const RING = `<circle cx="7" cy="7" r="5.2" ${STROKE} stroke-width="1.8"/>`
const FULL = 'fill="currentColor"'

/** Drawn within 14 × 14; markup, because a board draws a thousand of them. */
const SHAPES: Record<Standing, string> = {
  accepted: `<path d="M2 7.4 5.4 11 12 3.4" ${STROKE} stroke-width="2.6"/>`,
  submitted: `<circle cx="7" cy="7" r="5.4" ${STROKE} stroke-width="1.8"/><circle cx="7" cy="7" r="2.6" ${FULL}/>`,
  'on-time': `<circle cx="7" cy="7" r="5.6" ${FULL}/>`,
  'due-soon': `${RING}<path d="M7 1.8a5.2 5.2 0 0 0 0 10.4z" ${FULL}/>`,
  overdue: `<path d="M7 1 13.4 12.6H.6z" ${FULL}/>`,
  returned: `<path d="M2.4 5h6.2a3.4 3.4 0 0 1 0 6.8H5" ${STROKE} stroke-width="2.2"/><path d="M5.6 1 1 5l4.6 4z" ${FULL}/>`,
  waiting: RING,
  late: `<path d="M7 .8 13.2 7 7 13.2.8 7z" ${FULL}/>`,
}

/** The shape of a standing, for eyes only: the word must stand beside it. */
export const StandingShape = ({ standing }: { standing: Standing }): VNode => (
  <svg
    class={`shape is-${standing}`}
    viewBox="0 0 14 14"
    width="14"
    height="14"
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: SHAPES[standing] }}
  />
)

/** The word of a standing: `Quá hạn`. */
export const standingWord = (standing: Standing, lang: Lang): string =>
  faceWords[lang][`standing.${standing}`]

type MarkProps = {
  standing: Standing
  lang?: Lang
  /** Only the shape is seen; the word is still read out and shown on hover. */
  compact?: boolean
  /** Something after the word: a number of days, a count. */
  children?: ComponentChildren
}

/** Shape and word of a standing. */
export function StandingMark({ standing, lang, compact = false, children }: MarkProps): VNode {
  return (
    <Speech.Consumer>
      {(spoken: Lang) => {
        const word = standingWord(standing, lang ?? spoken)
        return (
          <span class={`mark is-${standing}`} title={compact ? word : undefined}>
            <StandingShape standing={standing} />
            <span class={compact ? 'unseen' : undefined}>{word}</span>
            {children}
          </span>
        )
      }}
    </Speech.Consumer>
  )
}

type BadgeProps = { tone?: Tone | 'plain'; children: ComponentChildren }

/** A short word in a frame: a kind, a state that is no standing. */
export const Badge = ({ tone = 'plain', children }: BadgeProps): VNode => (
  <span class={`badge ${tone}`}>{children}</span>
)

type CountdownProps = {
  /** Days left; 0 is the last day, negative is past. */
  days: number
  /** Calendar days instead of working days. */
  calendarDays?: boolean
}

/** "Còn 3 ngày làm việc", "Hạn cuối là hôm nay", "Quá hạn 9 ngày làm việc". */
export function Countdown({ days, calendarDays = false }: CountdownProps): VNode {
  if (!Number.isInteger(days)) throw new RangeError(`${days} is not a whole number of days`)
  const standing: Standing = days < 0 ? 'overdue' : days <= 5 ? 'due-soon' : 'waiting'
  const unit = calendarDays ? 'day' : 'workday'
  const n = Math.abs(days)
  const key: FaceKey =
    days === 0 ? 'left.today' : `${days < 0 ? 'past' : 'left'}.${unit}${n === 1 ? '' : 's'}`
  return (
    <Spoken>
      {(t) => (
        <span class={`mark is-${standing}`}>
          <StandingShape standing={standing} />
          <span>{t(key, { n })}</span>
        </span>
      )}
    </Spoken>
  )
}
