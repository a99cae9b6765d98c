// The schema of reference cases (survey-reference/1): a design, an operation, and the numbers expected.

import type { Design } from './design.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type CaseStep = { type: string } & Record<string, Json>

export type CaseDesign = {
  ids?: string[]
  strata?: string[]
  weights?: string
  prob?: string
  fpc?: string[]
  fpcKind?: 'fraction' | 'count'
  nest?: boolean
  pps?: string
  jointProb?: string
  lonely?: string
  adjustDomainLonely?: boolean
  ultimateCluster?: boolean
  steps?: CaseStep[]
}

export type SurveyCase = {
  id: string
  data: string
  design: CaseDesign
  op: string
  args?: Record<string, Json>
  expect?: Record<string, Json>
  note?: string
}

/** What the operation asks for: its arguments, and where it has none, the keys of what is expected. */
export type Asked = { args: Record<string, Json>; expect: Record<string, Json> }

export type Answer = (design: Design, asked: Asked) => Json

/** A list of column names; one name counts as a list of one, nothing as none. */
export function names(value: Json | undefined): string[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}
