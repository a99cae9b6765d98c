// The letter of apology and request for more time (form 04 of TT 03/2025/TT-VPCP) as an editable template, and what it says
// once its places are filled in.

import { z } from 'zod'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { nfc } from '../lib/text.ts'

const sentence = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) })
const line = z.string().max(2000)
const millimetres = z.number().min(0).max(60)
const shape = z
  .strictObject({
    code: z.string().min(1),
    version: z.string().min(1),
    form: z.string().min(1),
    source: z.array(z.string()).min(1),
    certainty: z.enum(['high', 'medium', 'low']),
    caution: sentence,
    rules: z.strictObject({
      /** A letter is timely when sent so many working days before the due day. */
      sendWorkdaysBefore: z.int().min(0).max(10),
      /** No draft before so much of the dossier's office time is gone. */
      draftShare: z.number().min(0).max(1),
      /** The new due time offered, in working days after the one in force. */
      extendWorkdays: z.int().min(1).max(60),
      /** Letters of this kind a dossier. */
      most: z.int().min(1),
    }),
    layout: z.strictObject({
      top: millimetres,
      bottom: millimetres,
      left: millimetres,
      right: millimetres,
      font: z.string().min(1),
      /** Points. */
      size: z.number().min(12).max(15),
      indent: millimetres,
      /** Points after a paragraph. */
      after: z.number().min(0).max(24),
    }),
    fields: z.array(
      z.strictObject({
        name: z.string().regex(/^[a-z][A-Za-z]*$/),
        from: z.enum(['dossier', 'unit', 'person']),
        required: z.boolean(),
        label: sentence,
      }),
    ),
    parts: z.strictObject({
      superior: line,
      office: line,
      number: line,
      subject: line,
      nation: line,
      motto: line,
      placeDate: line,
      to: line,
      paragraphs: z.array(line).min(1),
      recipients: z.array(line),
      authority: line,
      title: line,
      signer: line,
    }),
  })
  .superRefine(({ fields, parts }, ctx) => {
    const known = new Set(fields.map(({ name }) => name))
    for (const text of Object.values(parts).flat())
      for (const [, name = ''] of text.matchAll(PLACE))
        if (!known.has(name))
          ctx.addIssue({ code: 'custom', message: `no field is called ${name}`, input: text })
  })
export type LetterTemplate = z.infer<typeof shape>
export type LetterValues = Readonly<Record<string, string>>
export type Letter = LetterTemplate['parts']

const PLACE = /\{([^{}]*)\}/g
/** What stands on paper where something has still to be written. */
const BLANK = '……………'

/** Throws a ZodError that names every fault, a place without a field among them. */
export const readLetterTemplate = (json: unknown): LetterTemplate => shape.parse(json)

/** Names of fields that have still to be filled in. */
export const missingFields = (template: LetterTemplate, values: LetterValues): string[] =>
  template.fields
    .filter(({ name, required }) => required && !values[name]?.trim())
    .map(({ name }) => name)

/** The letter in words. What is missing is a dotted line, what may be missing and is, nothing. */
export function composeLetter(template: LetterTemplate, values: LetterValues): Letter {
  const required = new Set(template.fields.filter((it) => it.required).map(({ name }) => name))
  const fill = (text: string): string =>
    text.replace(PLACE, (_, name: string) => {
      const value = nfc(values[name] ?? '').trim()
      return value || (required.has(name) ? BLANK : '')
    })
  const { paragraphs, recipients, ...lines } = template.parts
  const filled = Object.fromEntries(
    Object.entries(lines).map(([name, text]) => [name, fill(text)]),
  ) as Omit<Letter, 'paragraphs' | 'recipients'>
  return { ...filled, paragraphs: paragraphs.map(fill), recipients: recipients.map(fill) }
}

/** ngày 05 tháng 02 năm 2026: days below 10 and months 1 and 2 with a zero (NĐ 30/2020/NĐ-CP). */
export function dateInWords(on: Day): string {
  const [year, month = '', date] = on.split('-')
  return `ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`
}

/** 16 giờ 30, ngày 05 tháng 02 năm 2026. */
export const timeInWords = (at: Instant): string =>
  `${Number(at.slice(11, 13))} giờ ${at.slice(14, 16)}, ${dateInWords(dayOf(at))}`
