// A small province one can see whole, served in process: two districts, their communes, two departments,
// another province beside it, and a person in each place a right is tried from.

import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { clock, offsetTo, toInstant } from '../src/app/clock.ts'
import { readConfig } from '../src/app/config.ts'
import { type Instance, systemAct } from '../src/app/instance.ts'
import { openLog } from '../src/app/log.ts'
import { application } from '../src/app/serve.ts'
import {
  addPerson,
  addPost,
  csrfToken,
  grantRole,
  holdPost,
  hoursFrom,
  insertSession,
  newSecret,
  type Role,
  secretHash,
} from '../src/auth/index.ts'
import { publishCalendar, readCalendarPack } from '../src/calendar/index.ts'
import { type Day, day } from '../src/lib/day.ts'
import { idMaker } from '../src/lib/id.ts'
import {
  type GroupRule,
  importUnits,
  loadGroups,
  rootUnitId,
  type UnitLevel,
  unitByCode,
} from '../src/org/index.ts'
import {
  type Act,
  fileStore,
  type Recall,
  readMigrations,
  secretsOf,
} from '../src/platform/index.ts'
import { testDatabase } from './database.ts'

export const TODAY = day('2024-06-12')

const UNITS: [UnitLevel, string, string, string | null][] = [
  ['province', '19', 'Tỉnh Thái Nguyên', null],
  ['department', 'SNV', 'Sở Nội vụ', '19'],
  ['department', 'SYT', 'Sở Y tế', '19'],
  ['district', '167', 'Huyện Định Hóa', '19'],
  ['district', '168', 'Huyện Phú Lương', '19'],
  ['commune', '05569', 'Xã Bảo Cường', '167'],
  ['commune', '05563', 'Xã Linh Thông', '167'],
  ['commune', '05611', 'Xã Vô Tranh', '168'],
  ['province', '06', 'Tỉnh Bắc Kạn', null],
  ['district', '062', 'Huyện Ngân Sơn', '06'],
]

export type Someone = { personId: string; postId: string; secret: string; unitId: string }

export type World = Awaited<ReturnType<typeof world>>

/** Builds the world on a fresh database; `today` is 12/6/2024, two working days before a quarter's report. */
export async function world(
  options: { today?: Day; units?: typeof UNITS; empty?: boolean; recall?: Recall } = {},
) {
  const database = await testDatabase()
  const home = mkdtempSync(path.join(os.tmpdir(), 'congtam-world-'))
  const makeId = idMaker(() => new Uint8Array(randomBytes(16)))
  let waited = 0
  let time = clock(offsetTo(options.today ?? TODAY))
  const instance: Instance = {
    config: readConfig({ CONGTAM_HOME: home, LOG_LEVEL: 'silent' }, process.cwd()),
    db: database.db,
    pool: database.pool,
    files: fileStore(path.join(home, 'files')),
    secrets: secretsOf(new Uint8Array(32).fill(1), { 'provider.secret': 'a secret of the tests' }),
    clock: () => {
      const told = time()
      return { ...told, trueNow: toInstant(Date.parse(told.trueNow) + waited * 1000) }
    },
    migrations: readMigrations('migrations').map(({ name }) => name),
    newId: () => makeId(Date.parse(time().now)),
    enqueue: async () => undefined,
    close: async () => undefined,
  }
  const log: unknown[] = []
  const logger = openLog('silent')
  const server = application(instance, {
    assets: { address: (name) => `/assets/${name}` },
    ...(options.recall ? { recall: options.recall } : {}),
    log: Object.assign(Object.create(logger), {
      info: (line: unknown) => log.push(line),
      error: (line: unknown) => log.push(line),
    }),
  })
  if (!options.empty) await systemAct(instance, furnish)

  async function furnish(act: Act) {
    await importUnits(
      act,
      (options.units ?? UNITS).map(([level, code, fullName, parentCode]) => ({
        level,
        code,
        name: fullName.replace(/^(Tỉnh|Huyện|Xã) /, ''),
        fullName,
        type: '',
        parentCode,
        validFrom: day('2020-01-01'),
        validTo: null,
        dossierCode: null,
      })),
    )
    await loadGroups(
      act,
      JSON.parse(readFileSync('packs/vn/groups.json', 'utf8')) as GroupRule[],
      'test',
    )
    await publishCalendar(act, {
      version: 'vn-2022-2027',
      source: 'packs/vn',
      days: readCalendarPack(
        readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
        readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
      ),
      unitId: (await rootUnitId(act.db)) ?? '',
    })
  }
  const unitId = async (code: string) => {
    const unit = await unitByCode(database.db, code, time().today)
    if (!unit) throw new Error(`no unit ${code}`)
    return unit.id
  }

  /** Someone new in a unit with roles over scopes (default: the unit itself), already signed in. */
  async function person(
    unit: string,
    roles: Partial<Record<Role, string>> | Role,
  ): Promise<Someone> {
    const grants = typeof roles === 'string' ? { [roles]: unit } : roles
    const home_ = await unitId(unit)
    return await systemAct(instance, async (act) => {
      const mark = randomBytes(4).toString('hex')
      const personId = await addPerson(act, {
        name: `Người ${mark}`,
        email: `${mark}@test.vn`,
        unitId: home_,
      })
      const postId = await addPost(act, {
        unitId: home_,
        title: `Vị trí ${mark}`,
        from: day('2024-01-01'),
      })
      await holdPost(act, { postId, personId, from: day('2024-01-01') })
      for (const [role, scope] of Object.entries(grants)) {
        await grantRole(act, {
          postId,
          role,
          scopeId: await unitId(scope),
          from: day('2024-01-01'),
        })
      }
      const secret = newSecret()
      await insertSession(act.db, {
        id: act.newId(),
        token_hash: secretHash(secret),
        person_id: personId,
        post_id: postId,
        started_at: act.now,
        seen_at: act.now,
        expires_at: hoursFrom(act.now, 24),
        ended_at: null,
        agent: 'test',
      })
      return { personId, postId, secret, unitId: home_ }
    })
  }

  type Ask = {
    as?: Someone
    method?: string
    form?: Record<string, unknown> | FormData
    headers?: HeadersInit
  }

  /** One request, as a browser on our own page would make it. */
  async function ask(address: string, { as, method, form, headers }: Ask = {}): Promise<Response> {
    const sent = new Headers(headers)
    sent.set('host', 'localhost')
    if (as) sent.set('cookie', `congtam=${as.secret}`)
    if (!form && (!method || method === 'GET')) {
      return await server.request(`http://localhost${address}`, { headers: sent })
    }
    if (!sent.has('origin')) sent.set('origin', 'http://localhost')
    const body = form instanceof FormData ? form : new FormData()
    if (!(form instanceof FormData)) {
      for (const [name, value] of Object.entries(form ?? {})) {
        for (const item of Array.isArray(value) ? value : [value]) body.append(name, String(item))
      }
    }
    if (as && !body.has('csrf')) body.append('csrf', csrfToken(as.secret))
    return await server.request(`http://localhost${address}`, {
      method: method ?? 'POST',
      headers: sent,
      body,
    })
  }

  return {
    instance,
    db: database.db,
    pool: database.pool,
    connection: database.connection,
    server,
    log,
    unitId,
    person,
    ask,
    act: <T>(work: Parameters<typeof systemAct<T>>[1]) => systemAct(instance, work),
    /** Lets seconds pass on the clocks of devices. */
    wait: (seconds: number) => {
      waited += seconds
    },
    /** Lets days pass. */
    travel: (to: Day) => {
      time = clock(offsetTo(to))
    },
    async close() {
      await database.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
