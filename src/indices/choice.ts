// The readings in force: what was chosen for each switch of a tree, defaults for the rest.

import type { Choice, Tree } from './tree.ts'

export type Choices = Readonly<Record<string, Choice>>

/** Every switch of the tree with its value. Throws RangeError for a switch or a value that the tree does not know. */
export function choicesOf(tree: Tree, chosen: Choices = {}): Choices {
  for (const [name, value] of Object.entries(chosen)) {
    const known = tree.switches.find((it) => it.name === name)
    if (!known) throw new RangeError(`the tree ${tree.index} ${tree.version} has no switch ${name}`)
    if (!known.options.some((option) => option.value === value))
      throw new RangeError(`${String(value)} is no reading of the switch ${name}`)
  }
  return Object.fromEntries(tree.switches.map((it) => [it.name, chosen[it.name] ?? it.default]))
}

/** The value of a field that may point to a switch. `readTree` has checked that it fits. */
export const settled = <T extends Choice>(field: T | { switch: string }, choices: Choices): T =>
  typeof field === 'object' ? (choices[field.switch] as T) : field
