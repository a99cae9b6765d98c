// A map of tiles: one square a unit, roughly where it lies. Shade by rank of its class, figure inside, words behind.

import type { VNode } from 'preact'
import { ChartFrame, type ChartProps } from './chart.tsx'

export type Tile = {
  column: number
  row: number
  label: string
  /** Two or three letters. */
  short: string
  text: string
  detail: string
  /** 1 the best class to 4; null without a value. */
  shade: 1 | 2 | 3 | 4 | null
  subject?: boolean
}

type TileMapProps = ChartProps & {
  tiles: readonly Tile[]
  classes: readonly string[]
  none: string
  head: readonly [string, string, string]
}

const [WIDE, HIGH] = [46, 34]

export function TileMap(props: TileMapProps): VNode {
  const { tiles, classes, none, head } = props
  const columns = Math.max(...tiles.map(({ column }) => column)) + 1
  const rows = Math.max(...tiles.map(({ row }) => row)) + 1
  return (
    <ChartFrame
      {...props}
      table={{
        head: [...head],
        rows: tiles.map(({ label, text, detail }) => [label, text, detail]),
      }}
    >
      <svg
        class="tiles"
        viewBox={`0 0 ${columns * WIDE} ${rows * HIGH}`}
        width={columns * WIDE}
        height={rows * HIGH}
        role="img"
        aria-label={props.title}
      >
        <title>{props.title}</title>
        {tiles.map(({ column, row, label, short, text, detail, shade, subject }) => (
          <g key={label} class={subject ? 'tile subject' : 'tile'}>
            <title>{`${label}: ${text}. ${detail}`}</title>
            <rect
              class={shade ? `shade-${shade}` : 'shade-none'}
              x={column * WIDE + 1}
              y={row * HIGH + 1}
              width={WIDE - 3}
              height={HIGH - 3}
              rx="3"
            />
            <text
              class={shade === 1 ? 'on-dark' : undefined}
              x={column * WIDE + WIDE / 2}
              y={row * HIGH + 14}
              text-anchor="middle"
            >
              {short}
            </text>
            <text
              class={shade === 1 ? 'on-dark strong' : 'strong'}
              x={column * WIDE + WIDE / 2}
              y={row * HIGH + 27}
              text-anchor="middle"
            >
              {text}
            </text>
          </g>
        ))}
      </svg>
      <p class="legend-line">
        {classes.map((name, at) => (
          <span key={name} class="tile-key">
            <svg width="14" height="14" aria-hidden="true">
              <rect class={`shade-${at + 1}`} width="14" height="14" rx="2" />
            </svg>
            {name}
          </span>
        ))}
        <span class="tile-key">
          <svg width="14" height="14" aria-hidden="true">
            <rect class="shade-none" width="14" height="14" rx="2" />
          </svg>
          {none}
        </span>
      </p>
    </ChartFrame>
  )
}
