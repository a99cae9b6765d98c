// Figures at the head of a page, long work, and what happened when.

import type { ComponentChildren, VNode } from 'preact'
import { formatDay, isDay } from '../lib/day.ts'
import { formatInstant } from '../lib/instant.ts'
import { formatNumber } from '../lib/round.ts'
import type { Lang } from '../platform/index.ts'
import { type Standing, StandingShape, type Tone } from './marks.tsx'
import { Spoken } from './speech.tsx'

type StatProps = {
  label: string
  /** The figure, already rounded and formatted. */
  value: ComponentChildren
  unit?: string
  period?: string
  /** What the figure rests on: `1.532/1.761` or a sample size. */
  n?: ComponentChildren
  /** `better` says whether the change is welcome; leave it out when it is neither. */
  change?: { by: string; direction: 'up' | 'down' | 'same'; better?: boolean }
  /** Where the figure opens. */
  href?: string
  /** Where its formula stands. */
  howHref?: string
  tone?: Tone
  standing?: Standing
}

/** One figure with its unit, period, n, change, and the way to what is behind it. */
export function Stat(props: StatProps): VNode {
  const { label, value, unit, period, n, change, href, howHref, tone = 'info', standing } = props
  const figure = (
    <>
      {value}
      {unit && <span class="stat-unit"> {unit}</span>}
    </>
  )
  return (
    <Spoken>
      {(t) => (
        <div class={`stat ${tone}`}>
          <dt>
            {standing && <StandingShape standing={standing} />}
            {label}
          </dt>
          <dd class="stat-value">{href ? <a href={href}>{figure}</a> : figure}</dd>
          {(period || n !== undefined || change) && (
            <dd class="stat-about">
              {change && <Change {...change} word={t(change.direction)} />}
              {n !== undefined && <span>{n}</span>}
              {period && <span>{period}</span>}
            </dd>
          )}
          {howHref && (
            <dd class="stat-about">
              <a href={howHref}>{t('howComputed')}</a>
            </dd>
          )}
        </div>
      )}
    </Spoken>
  )
}

const ARROWS = { up: '▲', down: '▼', same: '=' } as const

function Change(props: NonNullable<StatProps['change']> & { word: string }) {
  const tone = props.better === undefined ? '' : props.better ? 'better' : 'worse'
  return (
    <span class={`change ${tone}`}>
      <span aria-hidden="true">{ARROWS[props.direction]} </span>
      <span class="unseen">{props.word} </span>
      {props.by}
    </span>
  )
}

/** Figures side by side. */
export const Stats = ({ children }: { children: ComponentChildren }): VNode => (
  <dl class="stats">{children}</dl>
)

/** How far something is, `value` of `max`, with the figures printed. */
export function ProgressBar(props: {
  value: number
  max: number
  label: string
  text?: string
}): VNode {
  const { value, max, label, text = `${value}/${max}` } = props
  if (!(max >= 0 && value >= 0)) throw new RangeError(`no progress of ${value} in ${max}`)
  return (
    <span class="progress-bar">
      <progress value={Math.min(value, max || 1)} max={max || 1} aria-label={`${label}: ${text}`} />
      <span aria-hidden="true">{text}</span>
    </span>
  )
}

type ProgressProps = {
  /** What is being done: "Đang đọc kế hoạch". */
  what: string
  done: number
  /** Null while it is not known yet. */
  total: number | null
  mayLeave?: boolean
  children?: ComponentChildren
}

/** Long work: what, how far, whether one may leave. */
export const Progress = (props: ProgressProps): VNode => (
  <Spoken>
    {(t, lang) => {
      const { what, done, total } = props
      const far =
        total === null
          ? t('progress.counting')
          : t('progress.done', {
              done: formatNumber(done, 0, lang),
              total: formatNumber(total, 0, lang),
            })
      return (
        <div class="progress" role="status">
          <p class="progress-what">{what}</p>
          {total === null ? (
            <progress aria-label={what} />
          ) : (
            <progress aria-label={what} value={Math.min(done, total)} max={total || 1} />
          )}
          <p class="progress-far">{far}</p>
          {props.children}
          <p class="progress-leave">
            {t(props.mayLeave === false ? 'progress.stay' : 'progress.mayLeave')}
          </p>
        </div>
      )
    }}
  </Spoken>
)

export type TimelineItem = {
  /** A day, an instant, or words such as "tháng 5". */
  at: string
  title: ComponentChildren
  who?: ComponentChildren
  body?: ComponentChildren
  tone?: Tone
  standing?: Standing
}

/** Dated rows, in the order given. */
export const Timeline = ({ items }: { items: TimelineItem[] }): VNode => (
  <Spoken>
    {(_, lang) => (
      <ol class="timeline">
        {items.map(({ at, title, who, body, tone = 'info', standing }, index) => (
          <li key={index} class={tone}>
            <span class="timeline-dot">
              {standing ? <StandingShape standing={standing} /> : <Dot />}
            </span>
            <p class="timeline-when">
              <time dateTime={isDay(at.slice(0, 10)) ? at : undefined}>{whenText(at, lang)}</time>
              {who && <span> · {who}</span>}
            </p>
            <p class="timeline-title">{title}</p>
            {body && <div class="timeline-body">{body}</div>}
          </li>
        ))}
      </ol>
    )}
  </Spoken>
)

const Dot = () => (
  <svg class="shape" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
    <circle cx="7" cy="7" r="4" fill="currentColor" />
  </svg>
)

/** A day or an instant as the reader writes it; other words as they are. */
export function whenText(at: string, lang: Lang): string {
  if (isDay(at)) return formatDay(at, lang)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(at) ? formatInstant(at, lang) : at
}
