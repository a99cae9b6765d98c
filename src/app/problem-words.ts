// The sentence for a refusal, from the words of whichever room owns its code.

import { fill, type Lang, type Problem } from '../platform/index.ts'
import { PROBLEM_WORDS } from './rooms.ts'
import { appWords } from './words.ts'

/** Title and text of a refusal in one language; an unknown code is shown as such, never hidden. */
export function problemText(problem: Problem, lang: Lang): { title: string; text: string } {
  const own: Record<string, string> = appWords[lang]
  const fields = fieldsOf(problem)
  const title = own[problem.code]
  const text = own[`${problem.code}.text`]
  if (title && text) return { title, text: fill(text, { fields }) }
  const sentence = PROBLEM_WORDS.map((words) => words[lang][problem.code]).find(Boolean)
  if (sentence) return { title: own.refused ?? '', text: fillKnown(sentence, problem.details) }
  return { title: own.refused ?? '', text: fill(own['refused.text'] ?? '', { code: problem.code }) }
}

function fieldsOf(problem: Problem): string {
  const issues = problem.details.issues
  if (!Array.isArray(issues)) return ''
  return issues.map(({ field }: { field: string }) => field).join(', ')
}

const fillKnown = (text: string, details: Readonly<Record<string, unknown>>) =>
  text.replace(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place))
