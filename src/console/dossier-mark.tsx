// How a dossier stands: a shape and a word.

import type { VNode } from 'preact'
import type { DossierStanding } from '../dossiers/index.ts'
import { type Standing, StandingShape } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { dossierPageWords } from './dossier-words.ts'

const SHAPES: Record<DossierStanding, Standing> = {
  overdue: 'overdue',
  'due-soon': 'due-soon',
  'in-time': 'on-time',
  paused: 'returned',
  waiting: 'waiting',
  'finished-early': 'accepted',
  'finished-on-time': 'accepted',
  'finished-late': 'late',
  ended: 'submitted',
}

export const DossierMark = ({
  page,
  standing,
}: {
  page: Page
  standing: DossierStanding
}): VNode => (
  <span class={`standing is-${SHAPES[standing]}`}>
    <StandingShape standing={SHAPES[standing]} />{' '}
    {say(dossierPageWords, page.lang)(`standing.${standing}`)}
  </span>
)
