// The demo province: the real plan, a year of synthetic reports made by a seeded simulator through the actions.

import { criteriaMeasures } from '../console/index.ts'
import type { Day } from '../lib/day.ts'
import { seeded } from '../lib/random.ts'
import { unitsOn } from '../org/index.ts'
import {
  applyImport,
  beginImport,
  nameCoordinator,
  planById,
  publishPlan,
  readImport,
} from '../plans/index.ts'
import type { JobRow } from '../platform/index.ts'
import { playCriteria } from './criteria.ts'
import { playDesk } from './desk.ts'
import { dossierDemoJobs, playDossiers } from './dossiers.ts'
import { playNotices, playReceipts } from './notices.ts'
import { type Account, castOf, openAccounts } from './people.ts'
import { petitionDemoJobs, playPetitions } from './petitions.ts'
import { demoPhoto } from './photo.ts'
import type { Phrases } from './phrases.ts'
import { playSecondPlan } from './second-plan.ts'
import type { Stage } from './stage.ts'
import { playSubplans } from './subplans.ts'
import { playUnitCalendars } from './unit-calendars.ts'
import { playYear } from './year.ts'

export const demoJobs: readonly JobRow[] = [...dossierDemoJobs, ...petitionDemoJobs]
export { PASSWORD } from './people.ts'
export type { Moment, Stage } from './stage.ts'

export type DemoPack = {
  plan: Uint8Array
  second: Uint8Array
  phrases: Phrases
  today: Day
  procedures: string
}

/** Plays the year into an instance that has units, groups and a calendar, and no plan yet. */
export async function playDemo(stage: Stage, pack: DemoPack): Promise<Account[]> {
  const random = seeded(2024)
  const units = await unitsOn(stage.read.db, '2024-05-14' as Day)
  stage.say(`Making the demo province (${units.length} units, once; takes about a minute):`)
  const accounts = await openAccounts(stage, random, pack.phrases, units)
  const cast = await castOf(stage, random, pack.phrases, units)
  const office = units.find(({ code }) => code === 'TN-SNV')
  const coordinator = office ? cast.get(office.id)?.head : undefined
  if (!office || !coordinator) throw new Error('the packs name no coordinating unit')
  const bring = async (fileName: string, bytes: Uint8Array, on: Day) => {
    const moment = { on, time: '09:00', actor: coordinator }
    const { importId } = await stage.run(moment, (act) => beginImport(act, { fileName, bytes }))
    await stage.run(moment, (act) => readImport(act, importId))
    const { planId } = await stage.run(moment, (act) => applyImport(act, importId))
    await stage.run(moment, (act) => nameCoordinator(act, { planId, unitId: office.id }))
    const { duties } = await stage.run({ ...moment, time: '10:00' }, (act) =>
      publishPlan(act, planId),
    )
    const plan = await planById(stage.read.db, planId)
    if (!plan) throw new Error('the plan is gone')
    return { plan, duties }
  }
  const { plan, duties } = await bring(
    'ke-hoach-99-kh-ubnd-2024.txt',
    pack.plan,
    '2024-05-15' as Day,
  )
  stage.say(`  plan published: ${duties} duties`)
  const play = {
    stage,
    plan,
    units: units.filter(({ level }) => level !== 'province'),
    cast,
    phrases: pack.phrases,
    photo: await demoPhoto(),
    today: pack.today,
  }
  await playReceipts(play)
  await playSubplans(play, coordinator)
  await playYear(play)
  const second = await bring('ke-hoach-cchc-2024.txt', pack.second, '2024-05-16' as Day)
  await playSecondPlan(play, second.plan, coordinator)
  await playDesk(play)
  await playCriteria(play, office, coordinator, criteriaMeasures)
  await playNotices(play)
  await playUnitCalendars(stage)
  await playDossiers(stage, pack)
  await playPetitions(stage, pack.today)
  return accounts
}
