// What is being tried out, as the address of the page carries it: `s.7.2.3=0.6`. A link is a scenario.

import { z } from 'zod'
import type { Setting } from '../papi/index.ts'
import { papiAddress } from './papi-load.ts'

export const triedAddress = papiAddress.extend({
  within: z.enum(['', 'yes', 'partly', 'no']).catch('').default(''),
  goal: z
    .string()
    .regex(/^(TOTAL|D[1-8])$/)
    .optional()
    .catch(undefined),
  chance: z.coerce.number().min(0.5).max(0.99).catch(0.8).default(0.8),
  bound: z.enum(['q3', 'best']).catch('q3').default('q3'),
  partly: z.string().max(1).catch('').default(''),
  all: z.string().max(1).catch('').default(''),
  saved: z.string().optional(),
  /** Steps before what is tried, and steps taken back. */
  past: z.string().max(8000).catch('').default(''),
  next: z.string().max(8000).catch('').default(''),
})
export type Tried = z.infer<typeof triedAddress>

const NAME = /^s\.(\d\.\d\.\d{1,2})$/

/** The settings of an address, in its order; what is no number is left out. */
export function settingsIn(input: Readonly<Record<string, unknown>>): Setting[] {
  return Object.entries(input).flatMap(([name, text]): Setting[] => {
    const code = NAME.exec(name)?.[1]
    const value = Number(String(Array.isArray(text) ? text.at(-1) : text).replace(',', '.'))
    return code && Number.isFinite(value) ? [{ code, value }] : []
  })
}

export const settingName = (code: string): string => `s.${code}`

/** Six digits are more than the tables print. */
export const plain = (value: number): string => String(Number(value.toFixed(6)))

export const settingsQuery = (settings: readonly Setting[]): Record<string, string> =>
  Object.fromEntries(settings.map(({ code, value }) => [settingName(code), plain(value)]))
