// What a plan says, as read from its document, before any name is resolved.

import type { Span } from '../documents/index.ts'
import type { Day } from '../lib/day.ts'
import type { BodyMention } from './bodies.ts'

/** Words of the document, with the place they were read from. */
export type Fact = { text: string; span: Span }

export type Duty = Fact & {
  level: 'duty' | 'sub-duty'
  /** The heading that introduced it ("Chỉ đạo UBND cấp xã:"), if any. */
  under: string | null
  /** Whom the heading addresses; null when the duty is the group's own. */
  bodies: BodyMention[] | null
}

export type Group = { no: string; title: string; span: Span; bodies: BodyMention[]; duties: Duty[] }

/** A cell's words; `span` is null when the plan gives none. */
export type Field = { text: string; span: Span | null }

export type PlanTask = {
  no: string
  text: string
  span: Span
  /** The whole row, or all lines of a task told in text. */
  place: Span
  /** The heading row of the table above it, if any. */
  heading: string | null
  lead: Field
  coordinating: Field
  time: Field
  /** Columns that are none of the known ones, by their own names. */
  extra: Record<string, string>
}

export type NoteCode =
  | 'no-number'
  | 'no-date'
  | 'no-issuer'
  | 'no-signer'
  | 'no-title'
  | 'no-tasks'
  | 'no-groups'
  | 'number-differs'
  | 'date-differs'
  | 'no-lead'
  | 'no-body'
  | 'numbers-skip'
  | 'row-without-text'
  | 'table-not-understood'
  | 'lines-not-understood'
  | 'narrative'

/** Something that a person should look at: where, what, why. */
export type Note = { code: NoteCode; where: string; text: string; span: Span | null }

export type PlanReading = {
  number: string | null
  date: Day | null
  issuer: string | null
  signer: string | null
  signerPosition: string | null
  year: number | null
  title: string | null
  goals: Fact[]
  groups: Group[]
  tasks: PlanTask[]
  recipients: Fact[]
  /** The "Lưu:" line and the drafter's mark. */
  filing: Fact[]
  /** Headings: of sections, tables, annexes, and bullets that only introduce others. */
  headings: Fact[]
  /** Text that carries no fact by itself: preamble, closing words, narrative sections. */
  passages: Fact[]
  /** Lines that were not understood. */
  unplaced: Fact[]
  notes: Note[]
}
