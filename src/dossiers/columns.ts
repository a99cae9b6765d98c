// Many rows as parameters of one statement, column by column: the database reads plain text far faster than JSON with the
// name of every column in every row. Columns stand side by side in `select`.

import { type RawBuilder, sql } from 'kysely'

/** A column of free text, or of JSON kept as text: a value a line. Throws for a value of several lines; JSON has none. */
export function texts<T>(rows: readonly T[], of: (row: T) => string | null): RawBuilder<unknown> {
  let text = ''
  for (let at = 0; at < rows.length; at++) {
    const value = of(rows[at] as T) ?? ''
    if (value.includes('\n')) throw new RangeError('a column of texts holds one line a row')
    text += at === 0 ? value : `\n${value}`
  }
  return sql`string_to_table(${text}, E'\n', '')`
}

/** A column of numbers, days, instants or ids: nothing in them has to be quoted. */
export function plain<T>(
  rows: readonly T[],
  of: (row: T) => string | number | null,
  type: string,
): RawBuilder<unknown> {
  let text = ''
  for (let at = 0; at < rows.length; at++) {
    const value = of(rows[at] as T) ?? 'null'
    text += at === 0 ? value : `,${value}`
  }
  return sql`unnest(${`{${text}}`}::${sql.raw(type)}[])`
}

/** One list of texts, as an array. */
export const listed = (values: readonly string[]): RawBuilder<unknown> =>
  sql`string_to_array(${values.join('\n')}, E'\n')`
