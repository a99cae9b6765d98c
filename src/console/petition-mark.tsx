// How a petition stands: a shape and a word.

import type { VNode } from 'preact'
import { type Standing, StandingShape } from '../face/index.ts'
import type { PetitionStanding } from '../petitions/index.ts'
import { type Page, say } from '../platform/index.ts'
import { petitionPageWords } from './petition-words.ts'

const SHAPES: Record<PetitionStanding, Standing> = {
  overdue: 'overdue',
  'due-soon': 'due-soon',
  'in-time': 'on-time',
  paused: 'returned',
  'done-on-time': 'accepted',
  'done-late': 'late',
}

export const PetitionMark = ({
  page,
  standing,
}: {
  page: Page
  standing: PetitionStanding
}): VNode => (
  <span class={`standing is-${SHAPES[standing]}`}>
    <StandingShape standing={SHAPES[standing]} />{' '}
    {say(petitionPageWords, page.lang)(`standing.${standing}`)}
  </span>
)
