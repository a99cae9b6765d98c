// The province of the packs on 12/6/2024: 235 units, groups, calendar, dimensions; no plan, nobody.

import { firstStart } from '../src/app/first-start.ts'
import { type World, world } from './world.ts'

export async function fullProvince(): Promise<World> {
  const w = await world({ empty: true })
  await firstStart(w.instance, 'packs', { demo: false, say: () => undefined })
  return w
}
