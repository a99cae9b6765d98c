// Steps of trying things out, back and forth: like what is tried they stand in the address, so that a link carries them and
// they work without script.

import type { Setting } from '../papi/index.ts'
import { plain, settingName } from './papi-tried.ts'

export type Trail = { past: Setting[][]; next: Setting[][] }

const MOST = 12
const NOTHING = '-'

/** `7.2.3:0.6,1.3.3:0.96;-`: states by semicolons, the last one the latest. */
export const trailText = (states: readonly (readonly Setting[])[]): string =>
  states.map(stateText).join(';')

const stateText = (state: readonly Setting[]): string =>
  state.length === 0 ? NOTHING : state.map(({ code, value }) => `${code}:${plain(value)}`).join(',')

/** States of an address; what cannot be read is left out. */
export function statesIn(text: string): Setting[][] {
  if (text === '') return []
  return text
    .split(';')
    .slice(-MOST)
    .flatMap((state): Setting[][] => {
      if (state === NOTHING) return [[]]
      const settings = state.split(',').map((each): Setting | null => {
        const [, code, value] = /^(\d\.\d\.\d{1,2}):(-?\d+(?:\.\d+)?)$/.exec(each) ?? []
        return code && value ? { code, value: Number(value) } : null
      })
      return settings.some((each) => each === null) ? [] : [settings as Setting[]]
    })
}

/** The steps around what is tried now: a form that changed nothing made no step. */
export function trailOf(
  { past, next }: { past: string; next: string },
  now: readonly Setting[],
): Trail {
  const steps = statesIn(past)
  while (steps.length > 0 && stateText(steps.at(-1) ?? []) === stateText(now)) steps.pop()
  return { past: steps, next: statesIn(next) }
}

type Change = Record<string, string | null>

/** What goes into the address of a further step. */
export const pushed = ({ past }: Trail, now: readonly Setting[]): Change => ({
  past: trailText([...past, [...now]].slice(-MOST)),
  next: null,
  saved: null,
})

/** What an address becomes when the last step is taken back; null at the beginning. */
export function undone({ past, next }: Trail, now: readonly Setting[]): Change | null {
  const before = past.at(-1)
  if (!before) return null
  return {
    ...moved(now, before),
    past: trailText(past.slice(0, -1)),
    next: trailText([[...now], ...next].slice(0, MOST)),
  }
}

/** What an address becomes when a step taken back is done again; null when none was. */
export function redone({ past, next }: Trail, now: readonly Setting[]): Change | null {
  const [after, ...rest] = next
  if (!after) return null
  return {
    ...moved(now, after),
    past: trailText([...past, [...now]].slice(-MOST)),
    next: trailText(rest),
  }
}

const moved = (from: readonly Setting[], to: readonly Setting[]): Change => ({
  saved: null,
  ...Object.fromEntries(from.map(({ code }) => [settingName(code), null])),
  ...Object.fromEntries(to.map(({ code, value }) => [settingName(code), plain(value)])),
})
