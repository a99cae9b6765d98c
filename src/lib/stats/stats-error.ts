// The refusal of the statistics floor: every function here gives a number it can stand behind, or throws this.

/**
 * A named refusal: `code` is stable and may be tested for (`'distribution.argument'`), `message` is a
 * sentence for a person. No function of this folder returns NaN in place of it.
 */
export class StatsError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'StatsError'
    this.code = code
  }
}

/** Throws `StatsError(code, message)` unless the condition holds. */
export function must(holds: boolean, code: string, message: string): asserts holds {
  if (!holds) throw new StatsError(code, message)
}
