// Unit × task: a grid of links, each with a shape, a figure and a name of its own.

import type { ComponentChildren, VNode } from 'preact'
import type { Lang } from '../platform/index.ts'
import { type Standing, StandingShape, standingWord } from './marks.tsx'
import { Speech } from './speech.tsx'

export type MatrixHead = {
  key: string
  title: string
  /** Short form for the head of a narrow column; `title` is still read out. */
  short?: string
  href?: string
}

export type MatrixCell = {
  href: string
  standing: Standing
  /** What is printed: `14/15`. */
  text: string
  /** Little of what the standing says: drawn paler. */
  few?: boolean
  /** What is read out before the standing's word: "Đồng Hỷ, nhiệm vụ 4: 14 trong 15 xã đã gửi". */
  label: string
}

type MatrixProps<R extends MatrixHead, C extends MatrixHead> = {
  caption: string
  columns: readonly C[]
  rows: readonly R[]
  /** Null where the task does not bind the unit. */
  cell: (row: R, column: C) => MatrixCell | null
  /** What the first column lists: "Nhiệm vụ". */
  corner?: string
  legend?: ComponentChildren
}

/** A grid with its head and first column kept in sight; arrow keys walk its cells. */
export function Matrix<R extends MatrixHead, C extends MatrixHead>(
  props: MatrixProps<R, C>,
): VNode {
  const { caption, columns, rows, cell, corner, legend } = props
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="scroll wide" aria-label={caption} tabIndex={0}>
        <table class="matrix" data-grid>
          <caption class="unseen">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" class="corner">
                {corner}
              </th>
              {columns.map((column) => (
                <th key={column.key} scope="col">
                  <HeadText head={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Speech.Consumer>
              {(lang: Lang) =>
                rows.map((row) => (
                  <tr key={row.key}>
                    <th scope="row">
                      <HeadText head={row} />
                    </th>
                    {columns.map((column) => Cell({ cell: cell(row, column), lang }))}
                  </tr>
                ))
              }
            </Speech.Consumer>
          </tbody>
        </table>
      </section>
      {legend && <div class="legend">{legend}</div>}
    </>
  )
}

function HeadText({ head }: { head: MatrixHead }) {
  const text = head.short ? (
    <>
      <span aria-hidden="true">{head.short}</span>
      <span class="unseen">{head.title}</span>
    </>
  ) : (
    head.title
  )
  return head.href ? (
    <a href={head.href} title={head.short ? head.title : undefined}>
      {text}
    </a>
  ) : (
    <span title={head.short ? head.title : undefined}>{text}</span>
  )
}

function Cell({ cell, lang }: { cell: MatrixCell | null; lang: Lang }) {
  if (!cell) return <td class="none">·</td>
  return (
    <td>
      <a class={`is-${cell.standing}${cell.few ? ' few' : ''}`} href={cell.href}>
        {StandingShape(cell)}
        <span>{cell.text}</span>
        <span class="unseen">{` ${cell.label}, ${standingWord(cell.standing, lang)}`}</span>
      </a>
    </td>
  )
}
