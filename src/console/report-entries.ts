// What the fields of the report form say, by duty.

import {
  type DraftLine,
  HINDRANCE_KINDS,
  type HindranceKind,
  type ReportSave,
} from '../obligations/index.ts'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/
export const STATES = ['done', 'in-progress', 'not-started'] as const

/** The form's fields as a save. */
export async function entriesOf(input: Record<string, unknown>): Promise<ReportSave> {
  const text = (name: string) => (typeof input[name] === 'string' ? (input[name] as string) : '')
  const ids = Object.keys(input).flatMap((name) =>
    name.startsWith('progress.') ? [name.slice('progress.'.length)] : [],
  )
  const lines = ids.map((dutyId): DraftLine => {
    const quantity = text(`quantity.${dutyId}`).trim().replace(',', '.')
    const state = STATES.find((known) => known === text(`state.${dutyId}`)) ?? 'in-progress'
    const kind = text(`kind.${dutyId}`)
    return {
      dutyId,
      state,
      progress: text(`progress.${dutyId}`),
      quantity: quantity === '' ? null : Number(quantity),
      hindrance: text(`hindrance.${dutyId}`),
      hindranceKind: (HINDRANCE_KINDS as readonly string[]).includes(kind)
        ? (kind as HindranceKind)
        : null,
    }
  })
  const files = await Promise.all(
    ids.flatMap((dutyId) =>
      [input[`file.${dutyId}`]]
        .flat()
        .filter((file): file is File => file instanceof File && file.name !== '')
        .map(async (file) => ({
          dutyId,
          fileName: file.name,
          bytes: new Uint8Array(await file.arrayBuffer()),
        })),
    ),
  )
  return {
    lines,
    files,
    links: ids.flatMap((dutyId) => {
      const link = text(`link.${dutyId}`).trim()
      return link === '' ? [] : [{ dutyId, link }]
    }),
    withdraw: text('withdraw') || null,
    ...(UUID.test(text('key')) ? { key: text('key') } : {}),
    ...(input.via === 'script' ? { base: text('base') } : {}),
  }
}
