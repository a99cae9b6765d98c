// Lists: a table that sorts by links, pages by links and filters by a form, all without script.

import type { ComponentChildren, VNode } from 'preact'
import { formatNumber } from '../lib/round.ts'
import { Spoken } from './speech.tsx'

export type Column<T> = {
  key: string
  title: string
  align?: 'left' | 'right' | 'center'
  /** Dates, periods and standings: never broken over two lines where there is room. */
  nowrap?: boolean
  /** Names and times beside a long text: never squeezed to a word a line where there is room. */
  roomy?: boolean
  /** The column can be sorted by. */
  sort?: boolean
  /** A word over this column and its neighbours of the same group. */
  group?: string
  render: (row: T) => ComponentChildren
}

export type Sort = { by: string; dir: 'asc' | 'desc' }

type TableProps<T> = {
  caption: string
  columns: Column<T>[]
  rows: readonly T[]
  /** Where a row opens; its first cell carries the link and the whole row follows it. */
  rowHref?: (row: T) => string | null
  rowKey?: (row: T) => string
  /** Key of the order of the rows (their `rowKey`s), where an open page is brought a newer one. */
  liveOrder?: string
  sort?: Sort
  sortHref?: (by: string, dir: 'asc' | 'desc') => string
  /** Shown instead of the table when there are no rows. */
  empty?: ComponentChildren
  /** Rows there are in all, when only a page of them is shown. */
  total?: number
  /** Cells of a last row, by column key. */
  footer?: Partial<Record<string, ComponentChildren>>
  /** On phones each row becomes a card with the column titles in it. */
  stack?: boolean
  /** Too wide for any screen: scrolls within itself, head kept in sight. */
  wide?: boolean
  /** The caption is read out but not shown, because a heading above says the same. */
  quietCaption?: boolean
}

/** A table in its own labelled, scrollable region. */
export function Table<T>(props: TableProps<T>): VNode {
  const { caption, columns, rows, empty, total, footer, stack, wide, quietCaption } = props
  return (
    <Spoken>
      {(t, lang) =>
        rows.length === 0 && empty ? (
          empty
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section class={classes('scroll', wide && 'wide')} aria-label={caption} tabIndex={0}>
            <table class={classes('table', stack && 'stack')}>
              <caption class={quietCaption ? 'unseen' : undefined}>
                {caption}
                {total !== undefined && (
                  <span class="caption-total">
                    {' '}
                    · {t('rows.total', { n: formatNumber(total, 0, lang) })}
                  </span>
                )}
              </caption>
              <thead>
                {columns.some(({ group }) => group) && <Groups columns={columns} />}
                <tr>
                  {columns.map((column) => (
                    <HeadCell key={column.key} column={column} {...props} />
                  ))}
                </tr>
              </thead>
              <tbody data-live-order={props.liveOrder}>
                {rows.map((row, index) => (
                  <Row key={props.rowKey?.(row) ?? index} row={row} {...props} />
                ))}
                {rows.length === 0 && (
                  <tr>
                    <td colSpan={columns.length}>{t('rows.none')}</td>
                  </tr>
                )}
              </tbody>
              {footer && (
                <tfoot>
                  <tr>
                    {columns.map(({ key, align, title }) => (
                      <td key={key} class={align} data-title={title}>
                        {footer[key]}
                      </td>
                    ))}
                  </tr>
                </tfoot>
              )}
            </table>
          </section>
        )
      }
    </Spoken>
  )
}

/** The upper row of a head in two rows. */
function Groups<T>({ columns }: { columns: readonly Column<T>[] }) {
  const runs: { group: string; width: number }[] = []
  for (const { group = '' } of columns) {
    const last = runs.at(-1)
    if (last && group && last.group === group) last.width += 1
    else runs.push({ group, width: 1 })
  }
  return (
    <tr class="groups">
      {runs.map(({ group, width }, index) =>
        group ? (
          <th key={index} scope="colgroup" colSpan={width} class="center">
            {group}
          </th>
        ) : (
          <td key={index} />
        ),
      )}
    </tr>
  )
}

function HeadCell<T>({ column, sort, sortHref }: TableProps<T> & { column: Column<T> }) {
  const { key, title, align } = column
  if (!column.sort || !sortHref) {
    return (
      <th scope="col" class={align}>
        {title}
      </th>
    )
  }
  const dir = sort?.by === key ? sort.dir : null
  const order = dir === 'asc' ? 'ascending' : 'descending'
  return (
    <th scope="col" class={align} aria-sort={dir ? order : undefined}>
      <a class="sort" href={sortHref(key, dir === 'asc' ? 'desc' : 'asc')}>
        {title}
        <span class="sort-sign" aria-hidden="true">
          {dir === 'asc' ? '▲' : dir === 'desc' ? '▼' : '↕'}
        </span>
      </a>
    </th>
  )
}

function Row<T>({ row, columns, rowHref, rowKey, liveOrder }: TableProps<T> & { row: T }) {
  const href = rowHref?.(row) ?? null
  return (
    <tr class={href ? 'opens' : undefined} data-row={liveOrder ? rowKey?.(row) : undefined}>
      {columns.map(({ key, title, align, nowrap, roomy, render }, index) => (
        <td
          key={key}
          class={classes(align, nowrap && 'nowrap', roomy && 'roomy') || undefined}
          data-title={title}
        >
          {index === 0 && href ? (
            <a class="row-link" href={href}>
              {render(row)}
            </a>
          ) : (
            render(row)
          )}
        </td>
      ))}
    </tr>
  )
}

type PagerProps = { page: number; size: number; total: number; href: (page: number) => string }

/** Which rows are shown (pages count from 1), and links to the pages beside. */
export function Pager({ page, size, total, href }: PagerProps): VNode | null {
  const last = Math.max(1, Math.ceil(total / size))
  if (last === 1) return null
  const from = (page - 1) * size + 1
  return (
    <Spoken>
      {(t, lang) => (
        <nav class="pager" aria-label={t('pager.label')}>
          {page > 1 ? (
            <a class="button secondary" rel="prev" href={href(page - 1)}>
              {t('pager.before')}
            </a>
          ) : (
            <span />
          )}
          <span>
            {t('pager.shown', {
              from: formatNumber(from, 0, lang),
              to: formatNumber(Math.min(total, page * size), 0, lang),
              total: formatNumber(total, 0, lang),
            })}
          </span>
          {page < last ? (
            <a class="button secondary" rel="next" href={href(page + 1)}>
              {t('pager.after')}
            </a>
          ) : (
            <span />
          )}
        </nav>
      )}
    </Spoken>
  )
}

type FilterFormProps = {
  action: string
  children: ComponentChildren
  /** Where all filters are off; shown as a link when given. */
  clearHref?: string
  /** What is chosen now, in a line: on a narrow screen the form is folded behind it, so that what the page is about comes first. */
  fold?: string
  /** What the button and the link do here, where they do not filter a list. */
  apply?: string
  clear?: string
}

/** Filters as a GET form; with script the list follows each choice. */
export const FilterForm = (props: FilterFormProps): VNode => (
  <Spoken>
    {(t) => (
      <>
        {props.fold && (
          <details class="filter-fold" id="filter-fold">
            <summary>
              <span>{props.fold}</span> <span class="filter-fold-word">{t('filter.change')}</span>
            </summary>
          </details>
        )}
        <form
          class="filter"
          method="get"
          action={props.action}
          aria-label={t('filter.label')}
          data-filter
        >
          {props.children}
          <div class="actions">
            <button class="button secondary" type="submit">
              {props.apply ?? t('filter.apply')}
            </button>
            {props.clearHref && <a href={props.clearHref}>{props.clear ?? t('filter.clear')}</a>}
          </div>
        </form>
      </>
    )}
  </Spoken>
)

type SearchBoxProps = {
  label?: string
  name?: string
  value?: string
  placeholder?: string
  /** Alone on a page: makes its own form. Without it the box belongs to the form around it. */
  action?: string
}

/** One line to search by. */
export const SearchBox = ({
  label,
  name = 'q',
  value,
  placeholder,
  action,
}: SearchBoxProps): VNode => (
  <Spoken>
    {(t) => {
      const id = `f-${name}`
      const box = (
        <>
          <label for={id}>{label ?? t('search')}</label>
          <input id={id} type="search" name={name} value={value} placeholder={placeholder} />
        </>
      )
      if (!action) return <div class="field">{box}</div>
      return (
        <search>
          <form class="search" method="get" action={action}>
            {box}
            <button class="button primary" type="submit">
              {t('search')}
            </button>
          </form>
        </search>
      )
    }}
  </Spoken>
)

/** The same list as files; `base` is its address with the filters, without the ending. */
export function ExportLinks({ base }: { base: string }): VNode {
  const [path, query] = base.split('?')
  const address = (ending: string) => `${path}.${ending}${query ? `?${query}` : ''}`
  return (
    <Spoken>
      {(t) => (
        <p class="exports">
          {t('export')} <a href={address('xlsx')}>xlsx</a> <a href={address('csv')}>csv</a>
        </p>
      )}
    </Spoken>
  )
}

export const classes = (...names: (string | false | undefined | null)[]): string =>
  names.filter(Boolean).join(' ')
