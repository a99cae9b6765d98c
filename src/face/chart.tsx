// The frame of every chart: the finding, what is shown, the drawing, the same as a table, the source.

import type { ComponentChildren, VNode } from 'preact'
import { Spoken } from './speech.tsx'

export type ChartProps = {
  /** The finding, as a sentence: "Đồng Hỷ và Võ Nhai chậm nhất". */
  title: string
  /** What is drawn: unit, period, n. */
  subtitle: string
  source?: ComponentChildren
  /** Where the data can be downloaded as CSV. */
  csvHref?: string
}

export type ChartTable = { head: string[]; rows: ComponentChildren[][] }

type FrameProps = ChartProps & { table: ChartTable; children: ComponentChildren }

export const ChartFrame = (props: FrameProps): VNode => (
  <Spoken>
    {(t) => (
      <figure class="chart">
        <figcaption>
          <p class="chart-title">{props.title}</p>
          <p class="chart-subtitle">{props.subtitle}</p>
        </figcaption>
        {props.children}
        <div class="chart-foot">
          {props.source && (
            <p>
              {t('source')} {props.source}
            </p>
          )}
          {props.csvHref && <a href={props.csvHref}>csv</a>}
        </div>
        <details class="details">
          <summary>{t('asTable')}</summary>
          <TableOf title={props.title} table={props.table} />
        </details>
      </figure>
    )}
  </Spoken>
)

const TableOf = ({ title, table }: { title: string; table: ChartTable }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <section class="scroll" aria-label={title} tabIndex={0}>
    <table class="table">
      <caption class="unseen">{title}</caption>
      <thead>
        <tr>
          {table.head.map((cell, index) => (
            <th key={index} scope="col" class={index > 0 ? 'right' : undefined}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, place) => (
              <td key={place} class={place > 0 ? 'right' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)
