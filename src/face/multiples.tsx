// Small multiples: the same years of many things, each on its own scale, side by side.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { runPath, runs } from './lines.tsx'
import { extent, percentScale } from './scale.ts'
import { Spoken } from './speech.tsx'

export type Multiple = {
  label: string
  href?: string
  /** One value a place on the x axis; null breaks the line. */
  values: readonly (number | null)[]
  /** Places before which the method changed: the line breaks there. */
  breaks: readonly number[]
  /** Beside the last value: what it means. */
  note?: string
}

type MultiplesProps = ChartProps & {
  x: readonly string[]
  multiples: readonly Multiple[]
  format: (value: number) => string
  /** What a broken line says. */
  breakText: string
}

export function SmallMultiples(props: MultiplesProps): VNode {
  const { x, multiples, format, breakText } = props
  return (
    <Spoken>
      {(t) => {
        const text = (value: number | null) => (value === null ? t('noValue') : format(value))
        return (
          <ChartFrame
            {...props}
            table={{
              head: [t('subject'), ...multiples.map(({ label }) => label)],
              rows: x.map((name, at) => [
                name,
                ...multiples.map(({ values, breaks }) => {
                  const said = text(values[at] ?? null)
                  return breaks.includes(at) ? `${said} (${breakText})` : said
                }),
              ]),
            }}
          >
            <ul class="multiples">
              {multiples.map((each) => (
                <li key={each.label} class="multiple-of">
                  <p class="multiple-head">
                    {each.href ? <a href={each.href}>{each.label}</a> : each.label}
                  </p>
                  <p>
                    <strong>{text(each.values.findLast((value) => value !== null) ?? null)}</strong>
                    {each.note && <span class="bar-n"> {each.note}</span>}
                  </p>
                  <Drawn x={x} of={each} format={format} breakText={breakText} />
                </li>
              ))}
            </ul>
            {multiples.some(({ breaks }) => breaks.length > 0) && (
              <p class="legend-line">
                <svg width="10" height="14" aria-hidden="true">
                  <line class="break" x1="5" x2="5" y1="0" y2="14" />
                </svg>
                {breakText}
              </p>
            )}
          </ChartFrame>
        )
      }}
    </Spoken>
  )
}

type DrawnProps = Pick<MultiplesProps, 'x' | 'format' | 'breakText'> & { of: Multiple }

function Drawn({ x, of, format, breakText }: DrawnProps): VNode | null {
  const { label, values, breaks } = of
  if (values.every((value) => value === null)) return null
  const upwards = percentScale(...extent(values))
  const along = percentScale(-0.5, Math.max(0.5, x.length - 0.5))
  const y = (value: number) => 92 - upwards(value) * 0.84
  const said = values.flatMap((value, at) =>
    value === null
      ? []
      : [`${breaks.includes(at) ? `${breakText}; ` : ''}${x[at]} ${format(value)}`],
  )
  const last = values.findLastIndex((value) => value !== null)
  return (
    <>
      <svg class="lines multiple" width="100%" height="72" role="img" aria-label={label}>
        <title>{label}</title>
        <desc>{said.join(', ')}</desc>
        {breaks.map((at) => (
          <line
            key={at}
            class="break"
            x1={`${along(at - 0.5)}%`}
            x2={`${along(at - 0.5)}%`}
            y1="0"
            y2="72"
          />
        ))}
        <svg
          width="100%"
          height="72"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <g class="subject">
            <path
              class="line"
              d={runs(values, breaks)
                .map((run) => runPath(run, { x: along, y }))
                .join('')}
            />
          </g>
        </svg>
        <g class="subject">
          {values.map((value, at) =>
            value === null ? null : (
              <circle
                key={x[at]}
                class="dot"
                cx={`${along(at)}%`}
                cy={`${y(value)}%`}
                r={at === last ? 3.5 : 1.8}
              />
            ),
          )}
        </g>
      </svg>
      <p class="multiple-ends" aria-hidden="true">
        <span>{x[0]}</span>
        <span>{x.at(-1)}</span>
      </p>
    </>
  )
}
