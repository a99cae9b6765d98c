// In which order tables are filled, so that every row finds the rows it points to.

export type Reference = { from: string; to: string }

/** Tables so ordered that each comes after all it refers to; a table may refer to itself. Within what is free,
 * by name. Throws when tables refer to each other in a circle: such a schema could not be restored. */
export function loadOrder(tables: readonly string[], references: readonly Reference[]): string[] {
  const waits = new Map(tables.map((name) => [name, new Set<string>()]))
  for (const { from, to } of references) if (from !== to) waits.get(from)?.add(to)
  const ordered: string[] = []
  while (waits.size > 0) {
    const free = [...waits.keys()].filter((name) => waits.get(name)?.size === 0).sort()
    if (free.length === 0) throw new Error(`tables in a circle: ${[...waits.keys()].join(', ')}`)
    for (const name of free) {
      ordered.push(name)
      waits.delete(name)
    }
    for (const left of waits.values()) for (const name of free) left.delete(name)
  }
  return ordered
}
