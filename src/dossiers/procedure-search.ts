// Which procedures a reader means who types a code, a part of one, or words of a name.

import { searchKey } from '../lib/text.ts'

type Named = { code: string; name: string }

/** As it is offered while one types: the code first. */
export const procedureLabel = ({ code, name }: Named): string => `${code} ${name}`

/** A whole code means that one, whatever stands behind it; else every word must stand in code or name, accents or not. */
export function proceduresMeant<P extends Named>(text: string, all: readonly P[]): P[] {
  const [first = ''] = text.trim().split(/\s+/)
  const exact = all.find(({ code }) => code.toLowerCase() === first.toLowerCase())
  if (exact) return [exact]
  const words = searchKey(text).split(' ').filter(Boolean)
  return all.filter((procedure) => {
    const key = searchKey(procedureLabel(procedure))
    return words.every((word) => key.includes(word))
  })
}
