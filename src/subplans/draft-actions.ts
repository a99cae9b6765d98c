// Writing a unit's own plan: kept as typed, prefilled from the unit's duties, or read from its document.

import { DocumentProblem, readDocument } from '../documents/index.ts'
import type { Day } from '../lib/day.ts'
import { bearersOfPlan, cleanTitle, listDuties, sniff } from '../obligations/index.ts'
import { planById } from '../plans/index.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { readPlan } from '../reading/index.ts'
import { doersOf } from './load-subplan.ts'
import { tasksOfReading } from './match.ts'
import {
  changeSubplan,
  changeTask,
  holdSubplan,
  insertSubplan,
  insertTasks,
  type OwnTask,
  type Subplan,
  subplanOf,
  tasksOf,
} from './store.ts'
import { LONGEST_TASK, LONGEST_TEXT, MOST_TASKS, NOBODY, type TaskDraft, tidy } from './subplan.ts'

export type SubplanKey = { unitId: string; planId: string }

export type SubplanSave = {
  number: string
  signedOn: Day | null
  title: string
  text: string
  /** A new signed file; null keeps the one that is there. */
  file: { bytes: Uint8Array; fileName: string } | null
  dropFile: boolean
  /** Own tasks by id; those without one are new. Tasks that are not named stay as they are. */
  tasks: (TaskDraft & { id: string | null; drop: boolean })[]
}

/** The draft, begun when there is none. One writer at a time. */
async function openDraft(act: Act, { unitId, planId }: SubplanKey): Promise<Subplan> {
  await holdSubplan(act.db, unitId)
  const known = await subplanOf(act.db, unitId, planId)
  if (known) return known
  if (!(await planById(act.db, planId))) throw notFound('plan')
  const fresh: Subplan = {
    unit_id: unitId,
    id: act.newId(),
    plan_id: planId,
    number: '',
    signed_on: null,
    title: '',
    text: '',
    file_hash: null,
    file_name: null,
    mime: null,
    size: null,
    begun_at: act.now,
    saved_at: act.now,
    saved_by: act.actor.personId,
  }
  await insertSubplan(act.db, fresh)
  return fresh
}

const columnsOf = ({ text, executor, dueOn, obligationId }: TaskDraft) => ({
  text: tidy(text, LONGEST_TASK),
  executor: tidy(executor.label, 200),
  division_id: executor.divisionId,
  post_id: executor.postId,
  person_id: executor.personId,
  due_on: dueOn,
  obligation_id: obligationId,
})

/** Adds tasks behind those that are there; refuses more than a plan can sensibly have. */
async function addTasks(
  act: Act,
  subplan: Subplan,
  drafts: readonly TaskDraft[],
  there: readonly OwnTask[],
): Promise<number> {
  if (there.length + drafts.length > MOST_TASKS)
    throw new Problem(422, 'subplan.too-many-tasks', { most: MOST_TASKS })
  const last = Math.max(0, ...there.map((task) => task.position))
  await insertTasks(
    act.db,
    drafts.map((draft, index) => ({
      unit_id: subplan.unit_id,
      id: act.newId(),
      subplan_id: subplan.id,
      position: last + index + 1,
      ...columnsOf(draft),
      added_at: act.now,
      added_by: act.actor.personId,
      ended_at: null,
      ended_by: null,
    })),
  )
  return drafts.length
}

async function saved(act: Act, subplan: Subplan, details: Record<string, unknown>): Promise<void> {
  await changeSubplan(act.db, subplan, { saved_at: act.now, saved_by: act.actor.personId })
  await record(act, 'subplan.saved', {
    unitId: subplan.unit_id,
    subject: subplan.id,
    details: { planId: subplan.plan_id, ...details },
  })
}

/** Keeps a whole form. What is incomplete is kept too; it is asked for when the plan is sent. */
export async function saveSubplan(act: Act, key: SubplanKey, save: SubplanSave): Promise<void> {
  const subplan = await openDraft(act, key)
  const there = await tasksOf(act.db, key.unitId, subplan.id)
  const known = new Set((await bearersOfPlan(act.db, key.planId, act.today)).map(idOf))
  const served = <T extends TaskDraft>(draft: T): T =>
    draft.obligationId && !known.has(draft.obligationId) ? { ...draft, obligationId: null } : draft
  const file = save.file ? await keepFile(act, save.file) : save.dropFile ? NO_FILE : {}
  await changeSubplan(act.db, subplan, {
    number: tidy(save.number, 100),
    signed_on: save.signedOn,
    title: tidy(save.title, 500),
    text: tidy(save.text, LONGEST_TEXT),
    ...file,
  })
  for (const task of there) {
    const draft = save.tasks.find(({ id }) => id === task.id)
    if (!draft) continue
    // Emptied is taken out.
    if (draft.drop || draft.text.trim() === '') {
      await changeTask(act.db, task, { ended_at: act.now, ended_by: act.actor.personId })
    } else await changeTask(act.db, task, columnsOf(served(draft)))
  }
  const fresh = save.tasks.filter(({ id, text }) => id === null && text.trim() !== '')
  await addTasks(act, subplan, fresh.map(served), there)
  await saved(act, subplan, { tasks: (await tasksOf(act.db, key.unitId, subplan.id)).length })
}

const idOf = ({ obligationId }: { obligationId: string }) => obligationId
const NO_FILE = { file_hash: null, file_name: null, mime: null, size: null }

async function keepFile(act: Act, { bytes, fileName }: NonNullable<SubplanSave['file']>) {
  const { kind, mime } = await sniff(bytes)
  if (kind === 'photo') throw new Problem(415, 'subplan.file-is-picture')
  const { hash, size } = await act.files.put(bytes)
  return { file_hash: hash, file_name: cleanTitle(fileName), mime, size }
}

/** One own task for each task that the unit leads and no own task serves yet, due when the plan's is. */
export async function prefillSubplan(act: Act, key: SubplanKey): Promise<number> {
  const subplan = await openDraft(act, key)
  const there = await tasksOf(act.db, key.unitId, subplan.id)
  const served = new Set(there.map((task) => task.obligation_id))
  const bound = await bearersOfPlan(act.db, key.planId, act.today, key.unitId)
  const duties = await listDuties(
    act.db,
    { today: act.today, soonOn: act.today },
    { unitIds: [key.unitId], planId: key.planId },
  )
  const drafts = bound
    .filter(({ part, obligationId }) => part === 'lead' && !served.has(obligationId))
    .map(({ text, obligationId }): TaskDraft => {
      const due = duties.filter((duty) => duty.obligationId === obligationId)
      return {
        text,
        executor: NOBODY,
        dueOn:
          due
            .map(({ dueOn }) => dueOn)
            .sort()
            .at(-1) ?? null,
        obligationId,
      }
    })
  if (drafts.length === 0) throw new Problem(409, 'subplan.nothing-to-prefill')
  const added = await addTasks(act, subplan, drafts, there)
  await saved(act, subplan, { prefilled: added })
  return added
}

/** Reads the tasks out of the unit's own document and adds them; the document is kept as the signed file when
 * it is a Word or Excel file. */
export async function importSubplan(
  act: Act,
  key: SubplanKey,
  { bytes, fileName }: { bytes: Uint8Array; fileName: string },
): Promise<number> {
  const subplan = await openDraft(act, key)
  const plan = await planById(act.db, key.planId)
  const document = await read(bytes, fileName)
  const reading = readPlan(document)
  const drafts = tasksOfReading(reading, {
    parents: await bearersOfPlan(act.db, key.planId, act.today, key.unitId),
    doers: await doersOf(act.db, key.unitId, act.today),
    year: plan?.year ?? Number(act.today.slice(0, 4)),
  })
  if (drafts.length === 0) throw new Problem(422, 'subplan.nothing-read')
  const there = await tasksOf(act.db, key.unitId, subplan.id)
  const added = await addTasks(act, subplan, drafts, there)
  await changeSubplan(act.db, subplan, {
    ...(subplan.number === '' && reading.number ? { number: reading.number } : {}),
    ...(subplan.signed_on === null && reading.date ? { signed_on: reading.date } : {}),
    ...(subplan.title === '' && reading.title ? { title: tidy(reading.title, 500) } : {}),
    ...(document.kind === 'text'
      ? { text: tidy(document.text, LONGEST_TEXT) }
      : await keepFile(act, { bytes, fileName })),
  })
  await saved(act, subplan, { imported: added })
  return added
}

async function read(bytes: Uint8Array, fileName: string) {
  try {
    return await readDocument(bytes, fileName)
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}
