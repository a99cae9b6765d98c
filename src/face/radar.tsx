// Shares of several parts as one shape: how far each reaches towards its own full mark.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'
import { Live } from './live.tsx'
import { Spoken } from './speech.tsx'

export type RadarAxis = {
  label: string
  /** From 0 to 1; null when it is not known: the shape then has no corner there. */
  share: number | null
  text: string
  live?: string
}

type RadarProps = ChartProps & { axes: readonly RadarAxis[]; live?: string }

const RADIUS = 92
const [WIDTH, HEIGHT] = [420, 272]
const STEPS = [0.25, 0.5, 0.75, 1]

/** Three axes or more, clockwise from the top. */
export function Radar(props: RadarProps): VNode {
  const { axes, live } = props
  const angleOf = (at: number) => (Math.PI * 2 * at) / axes.length - Math.PI / 2
  return (
    <Spoken>
      {(t) => (
        <ChartFrame
          {...props}
          table={{
            head: [t('subject'), t('value')],
            rows: axes.map((axis) => [
              axis.label,
              <Live key={axis.label} of={axis.live}>
                {axis.text}
              </Live>,
            ]),
          }}
        >
          <svg class="radar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={props.title}>
            <title>{props.title}</title>
            <desc>{axes.map(({ label, text }) => `${label}: ${text}`).join('; ')}</desc>
            {STEPS.map((step) => (
              <polygon key={step} class="radar-grid" points={pointsOf(axes.map(() => step))} />
            ))}
            {axes.map(({ label }, at) => (
              <line
                key={label}
                class="radar-grid"
                x1={WIDTH / 2}
                y1={HEIGHT / 2}
                x2={placeOf(at, 1, axes.length).x}
                y2={placeOf(at, 1, axes.length).y}
              />
            ))}
            <polygon
              class="radar-shape"
              points={radarPoints(axes.map(({ share }) => share))}
              data-live-points={live}
            />
            {axes.map(({ label }, at) => {
              const across = Math.cos(angleOf(at))
              const { x, y } = placeOf(at, 1.13, axes.length)
              return (
                <text
                  key={label}
                  class="radar-label"
                  x={x}
                  y={y}
                  dy="4"
                  text-anchor={across > 0.2 ? 'start' : across < -0.2 ? 'end' : 'middle'}
                >
                  {wrapped(label).map((line, row) => (
                    <tspan key={line} x={x} dy={row === 0 ? undefined : 14}>
                      {line}
                    </tspan>
                  ))}
                </text>
              )
            })}
          </svg>
        </ChartFrame>
      )}
    </Spoken>
  )
}

/** Corners of the shape; parts that are not known have none. */
export const radarPoints = (shares: readonly (number | null)[]): string =>
  pointsOf(shares.map((share) => (share === null ? null : Math.min(1, Math.max(0, share)))))

const pointsOf = (shares: readonly (number | null)[]): string =>
  shares
    .flatMap((share, at) => {
      if (share === null) return []
      const { x, y } = placeOf(at, share, shares.length)
      return [`${x},${y}`]
    })
    .join(' ')

function placeOf(at: number, share: number, count: number): { x: number; y: number } {
  const angle = (Math.PI * 2 * at) / count - Math.PI / 2
  const tenth = (value: number) => Math.round(value * 10) / 10
  return {
    x: tenth(WIDTH / 2 + Math.cos(angle) * RADIUS * share),
    y: tenth(HEIGHT / 2 + Math.sin(angle) * RADIUS * share),
  }
}

const LINE = 15

function wrapped(label: string): string[] {
  const lines: string[] = ['']
  for (const word of label.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last && last.length + word.length + 1 > LINE) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines
}
