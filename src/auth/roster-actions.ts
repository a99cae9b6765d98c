// People and posts brought in from a table: what each row would change is decided first, then done as it was
// decided. A row that says what stands already changes nothing, so the same table may come twice.

import { unitsByIds } from '../org/index.ts'
import { type Act, Problem, type Read } from '../platform/index.ts'
import { recordFor } from './actions.ts'
import { sendLink } from './link-actions.ts'
import { addPerson, addPost, grantRole, holdPost } from './people-actions.ts'
import { grantsOfPosts, holdingsOf, postsIn } from './people-store.ts'
import { MOST_ROWS, type RosterFault, type RosterRow } from './roster.ts'
import { hasLeft } from './sign-in-actions.ts'
import { peopleByEmails, postIdsHeld } from './store.ts'

/** `new`: a person is added. `post`: someone known gets a post. `role`: the post gets a role. `same`: nothing. */
export type RosterChange = 'new' | 'post' | 'role' | 'same'

type Planned = RosterRow & {
  change: RosterChange
  unitId: string
  unitName: string
  personId: string | null
  /** The post to be held or given a role; null when a new one is made. */
  postId: string | null
}

/** What the rows would change today, and which of them cannot be. Saves nothing. */
export async function planRoster(
  read: Read,
  rows: readonly RosterRow[],
): Promise<{ planned: Planned[]; faults: RosterFault[] }> {
  if (rows.length > MOST_ROWS) throw new Problem(422, 'roster.too-long', { most: MOST_ROWS })
  const { db, today } = read
  const units = await unitsByIds(db, await read.rights.reach('person.manage'))
  const unitOf = new Map(units.map((unit) => [unit.code.toLowerCase(), unit]))
  const people = await peopleByEmails(
    db,
    rows.map(({ email }) => email),
  )
  const wanted = new Set(rows.map(({ unit }) => unitOf.get(unit.toLowerCase())?.id ?? ''))
  const unitIds = [...wanted].filter((id) => id !== '')
  const posts = await postsIn(db, unitIds, today)
  const taken = new Set(await postIdsHeld(db, unitIds, today))
  const planned: Planned[] = []
  const faults: RosterFault[] = []
  const toAdd = new Set<string>()
  for (const row of rows) {
    const unit = unitOf.get(row.unit.toLowerCase())
    const person = people.get(row.email)
    const fault = (column: RosterFault['column'], code: RosterFault['code']) =>
      faults.push({ line: row.line, column, code, value: row[column] })
    if (!unit) fault('unit', 'unit')
    else if (person && hasLeft(read, person)) fault('email', 'left')
    else if (person && person.name !== row.name) fault('name', 'name-differs')
    else {
      const held = person ? await holdingsOf(db, person.id) : []
      const here = posts.filter(
        ({ unitId, title }) =>
          unitId === unit.id && title.toLowerCase() === row.title.toLowerCase(),
      )
      const own = here.find(({ id }) =>
        held.some(({ postId, to }) => postId === id && (to === null || to > today)),
      )
      const post = own ?? here.find(({ id }) => !taken.has(id)) ?? null
      if (post) taken.add(post.id)
      const lacksRole =
        own !== undefined && row.role !== '' && !(await hasRole(read, own.id, row.role, unit.id))
      const isNew = !person && !toAdd.has(row.email)
      if (isNew) toAdd.add(row.email)
      const change = isNew ? 'new' : !own ? 'post' : lacksRole ? 'role' : 'same'
      planned.push({
        ...row,
        change,
        unitId: unit.id,
        unitName: unit.fullName,
        personId: person?.id ?? null,
        postId: post?.id ?? null,
      })
    }
  }
  return { planned, faults }
}

async function hasRole({ db, today }: Read, postId: string, role: string, scopeId: string) {
  const grants = await grantsOfPosts(db, [postId])
  return grants.some(
    (grant) =>
      grant.role === role && grant.scopeId === scopeId && (grant.to === null || grant.to > today),
  )
}

/** Does what `planRoster` says of the rows now: all of it, or nothing. New people are invited where wanted. */
export async function applyRoster(
  act: Act,
  rows: readonly RosterRow[],
  { invite }: { invite: boolean },
): Promise<Record<RosterChange, number>> {
  const { planned, faults } = await planRoster(act, rows)
  if (faults.length > 0) throw new Problem(409, 'roster.changed')
  const counts = { new: 0, post: 0, role: 0, same: 0 }
  const added = new Map<string, string>()
  for (const row of planned) {
    const { name, email, unitId, title, from, role } = row
    counts[row.change] += 1
    if (row.change === 'same') continue
    const known = row.personId ?? added.get(email)
    const personId = known ?? (await addPerson(act, { name, email, unitId }))
    const postId = row.postId ?? (await addPost(act, { unitId, title, from }))
    if (row.change !== 'role') await holdPost(act, { postId, personId, from })
    if (role !== '' && !(await hasRole(act, postId, role, unitId)))
      await grantRole(act, { postId, role, scopeId: unitId, from })
    if (!known) {
      added.set(email, personId)
      if (invite) await sendLink(act, { personId, unitId })
    }
  }
  await recordFor(act, 'people.imported', act.actor.unitId, 'people', counts)
  return counts
}
