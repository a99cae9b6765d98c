// From the fields of scoring forms to what a unit or an appraiser gives.

import {
  type AppraisalSave,
  type CriteriaSet,
  type NewAnswer,
  ownLines,
  REST,
  type ScoreSave,
  scorables,
} from '../localcriteria/index.ts'
import type { EvidenceSource } from '../obligations/index.ts'
import { field, numberOf } from './criteria-key.ts'

type Fields = Record<string, unknown>
/** The choice "does not apply" of a line that has steps. */
export const NA = 'na'

const entryOf = (input: Fields, code: string) => {
  const text = field(input, `points.${code}`)
  const notApplicable = text === NA || field(input, `na.${code}`) === '1'
  return { value: notApplicable ? null : numberOf(text, code), notApplicable }
}

async function evidenceOf(
  input: Fields,
  code: string,
): Promise<{ line: string; source: EvidenceSource }[]> {
  const given = input[`file.${code}`]
  const files = (Array.isArray(given) ? given : [given]).filter(
    (each): each is File => each instanceof File && each.name !== '',
  )
  const link = field(input, `link.${code}`)
  const kept = await Promise.all(
    files.map(async (file) => ({
      line: code,
      source: {
        bytes: new Uint8Array(await file.arrayBuffer()),
        fileName: file.name,
        isMinutes: false,
      },
    })),
  )
  return link === '' ? kept : [...kept, { line: code, source: { link, title: '' } }]
}

/** What a unit wrote of itself; lines that the form does not name stay as they are. */
export async function scoresOfForm(input: Fields, set: CriteriaSet): Promise<ScoreSave> {
  const lines = ownLines(set).filter(({ code }) => `note.${code}` in input)
  return {
    entries: lines.map(({ code }) => ({
      line: code,
      ...entryOf(input, code),
      note: field(input, `note.${code}`),
    })),
    evidence: (await Promise.all(lines.map(({ code }) => evidenceOf(input, code)))).flat(),
    withdraw: field(input, 'withdraw') || null,
  }
}

export function appraisalOfForm(input: Fields, set: CriteriaSet): AppraisalSave {
  return {
    entries: scorables(set)
      .filter(({ code }) => `points.${code}` in input)
      .map(({ code }) => ({
        line: code,
        ...entryOf(input, code),
        reason: field(input, `reason.${code}`),
      })),
    rest: REST.find((each) => each === field(input, 'rest')) ?? 'leave',
    restReason: field(input, 'restReason'),
  }
}

export async function answerOf(input: Fields): Promise<NewAnswer> {
  const codes = Object.keys(input).flatMap((name) =>
    name.startsWith('objection.') ? [name.slice('objection.'.length)] : [],
  )
  return {
    agrees: field(input, 'agrees') === '1',
    text: field(input, 'text'),
    objections: Object.fromEntries(codes.map((code) => [code, field(input, `objection.${code}`)])),
    evidence: (await Promise.all(codes.map((code) => evidenceOf(input, code)))).flat(),
  }
}
