// A dossier as its row keeps it: JSON without what is empty, since most dossiers wait for nothing and most marks are not set.

import type { Dossier, Step } from './dossier.ts'

type Blank = Omit<Dossier, 'code' | 'unit' | 'procedure' | 'channel' | 'status'>
const BLANK: Blank = {
  submittedAt: null,
  acceptedAt: null,
  firstDueAt: null,
  dueAt: null,
  dueTimes: [],
  history: [],
  supplements: [],
  payments: [],
  stops: [],
  hasResult: false,
  hasInput: false,
  isReused: false,
  isFromStore: false,
  isVerified: false,
  isPaidOnline: false,
  fees: 'none',
  databases: [],
}
const NAMES = Object.keys(BLANK) as (keyof Blank)[]

export function keptDossier(dossier: Dossier): string {
  const { code, unit, procedure, channel, status } = dossier
  const kept: Record<string, unknown> = { code, unit, procedure, channel, status }
  for (const name of NAMES) {
    const value = dossier[name]
    if (value === null || value === false || value === 'none') continue
    if (!Array.isArray(value) || value.length > 0) kept[name] = value
  }
  if (dossier.history.length > 0) kept.history = dossier.history.map(keptStep)
  return JSON.stringify(kept)
}

/** The dossier of a row's text. */
export function dossierOf(text: string): Dossier {
  const kept = JSON.parse(text) as Partial<Dossier>
  const history = (kept.history ?? []).map((step) => ({ ...step, office: step.office ?? null }))
  return { ...BLANK, ...kept, history } as Dossier
}

const keptStep = ({ status, at, office }: Step) =>
  office === null ? { status, at } : { status, at, office }
