// A workbook of PAPI: which sheet is which year, which sheets repeat another one, and what all of them say.

import type { Indicator } from './catalogue.ts'
import {
  type Context,
  emptyReading,
  type FileReading,
  type NotRead,
  withoutHollowZeros,
} from './reading.ts'
import { type Cells, readSheet } from './sheet.ts'

export type Sheet = { name: string; cells: Cells }
type Read = { sheet: string; year: number; reading: FileReading }

/** Reads every sheet of a year; `year` settles it where neither tab, title nor file name does. */
export function readWorkbook(
  file: string,
  sheets: readonly Sheet[],
  {
    catalogue,
    context,
    year,
  }: {
    catalogue: readonly Indicator[]
    context: Context
    year: number | null
  },
): FileReading {
  const notRead: NotRead[] = []
  const say = (where: string, code: NotRead['code'], text: string) =>
    notRead.push({ where, code, text })
  const covered = (it: number) =>
    context.structures.some(({ from, to }) => from <= it && it <= (to ?? it))
  const read = sheets.flatMap(({ name, cells }): Read[] => {
    const of = yearOf(file, name, cells, { sheets: sheets.length, covered, given: year })
    if (!of) {
      say(name, 'unknown-year', name)
      return []
    }
    if (of.isByFileName) say(name, 'year-of-file-name', String(of.year))
    const reading = readSheet(cells, { name, year: of.year, catalogue, context })
    if (!reading) say(name, 'no-table', name)
    return reading ? [{ sheet: name, year: of.year, reading: withoutHollowZeros(reading) }] : []
  })
  const kept: Read[] = []
  const copies = new Map<number, string>()
  for (const one of [...read].sort((a, b) => a.year - b.year || weight(b) - weight(a))) {
    const same = kept.find(({ year: of }) => of === one.year)
    const copied = kept.find((other) => other.year !== one.year && isCopy(one, other))
    // What else stands under the year of a copied tab was made from it.
    const origin = copied?.sheet ?? copies.get(one.year)
    if (same) say(one.sheet, 'second-tab', same.sheet)
    else if (origin) {
      copies.set(one.year, origin)
      say(one.sheet, 'copied-tab', origin)
    } else kept.push(one)
  }
  const all = kept.sort((a, b) => a.year - b.year).map(({ reading }) => reading)
  return {
    ...emptyReading(file, 'workbook'),
    scores: all.flatMap(({ scores }) => scores),
    precision: all.flatMap(({ precision }) => precision),
    notRead: [...notRead, ...all.flatMap((it) => it.notRead)],
  }
}

const weight = ({ reading }: Read): number => reading.scores.length

/** Nearly every total and dimension the two have in common is the same figure: one year under two names. */
function isCopy(one: Read, other: Read): boolean {
  const known = new Map(
    headOf(other).map(({ item, province, value }) => [`${item} ${province}`, value]),
  )
  const shared = headOf(one).filter(({ item, province }) => known.has(`${item} ${province}`))
  const same = shared.filter(({ item, province, value }) => {
    return Math.abs((known.get(`${item} ${province}`) ?? 0) - value) < 1e-6
  })
  return shared.length >= 5 && same.length >= 0.9 * shared.length
}

const headOf = ({ reading }: Read) =>
  reading.scores.filter(({ item }) => /^(TOTAL|D\d)$/.test(item))

type YearClues = { sheets: number; covered(year: number): boolean; given: number | null }

/** The year of a sheet: as given for a file of one sheet; the title ("Chỉ số PAPI 2018"); the tab; the file name. A file
 * of one sheet whose name and tab differ goes by its own name: tabs are copied from the year before. */
function yearOf(
  file: string,
  tab: string,
  cells: Cells,
  { sheets, covered, given }: YearClues,
): { year: number; isByFileName: boolean } | null {
  const ofFile = yearsIn(file.replace(/^.*[\\/]/, '')).filter(covered)
  const ofTab = yearsIn(tab).filter(covered)
  const title = cells
    .slice(0, 8)
    .map((row) => /chỉ số papi\s+(20\d\d)/i.exec(row.slice(0, 2).join(' '))?.[1])
    .find((found) => found !== undefined)
  if (given !== null && (sheets === 1 || ofTab.length === 0))
    return { year: given, isByFileName: false }
  if (title && covered(Number(title))) return { year: Number(title), isByFileName: false }
  const [named] = ofFile.length === 1 ? ofFile : []
  const [tabbed] = ofTab.length === 1 ? ofTab : []
  if (named !== undefined && sheets === 1 && tabbed !== named)
    return { year: named, isByFileName: true }
  if (tabbed !== undefined) return { year: tabbed, isByFileName: false }
  return named !== undefined && sheets === 1 ? { year: named, isByFileName: true } : null
}

const yearsIn = (text: string): number[] => [
  ...new Set([...text.matchAll(/(?<!\d)20\d\d(?!\d)/g)].map(([year]) => Number(year))),
]
