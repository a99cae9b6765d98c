// What a case's note says about its file, done to the file before the design is declared.

import type { SurveyCase } from './case.ts'
import { codesOf } from './coding.ts'
import { columnNamed, type Frame, takeRows, withColumn } from './frame.ts'

/** The file as the case means it: rows left out, row numbers and indicator columns added. */
export function frameOfCase(asked: SurveyCase, file: Frame): Frame {
  const note = asked.note ?? ''
  let frame = rowNumbers(asked, file)
  const named = /rows with (\w+) present BEFORE/i.exec(note)?.[1]
  const isItem = /rows with the item missing removed before/i.test(note)
  const item = named ?? (isItem ? String(asked.args?.var ?? '') : '')
  if (item !== '') frame = whereLevel(frame, item, () => true)
  const range = /file restricted to \w+ (\S+?)\.\.(\S+)/i.exec(note)
  if (range) {
    const by = String(asked.args?.by ?? asked.design.strata?.[0])
    const [from, to] = [range[1]!, range[2]!]
    frame = whereLevel(frame, by, (level) => String(level) >= from && String(level) <= to)
  }
  const dummies = /([A-Za-z_]+)(\d+)\.\.\1(\d+) are 0\/1 indicators of (\w+)/.exec(note)
  if (dummies) {
    for (let level = Number(dummies[2]); level <= Number(dummies[3]); level++) {
      frame = withIndicator(frame, `${dummies[1]}${level}`, dummies[4]!, String(level))
    }
  }
  return frame
}

/** The last-stage unit of a respondent has no column of its own: it is the row number. */
function rowNumbers(asked: SurveyCase, file: Frame): Frame {
  let frame = file
  const last = asked.design.ids?.at(-1)
  const isRowNumber = last === 'rid' || new RegExp(`${last} = row number`).test(asked.note ?? '')
  if (last && isRowNumber && !frame.columns.has(last)) {
    const values = Float64Array.from({ length: file.rows }, (_, row) => row + 1)
    frame = withColumn(frame, last, { kind: 'number', values })
  }
  return frame
}

function whereLevel(frame: Frame, name: string, keeps: (level: number | string) => boolean): Frame {
  const { codes, levels } = codesOf(columnNamed(frame, name))
  const kept = levels.map(keeps)
  const rows: number[] = []
  codes.forEach((code, row) => {
    if (code >= 0 && kept[code]) rows.push(row)
  })
  return takeRows(frame, Int32Array.from(rows))
}

function withIndicator(frame: Frame, name: string, of: string, level: string): Frame {
  const { codes, levels } = codesOf(columnNamed(frame, of))
  const values = Float64Array.from(codes, (code) =>
    code < 0 ? Number.NaN : String(levels[code]) === level ? 1 : 0,
  )
  return withColumn(frame, name, { kind: 'number', values })
}
