// What the integrity desk shows, as workbooks: its tables with the time of each look, and the dossiers behind them.

import type { z } from 'zod'
import { writeSpreadsheet } from '../documents/index.ts'
import { newestLooks } from '../dossiers/index.ts'
import { type Route, route, say } from '../platform/index.ts'
import { LIST, type ListInput, listInput, loadRows, seenText } from './integrity-dossiers.tsx'
import { DESK, deskInput, loadDesk, may } from './integrity-load.ts'
import { integrityPageWords } from './integrity-words.ts'
import { exportKind } from './tally.tsx'

const MOST_EXPORTED = 50_000

const listFile: Route = route<ListInput, Uint8Array>({
  method: 'GET',
  path: `${LIST}.xlsx`,
  may,
  about: 'Dossiers with signs as a workbook, with whole codes, up to 50,000 rows.',
  input: listInput,
  load: async (read, input) => {
    const t = say(integrityPageWords, read.lang)
    const { scope, rows, detectors, procedures } = await loadRows(
      read,
      { ...input, cursor: undefined },
      MOST_EXPORTED,
    )
    const units = new Map(scope.units.map((unit) => [unit.id, unit]))
    const header = [
      t('code'),
      t('col.unit-code'),
      t('unit.one'),
      t('procedure'),
      t('month'),
      t('detector'),
      t('seen'),
      t('col.verdict'),
    ]
    const body = rows.map((row) => [
      row.code,
      units.get(row.unitId)?.code ?? '',
      units.get(row.unitId)?.fullName ?? '',
      procedures.get(row.procedure) ?? row.procedure,
      row.month.slice(0, 7),
      detectors.get(row.detector)?.name[read.lang] ?? row.detector,
      seenText(row, read.lang),
      t(`verdict.${row.verdict ?? 'none'}`),
    ])
    return await writeSpreadsheet([
      { name: t('list'), header, rows: body, widths: [26, 12, 28, 40, 12, 34, 50, 16] },
    ])
  },
  show: (file) => ({ file, ...exportKind('xlsx', 'ho-so-co-dau-hieu') }),
})

const deskFile: Route = route<z.infer<typeof deskInput>, Uint8Array>({
  method: 'GET',
  path: `${DESK}.xlsx`,
  may,
  about: 'The tables of the integrity desk as a workbook, with the time of each look.',
  input: deskInput,
  load: async (read, input) => {
    const t = say(integrityPageWords, read.lang)
    const { scope, lines, detectors } = await loadDesk(read, input)
    const looks = await newestLooks(read.db, scope.ids, scope.span)
    const units = new Map(scope.units.map((unit) => [unit.id, unit]))
    const percent = (share: number) => Math.round(share * 10_000) / 100
    return await writeSpreadsheet([
      {
        name: t('sheet.units'),
        header: [
          t('col.unit-code'),
          t('unit.one'),
          t('looked-at'),
          t('flagged'),
          t('col.share'),
          t('over-measure'),
          t('col.confirmed'),
          t('col.set-aside'),
        ],
        rows: lines.map((it) => [
          it.unit.code,
          it.unit.fullName,
          it.dossiers,
          it.flagged,
          percent(it.share),
          it.over.map(({ name }) => name[read.lang]).join('; '),
          it.confirmed,
          it.setAside,
        ]),
        widths: [12, 32, 12, 18, 12, 50, 14, 14],
      },
      {
        name: t('sheet.detectors'),
        header: [
          t('detector'),
          t('dossiers'),
          t('col.share'),
          t('units-over'),
          t('col.confirmed'),
          t('col.set-aside'),
          t('excludes'),
        ],
        rows: detectors.map((it) => [
          it.detector.name[read.lang],
          it.flagged,
          percent(it.share),
          it.unitsOver,
          it.confirmed,
          it.setAside,
          t(it.detector.excludes ? 'yes' : 'no'),
        ]),
        widths: [44, 12, 12, 20, 14, 14, 20],
      },
      {
        name: t('sheet.looks'),
        header: [
          t('col.unit-code'),
          t('unit.one'),
          t('month'),
          t('looked-at'),
          t('col.at'),
          t('col.detectors'),
        ],
        rows: looks.map((it) => [
          units.get(it.unitId)?.code ?? '',
          units.get(it.unitId)?.fullName ?? '',
          it.month.slice(0, 7),
          it.dossiers,
          it.at.slice(0, 16).replace('T', ' '),
          it.detectors,
        ]),
        widths: [12, 32, 14, 12, 18, 22],
      },
    ])
  },
  show: (file) => ({ file, ...exportKind('xlsx', 'soat-so-lieu') }),
})

export const integrityFileRoutes: readonly Route[] = [listFile, deskFile]
