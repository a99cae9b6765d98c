// Values over time. Lines live in a stretched inner drawing whose strokes do not stretch;
// dots and words stand outside it at percentages, so they keep their size on any screen.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { extent, percentScale, ticks } from './scale.ts'
import { Spoken } from './speech.tsx'

export type LineSeries = {
  label: string
  /** One value a place on the x axis; null breaks the line. */
  values: readonly (number | null)[]
  low?: readonly (number | null)[]
  high?: readonly (number | null)[]
  /** The one the page is about; the others are context. */
  subject?: boolean
}

type LineChartProps = ChartProps & {
  /** Names of the places: "T1", "Quý I". */
  x: readonly string[]
  series: readonly LineSeries[]
  format: (value: number) => string
  min?: number
  max?: number
  target?: number
  /** The method changed before this place: the line breaks and the reason is written. */
  breaks?: readonly { before: number; label: string }[]
}

type Scales = { x: (index: number) => number; y: (value: number) => number }

/** Lines with breaks, interval bands and a target. */
export function LineChart(props: LineChartProps): VNode {
  const { x, series, format, target, breaks = [] } = props
  const every = series.flatMap(({ values, low = [], high = [] }) => [...values, ...low, ...high])
  const [least, most] = extent([...every, target ?? null])
  const [min, max] = [props.min ?? least, props.max ?? most]
  const upwards = percentScale(min, max)
  const along = percentScale(-0.5, Math.max(0.5, x.length - 0.5))
  const scales: Scales = { x: along, y: (value) => 100 - upwards(value) }
  const ordered = [...series].sort((a, b) => Number(a.subject ?? 0) - Number(b.subject ?? 0))
  return (
    <Spoken>
      {(t) => (
        <ChartFrame
          {...props}
          table={{
            head: [t('subject'), ...series.map(({ label }) => label)],
            rows: x.map((name, index) => [
              name,
              ...series.map(({ values }) => {
                const value = values[index] ?? null
                return value === null ? t('noValue') : format(value)
              }),
            ]),
          }}
        >
          <svg class="lines" width="100%" height="240" role="img" aria-label={props.title}>
            <title>{props.title}</title>
            <desc>{`${props.subtitle} ${series.map((each) => told(each, x, format)).join(' ')}`}</desc>
            <svg class="plot" x="0" y="12" width="100%" height="196" aria-hidden="true">
              {ticks(min, max).map((tick) => (
                <g key={tick}>
                  <line
                    class="grid"
                    x1="0"
                    x2="100%"
                    y1={`${scales.y(tick)}%`}
                    y2={`${scales.y(tick)}%`}
                  />
                  <text class="tick" x="0" y={`${scales.y(tick)}%`} dy="-3">
                    {format(tick)}
                  </text>
                </g>
              ))}
              {target !== undefined && (
                <line
                  class="bar-target"
                  x1="0"
                  x2="100%"
                  y1={`${scales.y(target)}%`}
                  y2={`${scales.y(target)}%`}
                />
              )}
              {breaks.map(({ before }) => (
                <line
                  key={before}
                  class="break"
                  x1={`${along(before - 0.5)}%`}
                  x2={`${along(before - 0.5)}%`}
                  y1="0"
                  y2="100%"
                />
              ))}
              <svg
                width="100%"
                height="100%"
                viewBox="0 0 100 100"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                {ordered.map((each) => (
                  <Line key={each.label} series={each} scales={scales} breaks={breaks} />
                ))}
              </svg>
              {ordered.map((each) => (
                <Dots key={each.label} series={each} scales={scales} />
              ))}
            </svg>
            {x.map((name, index) => (
              <text
                key={name}
                class={index % 2 === 1 && x.length > 6 ? 'tick minor' : 'tick'}
                x={`${along(index)}%`}
                y="230"
                text-anchor="middle"
              >
                {name}
              </text>
            ))}
          </svg>
          <p class="legend-line">
            {series.map(({ label, subject }) => (
              <span key={label} class={subject ? 'series subject' : 'series'}>
                {label}
              </span>
            ))}
            {target !== undefined && (
              <span class="series goal">{t('target', { value: format(target) })}</span>
            )}
          </p>
          {breaks.map(({ before, label }) => (
            <p key={before} class="chart-note">
              {t('break', { label })}
            </p>
          ))}
        </ChartFrame>
      )}
    </Spoken>
  )
}

type LineProps = { series: LineSeries; scales: Scales; breaks: readonly { before: number }[] }

function Line({ series, scales, breaks }: LineProps) {
  const { values, low, high, subject } = series
  const stops = breaks.map(({ before }) => before)
  return (
    <g class={subject ? 'subject' : undefined}>
      {low && high && <path class="band" d={bandPath(low, high, scales, stops)} />}
      <path
        class="line"
        d={runs(values, stops)
          .map((run) => runPath(run, scales))
          .join('')}
      />
    </g>
  )
}

type Place = { index: number; value: number }

/** Unbroken stretches of values. */
export function runs(values: readonly (number | null)[], stops: readonly number[]): Place[][] {
  const found: Place[][] = []
  let open: Place[] | null = null
  values.forEach((value, index) => {
    if (value === null || stops.includes(index)) open = null
    if (value === null) return
    if (!open) {
      open = []
      found.push(open)
    }
    open.push({ index, value })
  })
  return found
}

export const runPath = (run: Place[], { x, y }: Scales) =>
  run.map(({ index, value }, place) => `${place ? 'L' : 'M'}${x(index)} ${y(value)}`).join('')

function bandPath(
  low: readonly (number | null)[],
  high: readonly (number | null)[],
  scales: Scales,
  stops: readonly number[],
) {
  const upper = runs(high, stops)
  const lower = runs(low, stops)
  return upper
    .map((run, index) => {
      const back = [...(lower[index] ?? [])].reverse()
      return `${runPath(run, scales)}${runPath(back, scales).replace('M', 'L')}Z`
    })
    .join('')
}

function Dots({ series, scales }: { series: LineSeries; scales: Scales }) {
  const known = series.values.flatMap((value, index) => (value === null ? [] : [{ index, value }]))
  const shown = series.subject ? known : known.slice(-1)
  return (
    <g class={series.subject ? 'subject' : undefined}>
      {shown.map(({ index, value }) => (
        <circle
          key={index}
          class="dot"
          cx={`${scales.x(index)}%`}
          cy={`${scales.y(value)}%`}
          r="3.5"
        />
      ))}
    </g>
  )
}

function told(
  { label, values }: LineSeries,
  x: readonly string[],
  format: (value: number) => string,
) {
  const said = values.flatMap((value, index) =>
    value === null ? [] : [`${x[index]} ${format(value)}`],
  )
  return `${label}: ${said.join(', ')}.`
}

type SparkProps = {
  values: readonly (number | null)[]
  /** What the line says, for who cannot see it. */
  label: string
  min?: number
  max?: number
}

/** A line of a word's size. */
export function Spark({ values, label, min, max }: SparkProps): VNode {
  const [least, most] = extent(values)
  const upwards = percentScale(min ?? least, max ?? most)
  const along = percentScale(0, Math.max(1, values.length - 1))
  const scales: Scales = {
    x: (index) => 4 + along(index) * 0.72,
    y: (value) => 20 - upwards(value) * 0.16,
  }
  const stretches = runs(values, [])
  const last = stretches.at(-1)?.at(-1)
  return (
    <svg class="spark" viewBox="0 0 80 24" width="80" height="24" role="img" aria-label={label}>
      <title>{label}</title>
      <path class="line" d={stretches.map((run) => runPath(run, scales)).join('')} />
      {last && <circle class="dot" cx={scales.x(last.index)} cy={scales.y(last.value)} r="2.6" />}
    </svg>
  )
}
