// A person's notices as one letter and as one short message.

import { formatDay } from '../lib/day.ts'
import { type Lang, SITE, type Words } from '../platform/index.ts'
import { type DigestLine, dutyHref } from './digest.ts'
import type { Notice } from './store.ts'
import { type Texts, textOf } from './texts.ts'

const MOST_LINES = 40

type Told = Pick<Notice, 'kind' | 'facts' | 'lines' | 'href'>

/** The sentence of a notice, in the reader's language: days as that language writes them. */
export const titleOf = (texts: Texts, lang: Lang, { kind, facts }: Told): string =>
  textOf(texts, lang, kind, {
    ...facts,
    ...(typeof facts.day === 'string' ? { day: formatDay(facts.day, lang) } : {}),
  })

type LetterKey = 'left' | 'left.today' | 'past' | 'limit' | 'more' | 'subject.more'

/** One letter for everything that is new. */
export function letterOf(
  notices: readonly Told[],
  { texts, lang, words }: { texts: Texts; lang: Lang; words: Words<LetterKey> },
): { subject: string; text: string } {
  const say = (key: LetterKey, facts = {}) =>
    words[lang][key].replace(/\{(\w+)\}/g, (_, name: string) => String(Object(facts)[name] ?? ''))
  const [first] = notices
  const title = first ? titleOf(texts, lang, first) : ''
  const more = notices.length - 1
  const parts = notices.map((notice) => {
    const shown = notice.lines.slice(0, MOST_LINES).map((line) => lineText(line, lang, say))
    const left = notice.lines.length - shown.length
    return [
      titleOf(texts, lang, notice),
      ...shown,
      ...(left > 0 ? [say('more', { n: left })] : []),
      `${SITE}${notice.href}`,
    ].join('\n')
  })
  return {
    subject: more > 0 ? say('subject.more', { title, n: more }) : title,
    text: [
      textOf(texts, lang, 'letter.opening', { n: notices.length }),
      ...parts,
      textOf(texts, lang, 'letter.closing', {}),
      `${SITE}/office/notices`,
    ].join('\n\n'),
  }
}

type Saying = (key: LetterKey, facts?: Record<string, string | number>) => string

function lineText(line: DigestLine, lang: Lang, say: Saying): string {
  const when =
    line.left > 0
      ? say('left', { n: line.left })
      : line.left === 0
        ? say('left.today')
        : say('past', { n: -line.left })
  const what = `${line.number}. ${line.title}`
  const limit = say('limit', { day: formatDay(line.limitOn, lang) })
  return `- [${when}] ${line.unitName}: ${what} (${limit})\n  ${SITE}${dutyHref(line)}`
}
