// Two rounds of a text, side by side, with what changed marked in words, not by colour alone.

import type { ComponentChildren, VNode } from 'preact'
import { difference, type Piece } from './difference.ts'
import { Spoken } from './speech.tsx'

export type Side = { title: ComponentChildren; text: string }

/** Earlier text left with what was dropped, later text right with what was added. */
export function Compare({ left, right }: { left: Side; right: Side }): VNode {
  const pieces = difference(left.text, right.text)
  const changed = pieces.some(({ kind }) => kind !== 'same')
  return (
    <Spoken>
      {(t) => (
        <div class="compare">
          <div>
            <p class="compare-title">{left.title}</p>
            <Text pieces={pieces} without="inserted" word={t('deleted')} />
          </div>
          <div>
            <p class="compare-title">{right.title}</p>
            <Text pieces={pieces} without="deleted" word={t('inserted')} />
          </div>
          <p class="compare-legend">{t(changed ? 'diff.legend' : 'sameText')}</p>
        </div>
      )}
    </Spoken>
  )
}

type TextProps = { pieces: Piece[]; without: Piece['kind']; word: string }

function Text({ pieces, without, word }: TextProps) {
  return (
    <p class="compare-text">
      {pieces
        .filter(({ kind }) => kind !== without)
        .map(({ kind, text }, index) => {
          if (kind === 'same') return text
          const Mark = kind === 'inserted' ? 'ins' : 'del'
          return (
            <Mark key={index}>
              <span class="unseen">[{word}: </span>
              {text}
              <span class="unseen">] </span>
            </Mark>
          )
        })}
    </p>
  )
}
