// What a new instance needs before anyone can work: units, groups, calendar, and someone who may sign in.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import {
  addPerson,
  addPost,
  grantRole,
  holdPost,
  issuePassword,
  OFFERED,
  setPolicy,
} from '../auth/index.ts'
import { calendarVersions, publishCalendar, readCalendarPack } from '../calendar/index.ts'
import { loadIntegrityPack, loadLetterTemplate } from '../dossiers/index.ts'
import { loadVersions } from '../index766/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import {
  type GroupRule,
  importUnits,
  loadGroups,
  readUnitRows,
  rootUnitId,
  type UnitImport,
  type UnitLevel,
} from '../org/index.ts'
import { loadPapi } from '../papi/index.ts'
import { loadPetitionRules, petitionUnitIds, recountPetitions } from '../petitions/index.ts'
import { loadDimensions } from '../plans/index.ts'
import { type Act, alone } from '../platform/index.ts'
import { loadCriteriaPacks } from './criteria-packs.ts'
import { type Instance, systemAct } from './instance.ts'

const PROVINCE = 'thai-nguyen'
const DEMO_BEGINS = '2024-01-02' as Day
/** Days until whoever accepts or publishes needs a second factor, outside the demo. */
const GRACE_DAYS = 30
const CALENDAR = 'working-calendar-2022-2027'

type Options = { demo: boolean; say(text: string): void }

const LOCK = 766_2270

/** Loads the packs when they are not loaded yet; with `demo` makes the demo province, once. Of several processes that start
 * together one does it, and the others wait. */
export async function firstStart(
  instance: Instance,
  packs: string,
  options: Options,
): Promise<void> {
  await alone(instance.pool, LOCK, () => loadAll(instance, packs, options))
}

async function loadAll(instance: Instance, packs: string, options: Options): Promise<void> {
  // A demo lives in the year of its plan: its first events too.
  const then = options.demo
    ? { now: instantAt(DEMO_BEGINS, '07:00'), today: DEMO_BEGINS }
    : instance.clock()
  const isNew = await systemAct(instance, (act) => loadPacks({ ...act, ...then }, packs))
  await systemAct(instance, (act) => loadVersions({ ...act, ...then }, indexPacks(packs)))
  await systemAct(instance, (act) => loadCriteriaPacks({ ...act, ...then }, packs))
  const letter: unknown = JSON.parse(
    readFileSync(path.join(packs, 'vn', 'letter-apology-2025.json'), 'utf8'),
  )
  await systemAct(instance, (act) => loadLetterTemplate({ ...act, ...then }, letter))
  const detectors: unknown = JSON.parse(
    readFileSync(path.join(packs, 'vn', 'integrity-2026.json'), 'utf8'),
  )
  await systemAct(instance, ({ db }) => loadIntegrityPack(db, detectors, then.now))
  await loadClocks(instance, packs, then)
  if (!options.demo) {
    if (isNew && !instance.config.demo)
      await systemAct(instance, (act) => firstAdministrator(act, options.say))
    return
  }
  const { makeDemo } = await import('./demo.ts')
  await makeDemo(instance, packs, options.say)
}

/** Petitions whose clocks are no longer those they were counted by are counted anew. */
async function loadClocks(
  instance: Instance,
  packs: string,
  then: Pick<Act, 'now' | 'today'>,
): Promise<void> {
  const clocks: unknown = JSON.parse(
    readFileSync(path.join(packs, 'vn', 'petition-clocks.json'), 'utf8'),
  )
  const isChanged = await systemAct(instance, (act) =>
    loadPetitionRules({ ...act, ...then }, clocks, 'packs/vn/petition-clocks.json'),
  )
  if (!isChanged) return
  for (const unitId of await petitionUnitIds(instance.db))
    await systemAct(instance, (act) => recountPetitions(act, unitId))
}

/** Versions of an index come with the program; a newer program brings newer ones. */
const indexPacks = (packs: string): unknown[] =>
  readdirSync(path.join(packs, 'vn'))
    .filter((name) => /^index766-.*\.json$/.test(name))
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(packs, 'vn', name), 'utf8')) as unknown)

async function loadPacks(act: Act, packs: string): Promise<boolean> {
  const read = (...names: string[]) => readFileSync(path.join(packs, ...names), 'utf8')
  const isNew = (await calendarVersions(act.db)).length === 0
  if (isNew) await loadGround(act, read)
  const unitId = await rootUnitId(act.db)
  if (unitId) await loadPapi(act, (name) => read('papi', name), unitId)
  return isNew
}

async function loadGround(act: Act, read: (...names: string[]) => string): Promise<void> {
  const { rows, errors } = readUnitRows(read(PROVINCE, 'units-2024-05-01.csv'))
  if (errors.length > 0)
    throw new Error(`units pack: line ${errors[0]?.line} ${errors[0]?.message}`)
  await importUnits(act, [...rows, ...bodies(read(PROVINCE, 'bodies.json'))])
  await loadGroups(
    act,
    JSON.parse(read('vn', 'groups.json')) as GroupRule[],
    'packs/vn/groups.json',
  )
  const unitId = await rootUnitId(act.db)
  if (!unitId) throw new Error('the units pack names no province')
  await publishCalendar(act, {
    version: 'vn-2022-2027',
    source: 'packs/vn',
    days: readCalendarPack(read('vn', `${CALENDAR}.csv`), read('vn', 'special-days-2022-2027.csv')),
    unitId,
  })
  await loadDimensions(act, JSON.parse(read('vn', 'papi-dimensions.json')), unitId)
}

type Body = {
  code: string
  name: string
  fullName: string
  level: UnitLevel
  parentCode: string | null
  validFrom: Day
  validTo: Day | null
  aliases: string[]
}

const bodies = (text: string): UnitImport[] =>
  (JSON.parse(text) as Body[]).map((body) => ({ ...body, type: '', dossierCode: null }))

/** A clean start prints the first administrator's password once; it is kept nowhere. */
async function firstAdministrator(act: Act, say: Options['say']): Promise<void> {
  const unitId = await rootUnitId(act.db)
  if (!unitId) return
  const email = 'admin@congtam.local'
  const personId = await addPerson(act, { name: 'Quản trị', email, unitId })
  const postId = await addPost(act, { unitId, title: 'Quản trị hệ thống', from: act.today })
  await holdPost(act, { postId, personId, from: act.today })
  await grantRole(act, { postId, role: 'administrator', scopeId: unitId, from: act.today })
  await setPolicy(act, { ...OFFERED, requiredFrom: addDays(act.today, GRACE_DAYS) }, unitId)
  const password = await issuePassword(act, personId, unitId)
  say(
    `First administrator: ${email}  password: ${password}  (printed once; change it after signing in)`,
  )
}
