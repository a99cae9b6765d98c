// What the charts of PAPI show, as files.

import { z } from 'zod'
import { csv } from '../documents/index.ts'
import { intervalOf, levelOf, loadSeries, scoreOf, standingsIn, TOTAL } from '../papi/index.ts'
import { notFound, type Read, type Route, route, say } from '../platform/index.ts'
import { loadDesk, type PapiAddress, papiAddress, provinceName } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'
import { yearsFile } from './papi-years.tsx'

const mime = 'text/csv; charset=utf-8'
const itemAddress = papiAddress.extend({ item: z.string().max(8) })
type ItemAddress = z.infer<typeof itemAddress>

const yearsRoute: Route = route<PapiAddress, string>({
  method: 'GET',
  path: '/office/papi/years.csv',
  may: 'papi.read',
  about: 'The total and every dimension of a province by year, as csv.',
  input: papiAddress,
  load: async (read, input) => {
    const desk = await loadDesk(read, input)
    const items = [TOTAL, ...desk.structure.dimensions.map(({ code }) => code)]
    const series = await loadSeries(desk.figures, desk.province.code, items)
    return yearsFile(read.lang, desk, series)
  },
  show: (file) => ({ file, mime, name: 'papi-cac-nam.csv' }),
})

const itemYearsRoute: Route = route<ItemAddress, string>({
  method: 'GET',
  path: '/office/papi/items/:item/years.csv',
  may: 'papi.read',
  about: 'One item of a province by year, as csv.',
  input: itemAddress,
  load: async (read, input) => {
    if (levelOf(input.item) === null) throw notFound('papi')
    const desk = await loadDesk(read, input)
    const series = await loadSeries(desk.figures, desk.province.code, [input.item])
    return yearsFile(read.lang, desk, series)
  },
  show: (file) => ({ file, mime, name: 'papi-cac-nam.csv' }),
})

/** All provinces of an item: place, group, and how sure where that was published. */
async function rankingFile(read: Read, input: ItemAddress): Promise<string> {
  const { item } = input
  const desk = await loadDesk(read, input)
  const { release, provinces } = desk
  const standings = standingsIn(release, item)
  if (levelOf(item) === null || !standings) throw notFound('papi')
  const t = say(papiPageWords, read.lang)
  const known = release.precision.get(item)
  const groups = new Map(standings.rows.map((row) => [row.province, row]))
  const head = ['part', 'year', 'province', 'name', 'score', 'rank', 'group'] as const
  const rows = provinces.map((province) => {
    const row = groups.get(province.code)
    const score = scoreOf(release, item, province.code)
    const se = known?.get(province.code)?.se ?? null
    const interval = (multiplier: number) =>
      score === null || se === null ? null : intervalOf(score, se, multiplier)
    const [printed, whole] = [interval(1.645), interval(1.959964)]
    return [
      item,
      release.year,
      province.code,
      provinceName(province, read.lang),
      score,
      row?.rank ?? null,
      row?.group ?? null,
      se,
      printed?.low ?? null,
      printed?.high ?? null,
      whole?.low ?? null,
      whole?.high ?? null,
    ]
  })
  return csv([
    [...head.map((key) => t(key)), 'se', 'low 90%', 'high 90%', 'low 95%', 'high 95%'],
    ...rows.sort((a, b) => Number(a[5] ?? 99) - Number(b[5] ?? 99)),
  ])
}

const rankingRoute: Route = route<ItemAddress, string>({
  method: 'GET',
  path: '/office/papi/items/:item/ranking.csv',
  may: 'papi.read',
  about: 'Every province in an item of PAPI with place, group and interval, as csv.',
  input: itemAddress,
  load: rankingFile,
  show: (file) => ({ file, mime, name: 'papi-xep-hang.csv' }),
})

export const papiFileRoutes: readonly Route[] = [yearsRoute, itemYearsRoute, rankingRoute]
