/** A refusal someone can act on. Its sentence stands in the words of the room that owns `code`. */
export class Problem extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 503
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: Problem['status'], code: string, details: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.details = details
  }
}

/** The usual refusal for a thing that is not there, or not there for this reader. */
export const notFound = (noun: string): Problem => new Problem(404, `${noun}.not-found`)

/** A refusal by the database of what was given (SQLSTATE class 22: no id, no number, no day that it can hold), or because
 * another request saved the same or held it at that moment, as the refusal it is; every other error as it came. */
export function asProblem(error: unknown): unknown {
  const code = (error as { code?: unknown } | null)?.code
  if (code === '23505' || code === '40P01') return new Problem(409, 'request.collided')
  if (typeof code !== 'string' || !/^22[0-9A-Z]{3}$/.test(code)) return error
  return code === '22P02' ? notFound('page') : new Problem(422, 'input.invalid', { issues: [] })
}
