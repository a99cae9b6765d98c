// Words that messages may use for a step or a subject: our own, and the states of the national portal where they name one
// step and no other.

import { type Petition, type PetitionStep, STEPS } from './petition.ts'

const STATES: Readonly<Record<string, PetitionStep>> = {
  'đã gửi': 'sent',
  'chuyển xử lý': 'transferred',
  'xử lý ở địa phương': 'accepted',
  'phản ánh trực tiếp xử lý': 'accepted',
  'chờ bổ sung': 'supplement-asked',
  'đã bổ sung': 'supplemented',
  'từ chối': 'refused',
  'gửi trả bnđp khác': 'sent-back',
  'gửi trả vpcp': 'sent-back',
  'chờ công khai': 'answered',
  'đã công khai': 'published',
  like: 'liked',
  dislike: 'disliked',
  'phản ánh tiếp': 'complained-again',
}
const SUBJECTS: Readonly<Record<string, Petition['about']>> = {
  rules: 'rules',
  conduct: 'conduct',
  'quy định': 'rules',
  'hành vi': 'conduct',
}

const key = (text: string): string =>
  text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()

/** The step a text names; null for none. */
export const stepNamed = (text: string): PetitionStep | null =>
  STEPS.find((step) => step === key(text)) ?? STATES[key(text)] ?? null

/** What a petition is about: rules and procedures, or how officials behave. */
export const subjectNamed = (text: string): Petition['about'] | null => SUBJECTS[key(text)] ?? null
