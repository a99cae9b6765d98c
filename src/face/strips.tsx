// One among many: each row is a strip of all values as faint dots, with the subject marked, its interval, and the value
// from which a place on top begins.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { extent, percentScale } from './scale.ts'
import { Spoken } from './speech.tsx'

export type StripRow = {
  label: string
  href?: string
  others: readonly number[]
  value: number | null
  low?: number | null
  high?: number | null
  /** The interval is assumed, not published: drawn as a broken line. */
  isAssumed?: boolean
  floor?: number | null
  /** Beside the value: place, group. */
  note?: string
}

type StripChartProps = ChartProps & {
  rows: readonly StripRow[]
  format: (value: number) => string
  floorLabel: string
  othersLabel: string
}

/** Strips, each on its own scale: place within a row tells, rows are not compared. */
export function StripChart(props: StripChartProps): VNode {
  const { rows, format } = props
  return (
    <Spoken>
      {(t) => {
        const text = (value: number | null | undefined) =>
          value === null || value === undefined ? t('noValue') : format(value)
        return (
          <ChartFrame
            {...props}
            table={{
              head: [t('subject'), t('value'), t('low'), t('high'), props.floorLabel, ''],
              rows: rows.map(({ label, value, low, high, floor, note }) => [
                label,
                text(value),
                low == null ? '' : format(low),
                high == null ? '' : format(high),
                text(floor),
                note ?? '',
              ]),
            }}
          >
            <ul class="bars dots strips">
              {rows.map((row) => (
                <li key={row.label} class="subject">
                  <span class="bar-label">
                    {row.href ? <a href={row.href}>{row.label}</a> : row.label}
                  </span>
                  <Strip row={row} />
                  <span class="bar-value">
                    <strong>{text(row.value)}</strong>
                    {row.note && <span class="bar-n"> {row.note}</span>}
                  </span>
                </li>
              ))}
            </ul>
            <p class="legend-line">
              <svg width="12" height="12" aria-hidden="true">
                <circle class="strip-other" cx="6" cy="6" r="3.5" />
              </svg>
              {props.othersLabel}
              <svg width="10" height="14" aria-hidden="true">
                <line class="bar-target" x1="5" x2="5" y1="0" y2="14" />
              </svg>
              {props.floorLabel}
            </p>
          </ChartFrame>
        )
      }}
    </Spoken>
  )
}

function Strip({ row }: { row: StripRow }): VNode {
  const { others, value, low, high, floor } = row
  const [least, most] = extent([...others, value, low ?? null, high ?? null])
  const margin = (most - least) * 0.03
  const place = percentScale(least - margin, most + margin)
  return (
    <svg class="dot-row" width="100%" height="26" aria-hidden="true">
      <line class="grid" x1="0" x2="100%" y1="13" y2="13" />
      {others.map((other, at) => (
        <circle key={at} class="strip-other" cx={`${place(other)}%`} cy="13" r="3.5" />
      ))}
      {floor != null && (
        <line class="bar-target" x1={`${place(floor)}%`} x2={`${place(floor)}%`} y1="2" y2="24" />
      )}
      {low != null && high != null && (
        <line
          class={row.isAssumed ? 'interval assumed' : 'interval'}
          x1={`${place(low)}%`}
          x2={`${place(high)}%`}
          y1="13"
          y2="13"
        />
      )}
      {value !== null && <circle class="dot" cx={`${place(value)}%`} cy="13" r="6" />}
    </svg>
  )
}
