// Bars: values beside a target, and shares of standings. Lengths are attributes of SVG in percent,
// so bars follow the width of the page while words stay their size.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { Live } from './live.tsx'
import { type Standing, StandingShape, standingWord, type Tone } from './marks.tsx'
import { percentScale } from './scale.ts'
import { Spoken } from './speech.tsx'

export type BarRow = {
  label: string
  /** Null when there is no value; said as such, never drawn as zero. */
  value: number | null
  /** The value as printed; `format(value)` when absent. */
  text?: string
  /** What it rests on: `14/15`. */
  n?: string
  href?: string
  tone?: Tone
  /** The one the page is about. */
  subject?: boolean
  /** Key under which an open page is brought newer figures. */
  live?: string
}

type BarChartProps = ChartProps & {
  rows: readonly BarRow[]
  format: (value: number) => string
  /** End of the scale; the largest value when absent. */
  max?: number
  target?: number
}

/** Horizontal bars from zero, values printed, a line where the target is. */
export function BarChart(props: BarChartProps): VNode {
  const { rows, format, target } = props
  const most = props.max ?? Math.max(0, ...rows.map(({ value }) => value ?? 0), target ?? 0)
  const place = percentScale(0, most > 0 ? most : 1)
  return (
    <Spoken>
      {(t) => {
        const text = (row: BarRow) =>
          row.value === null ? t('noValue') : (row.text ?? format(row.value))
        const targetText = target === undefined ? '' : t('target', { value: format(target) })
        const table = {
          head: [t('subject'), t('value'), 'n'],
          rows: rows.map((row) => [
            row.label,
            <Live key={row.label} of={row.live}>
              {text(row)}
            </Live>,
            row.n ?? '',
          ]),
        }
        return (
          <ChartFrame {...props} table={table}>
            <ul class="bars">
              {rows.map((row) => (
                <li key={row.label} class={row.subject ? 'subject' : undefined}>
                  <span class="bar-label">
                    {row.href ? <a href={row.href}>{row.label}</a> : row.label}
                  </span>
                  <svg class={`bar ${row.tone ?? ''}`} width="100%" height="16" aria-hidden="true">
                    <title>{`${row.label}: ${text(row)}`}</title>
                    <rect class="bar-track" width="100%" height="16" />
                    {(row.value !== null || row.live) && (
                      <rect
                        class="bar-fill"
                        width={`${clamp(place(row.value ?? 0))}%`}
                        height="16"
                        data-live-width={row.live && `${row.live}.width`}
                      />
                    )}
                    {target !== undefined && <Target x={clamp(place(target))} />}
                  </svg>
                  <span class="bar-value">
                    <strong>
                      <Live of={row.live}>{text(row)}</Live>
                    </strong>
                    {row.n && <span class="bar-n"> n = {row.n}</span>}
                  </span>
                </li>
              ))}
            </ul>
            {targetText && (
              <p class="legend-line">
                <svg width="10" height="14" aria-hidden="true">
                  <line class="bar-target" x1="5" x2="5" y1="0" y2="14" />
                </svg>
                {targetText}
              </p>
            )}
          </ChartFrame>
        )
      }}
    </Spoken>
  )
}

const Target = ({ x }: { x: number }) => (
  <line class="bar-target" x1={`${x}%`} x2={`${x}%`} y1="0" y2="16" />
)

const clamp = (percent: number) => Math.min(100, Math.max(0, percent))

/** A share inside a table: a short bar of the largest one, and the share in words. */
export const ShareBar = (props: { share: number; most: number; text: string }): VNode => (
  <span class="share-bar">
    <svg class="bar warning" width="100%" height="10" aria-hidden="true">
      <rect class="bar-track" width="100%" height="10" />
      <rect
        class="bar-fill"
        width={`${clamp(props.most > 0 ? (props.share / props.most) * 100 : 0)}%`}
        height="10"
      />
    </svg>
    <span class="share-text">{props.text}</span>
  </span>
)

export type SharePart = { standing: Standing; count: number; href?: string }

type StackedBarProps = ChartProps & {
  /** One bar a row; a row's parts are drawn in the order given. */
  rows: readonly { label: string; href?: string; parts: readonly SharePart[] }[]
  /** How a share (0–1) is printed. */
  format: (share: number) => string
}

/** How each whole divides into standings; counts printed, legend with shapes. */
export function StackedBar(props: StackedBarProps): VNode {
  const { rows, format } = props
  const kinds = [...new Set(rows.flatMap(({ parts }) => parts.map(({ standing }) => standing)))]
  const countOf = (row: (typeof rows)[number], kind: Standing) =>
    row.parts.find(({ standing }) => standing === kind)?.count ?? 0
  return (
    <Spoken>
      {(t, lang) => (
        <ChartFrame
          {...props}
          table={{
            head: [t('subject'), ...kinds.map((kind) => standingWord(kind, lang))],
            rows: rows.map((row) => [row.label, ...kinds.map((kind) => countOf(row, kind))]),
          }}
        >
          <ul class="bars shares">
            {rows.map((row) => {
              const whole = row.parts.reduce((sum, { count }) => sum + count, 0)
              return (
                <li key={row.label}>
                  <span class="bar-label">
                    {row.href ? <a href={row.href}>{row.label}</a> : row.label}
                  </span>
                  <Shares parts={row.parts} whole={whole} label={row.label} />
                  <span class="share-words">
                    {row.parts
                      .filter(({ count }) => count > 0)
                      .map(({ standing, count, href }) => (
                        <span key={standing} class={`mark is-${standing}`}>
                          <StandingShape standing={standing} />
                          <span>
                            {standingWord(standing, lang)}{' '}
                            <strong>{href ? <a href={href}>{count}</a> : count}</strong>
                            {rows.length === 1 && ` (${format(count / whole)})`}
                          </span>
                        </span>
                      ))}
                  </span>
                </li>
              )
            })}
          </ul>
        </ChartFrame>
      )}
    </Spoken>
  )
}

type SharesProps = { parts: readonly SharePart[]; whole: number; label: string }

function Shares({ parts, whole, label }: SharesProps) {
  let before = 0
  return (
    <svg class="bar" width="100%" height="16" aria-hidden="true">
      <title>{label}</title>
      <rect class="bar-track" width="100%" height="16" />
      {whole > 0 &&
        parts.map(({ standing, count }) => {
          const x = (before / whole) * 100
          before += count
          const width = (count / whole) * 100
          return (
            <rect
              key={standing}
              class={`share is-${standing}`}
              x={`${x.toFixed(2)}%`}
              width={`${width.toFixed(2)}%`}
              height="16"
            />
          )
        })}
    </svg>
  )
}
