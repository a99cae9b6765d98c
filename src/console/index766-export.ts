// The table of the index as files: the unit and the units under it, totals, groups and every indicator.

import { csv, writeSpreadsheet } from '../documents/index.ts'
import { groupsOf } from '../index766/index.ts'
import { type Route, route } from '../platform/index.ts'
import {
  type IndexQuery,
  type IndexView,
  indexQuery,
  loadIndex,
  unitIdOf,
} from './index766-load.ts'
import { exportKind } from './tally.tsx'

type Rows = { header: string[]; rows: (string | number | null)[][] }

function tableOf({ unit, name, score, place, ranking, scored, period }: IndexView): Rows {
  const lines = [{ unit, name, score, place: place.place, of: place.of }, ...ranking]
  const first = lines.find((line) => line.score)?.score
  const codes = (first?.indicators ?? []).map(({ code }) => code)
  const groups = (first?.groups ?? []).map(({ code }) => code)
  return {
    header: [
      'unit',
      'name',
      'level',
      'from',
      'to',
      'tree',
      'total',
      'max',
      'attainable',
      'place',
      'of',
      ...groups,
      ...codes.flatMap((code) => [
        `${code}.numerator`,
        `${code}.denominator`,
        `${code}.score`,
        `${code}.state`,
      ]),
    ],
    rows: lines.map((line) => [
      line.unit.code,
      line.name,
      line.unit.level,
      period.from,
      period.to,
      scored.board.tree.version,
      line.score?.total ?? null,
      line.score?.max ?? null,
      line.score?.attainable ?? null,
      line.place,
      line.of,
      ...groups.map((code) => line.score?.groups.find((it) => it.code === code)?.score ?? null),
      ...codes.flatMap((code) => {
        const it = line.score?.indicators.find((each) => each.code === code)
        return [
          it?.numerator ?? null,
          it?.denominator ?? null,
          it?.score ?? null,
          it?.state ?? null,
        ]
      }),
    ]),
  }
}

/** The shape that `bin/congtam index 766 --json` answers, with the units below. */
function objectOf({ unit, score, place, ranking, scored, period }: IndexView) {
  const one = (it: { code: string; level: string }, of: IndexView['score'], rank: object) => ({
    unit: it.code,
    total: of?.total ?? null,
    groups: of ? groupsOf(of) : [],
    rank: { cohort: it.level, ...rank },
  })
  return {
    tree: scored.board.tree.version,
    period: { from: period.from, to: period.to },
    asOf: scored.at,
    ...one(unit, score, place),
    below: ranking.map((row) => one(row.unit, row.score, { place: row.place, of: row.of })),
  }
}

const exported = (ending: 'csv' | 'xlsx' | 'json'): Route =>
  route<IndexQuery, Uint8Array | string>({
    method: 'GET',
    path: `/office/index766/:code/table.${ending}`,
    may: 'index.read',
    about: `The index of a unit and the units under it, by indicator, as ${ending}.`,
    input: indexQuery,
    unit: unitIdOf,
    load: async (read, query) => {
      const view = await loadIndex(read, query)
      if (ending === 'json') return JSON.stringify(objectOf(view), null, 1)
      const { header, rows } = tableOf(view)
      if (ending === 'csv') return csv([header, ...rows.map((row) => row.map((it) => it ?? ''))])
      return await writeSpreadsheet([{ name: view.unit.code, header, rows }])
    },
    show: (file) =>
      ending === 'json'
        ? { file, mime: 'application/json; charset=utf-8', name: 'index766.json', inline: true }
        : { file, ...exportKind(ending, 'index766') },
  })

export const exportRoutes766: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  exported('json'),
]
