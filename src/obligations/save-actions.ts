// Keeping a whole form at once: once for each key its sender made up, never over a newer draft unseen.

import { type Act, Problem } from '../platform/index.ts'
import { addEvidence, withdrawEvidence } from './evidence-actions.ts'
import { type FormKey, type FormLine, loadForm } from './load-form.ts'
import { cleanLine, type DraftLine } from './report.ts'
import { differs, saveDraft } from './report-actions.ts'
import { findSave, insertSave } from './save-store.ts'
import { holdUnit } from './store.ts'

export type ReportSave = {
  lines: DraftLine[]
  files: { dutyId: string; bytes: Uint8Array; fileName: string }[]
  links: { dutyId: string; link: string }[]
  /** Evidence to take back. */
  withdraw: string | null
  /** Made up by the sender: the same key is answered as before and changes nothing. */
  key?: string
  /** When the draft was last saved that the sender wrote over; empty: there was none. Absent: not asked. */
  base?: string
}
export type ReportSaved = { lines: number; evidence: number; refused: string[]; savedAt: string }

/** Lines that differ between what is sent and a newer draft of the server. */
export type DraftConflict = {
  savedAt: string
  savedBy: string | null
  lines: { dutyId: string; mine: DraftLine; theirs: DraftLine }[]
}
export type SaveOutcome = { saved: ReportSaved } | { conflict: DraftConflict }

/** Keeps a whole form at once. A file or link that cannot be kept is named by its code; everything else is
 * kept all the same. A newer draft that says otherwise is handed back instead, and nothing is kept. */
export async function saveReport(act: Act, key: FormKey, save: ReportSave): Promise<SaveOutcome> {
  await holdUnit(act.db, key.unitId)
  const earlier = save.key ? await findSave(act.db, key.unitId, save.key) : undefined
  if (earlier) return { saved: earlier }
  const form = await loadForm(act.db, act.today, key)
  const conflict = save.base === undefined ? null : conflictOf(form.lines, save.lines, save.base)
  if (conflict) return { conflict }
  const lines = await saveDraft(act, key, save.lines)
  const common = { unitId: key.unitId, period: key.period }
  const locked = new Set(form.lines.filter((line) => line.isLocked).map((line) => line.duty.id))
  const refused: string[] = []
  let evidence = 0
  const attempt = async (dutyId: string, work: () => Promise<unknown>) => {
    try {
      if (locked.has(dutyId)) throw new Problem(409, 'evidence.locked')
      await work()
      evidence += 1
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      refused.push(error.code)
    }
  }
  for (const file of save.files) {
    await attempt(file.dutyId, () =>
      addEvidence(act, {
        ...common,
        ...file,
        isMinutes: /bi[eê]n b[aả]n/iu.test(file.fileName.normalize('NFC')),
      }),
    )
  }
  for (const link of save.links) {
    await attempt(link.dutyId, () => addEvidence(act, { ...common, ...link, title: '' }))
  }
  if (save.withdraw) {
    await withdrawEvidence(act, { unitId: key.unitId, id: save.withdraw })
  }
  const saved: ReportSaved = { lines, evidence, refused, savedAt: act.now }
  if (save.key) {
    await insertSave(act.db, {
      unit_id: key.unitId,
      key: save.key,
      answer: saved,
      saved_at: act.now,
      saved_by: act.actor.personId,
    })
  }
  return { saved }
}

/** What a newer draft of the server says otherwise; null when nothing is newer or nothing differs. */
function conflictOf(
  form: readonly FormLine[],
  lines: readonly DraftLine[],
  base: string,
): DraftConflict | null {
  const newer = form.filter(({ draft }) => draft !== null && isAfter(draft.saved_at, base))
  const apart = lines.map(cleanLine).flatMap((mine) => {
    const draft = newer.find(({ duty }) => duty.id === mine.dutyId)?.draft
    if (!draft || !differs(mine, draft)) return []
    const theirs: DraftLine = {
      dutyId: mine.dutyId,
      state: draft.state,
      progress: draft.progress,
      quantity: draft.quantity,
      hindrance: draft.hindrance,
      hindranceKind: draft.hindrance_kind,
    }
    return [{ dutyId: mine.dutyId, mine, theirs }]
  })
  if (apart.length === 0) return null
  const latest = newer
    .flatMap(({ draft }) => draft ?? [])
    .reduce((a, b) => (a.saved_at > b.saved_at ? a : b))
  return { savedAt: latest.saved_at, savedBy: latest.saved_by, lines: apart }
}

const isAfter = (savedAt: string, base: string): boolean =>
  base === '' || !(Date.parse(savedAt) <= Date.parse(base))
