// Estimates with their intervals: a dot, a line from the lower to the upper limit.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { extent, percentScale, ticks } from './scale.ts'
import { Spoken } from './speech.tsx'

export type DotRow = {
  label: string
  value: number | null
  low?: number | null
  high?: number | null
  href?: string
  n?: string
  subject?: boolean
}

type DotIntervalProps = ChartProps & {
  rows: readonly DotRow[]
  format: (value: number) => string
  min?: number
  max?: number
  target?: number
}

/** Dot-and-interval rows on one scale. */
export function DotInterval(props: DotIntervalProps): VNode {
  const { rows, format, target } = props
  const values = rows.flatMap(({ value, low, high }) => [value, low ?? null, high ?? null])
  const [least, most] = extent([...values, target ?? null])
  const [min, max] = [props.min ?? least, props.max ?? most]
  const margin = (max - min) * 0.04
  const place = percentScale(min - margin, max + margin)
  return (
    <Spoken>
      {(t) => {
        const text = (value: number | null | undefined) =>
          value === null || value === undefined ? t('noValue') : format(value)
        return (
          <ChartFrame
            {...props}
            table={{
              head: [t('subject'), t('value'), t('low'), t('high'), 'n'],
              rows: rows.map(({ label, value, low, high, n }) => [
                label,
                text(value),
                low == null ? '' : format(low),
                high == null ? '' : format(high),
                n ?? '',
              ]),
            }}
          >
            <ul class="bars dots">
              {rows.map((row) => (
                <li key={row.label} class={row.subject ? 'subject' : undefined}>
                  <span class="bar-label">
                    {row.href ? <a href={row.href}>{row.label}</a> : row.label}
                  </span>
                  <svg class="dot-row" width="100%" height="20" aria-hidden="true">
                    {ticks(min, max).map((tick) => (
                      <VerticalLine key={tick} name="grid" x={place(tick)} />
                    ))}
                    {target !== undefined && <VerticalLine name="bar-target" x={place(target)} />}
                    {row.low != null && row.high != null && (
                      <line
                        class="interval"
                        x1={`${place(row.low)}%`}
                        x2={`${place(row.high)}%`}
                        y1="10"
                        y2="10"
                      />
                    )}
                    {row.value !== null && (
                      <circle class="dot" cx={`${place(row.value)}%`} cy="10" r="5" />
                    )}
                  </svg>
                  <span class="bar-value">
                    <strong>{text(row.value)}</strong>
                    {row.low != null && row.high != null && (
                      <span class="bar-n">
                        <span class="unseen">
                          {t('interval', { low: format(row.low), high: format(row.high) })}
                        </span>
                        <span aria-hidden="true">
                          {' '}
                          {format(row.low)}–{format(row.high)}
                        </span>
                      </span>
                    )}
                  </span>
                </li>
              ))}
            </ul>
            <div class="dot-axis">
              <svg width="100%" height="16" aria-hidden="true">
                {ticks(min, max).map((tick) => (
                  <text key={tick} x={`${place(tick)}%`} y="12" text-anchor="middle">
                    {format(tick)}
                  </text>
                ))}
              </svg>
            </div>
            {target !== undefined && (
              <p class="legend-line">
                <svg width="10" height="14" aria-hidden="true">
                  <line class="bar-target" x1="5" x2="5" y1="0" y2="14" />
                </svg>
                {t('target', { value: format(target) })}
              </p>
            )}
          </ChartFrame>
        )
      }}
    </Spoken>
  )
}

const VerticalLine = ({ name, x }: { name: string; x: number }) => (
  <line class={name} x1={`${x}%`} x2={`${x}%`} y1="0" y2="20" />
)
