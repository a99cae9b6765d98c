// The people of the demo: a head and an officer in every unit that has work, and accounts to try it with.

import { addPerson, addPost, grantRole, holdPost, type Role, setPassword } from '../auth/index.ts'
import type { Day } from '../lib/day.ts'
import type { Random } from '../lib/random.ts'
import type { UnitListed } from '../org/index.ts'
import type { Actor } from '../platform/index.ts'
import { type Phrases, personName } from './phrases.ts'
import { inParallel, type Stage } from './stage.ts'

export type Cast = Map<string, { head: Actor; reviewer: Actor }>

export type Account = { email: string; role: string; unit: string }

const FROM = '2024-01-02' as Day

type Part = { unit: UnitListed; title: string; role: Role; scope: UnitListed; email: string }

async function play(stage: Stage, random: Random, phrases: Phrases, part: Part): Promise<Actor> {
  const name = personName(random, phrases)
  return await stage.run({ on: FROM, time: '08:00' }, async (act) => {
    const personId = await addPerson(act, { name, email: part.email, unitId: part.unit.id })
    const postId = await addPost(act, { unitId: part.unit.id, title: part.title, from: FROM })
    await holdPost(act, { postId, personId, from: FROM })
    await grantRole(act, { postId, role: part.role, scopeId: part.scope.id, from: FROM })
    return { kind: 'person', personId, postId, unitId: part.unit.id }
  })
}

/** Everyone who acts in the demo. A unit's head also reviews what is addressed to the unit. */
export async function castOf(
  stage: Stage,
  random: Random,
  phrases: Phrases,
  units: readonly UnitListed[],
): Promise<Cast> {
  const cast: Cast = new Map()
  await inParallel(units, 6, async (unit) => {
    const head = await play(stage, random, phrases, {
      unit,
      title: unit.level === 'commune' || unit.level === 'district' ? 'Chủ tịch UBND' : 'Thủ trưởng',
      role: 'head',
      scope: unit,
      email: `head.${unit.code.toLowerCase()}@demo.vn`,
    })
    cast.set(unit.id, { head, reviewer: head })
  })
  return cast
}

export const PASSWORD = 'cong-tam-2024'

/** Accounts with a known password, one for each role of the tour. */
export async function openAccounts(
  stage: Stage,
  random: Random,
  phrases: Phrases,
  units: readonly UnitListed[],
): Promise<Account[]> {
  const province = units.find(({ level }) => level === 'province')
  const office = units.find(({ code }) => code === 'TN-SNV')
  const district = units.find(({ level }) => level === 'district')
  const commune = units.find((unit) => unit.level === 'commune' && unit.parentId === district?.id)
  if (!province || !office || !district || !commune) return []
  const parts: Part[] = [
    {
      unit: office,
      title: 'Chuyên viên phụ trách PAPI',
      role: 'coordinator',
      scope: province,
      email: 'dieuphoi@demo.vn',
    },
    {
      unit: province,
      title: 'Phó Chủ tịch UBND tỉnh',
      role: 'leader',
      scope: province,
      email: 'lanhdao@demo.vn',
    },
    {
      unit: district,
      title: 'Phó Chủ tịch UBND huyện',
      role: 'reviewer',
      scope: district,
      email: 'huyen@demo.vn',
    },
    {
      unit: commune,
      title: 'Công chức Văn phòng - Thống kê',
      role: 'officer',
      scope: commune,
      email: 'xa@demo.vn',
    },
    {
      unit: commune,
      title: 'Chủ tịch UBND xã',
      role: 'head',
      scope: commune,
      email: 'chutich.xa@demo.vn',
    },
    {
      unit: province,
      title: 'Quản trị hệ thống',
      role: 'administrator',
      scope: province,
      email: 'quantri@demo.vn',
    },
    {
      unit: province,
      title: 'Thanh tra viên',
      role: 'inspector',
      scope: province,
      email: 'thanhtra@demo.vn',
    },
  ]
  const accounts: Account[] = []
  for (const part of parts) {
    const actor = await play(stage, random, phrases, part)
    await stage.run({ on: FROM, time: '08:30' }, async (act) => {
      await setPassword(act, {
        personId: actor.personId ?? '',
        unitId: part.unit.id,
        password: PASSWORD,
      })
      const postId = actor.postId ?? ''
      if (part.role === 'reviewer') {
        await grantRole(act, { postId, role: 'head', scopeId: part.scope.id, from: FROM })
      }
      if (part.role === 'coordinator') {
        await grantRole(act, { postId, role: 'reviewer', scopeId: part.unit.id, from: FROM })
      }
    })
    accounts.push({ email: part.email, role: part.title, unit: part.unit.fullName })
  }
  return accounts
}
