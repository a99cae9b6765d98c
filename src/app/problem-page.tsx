// The page for a refusal or a failure: what happened, what was kept, what to do.

import type { VNode } from 'preact'
import { Document, Heading } from '../face/index.ts'
import { type Page, type Problem, say } from '../platform/index.ts'
import { problemText } from './problem-words.ts'
import { appWords } from './words.ts'

/** The whole document shown for a `Problem` that no form shows itself. */
export function problemPage(problem: Problem, page: Page): VNode {
  const t = say(appWords, page.lang)
  const { title, text } = problemText(problem, page.lang)
  const home = page.visitor.actor.personId === null ? '/' : '/office'
  return (
    <Document page={page} title={title} frame="public" nav={[]}>
      <Heading title={title} lead={text} />
      <p>
        <a href={home}>{t('home')}</a>
      </p>
    </Document>
  )
}
