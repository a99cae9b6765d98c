// A reference case from file to answer: the frame as the note says, the design, the operation, or a refusal.

import type { Json, SurveyCase } from './case.ts'
import { frameOfCase } from './case-data.ts'
import { designOfCase, type Load } from './case-design.ts'
import { answer } from './case-results.ts'
import { StatsError } from './stats-error.ts'

/**
 * The answer to one case in the shape of its `expect`; `{ unsupported: why }` for what the engine does not do,
 * `{ error: code, message }` for what must be refused.
 */
export async function runCase(asked: SurveyCase, load: Load): Promise<Json> {
  try {
    const frame = frameOfCase(asked, await load(asked.data))
    const design = await designOfCase(frame, asked.design, load)
    return answer(asked.op, design, { args: asked.args ?? {}, expect: asked.expect ?? {} })
  } catch (error) {
    if (!(error instanceof StatsError)) throw error
    if (error.code === 'case.unsupported') return { unsupported: error.message }
    return { error: error.code, message: error.message }
  }
}
