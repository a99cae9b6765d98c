// The small province with a small plan published in it, and one unit that has reported: something for every page.

import { readFileSync } from 'node:fs'
import { addEvidence, saveDraft, submitReport } from '../src/obligations/index.ts'
import { rootUnitId } from '../src/org/index.ts'
import {
  applyImport,
  beginImport,
  loadDimensions,
  publishPlan,
  readImport,
} from '../src/plans/index.ts'
import type { Actor } from '../src/platform/index.ts'
import { type World, world } from './world.ts'

/** Tasks for districts, communes and departments; one duty for Sở Nội vụ. */
export const SMALL_PLAN = `ỦY BAN NHÂN DÂN
TỈNH THÁI NGUYÊN

Số: 7/KH-UBND
Thái Nguyên, ngày 14 tháng 5 năm 2024

KẾ HOẠCH

Nâng cao chỉ số PAPI năm 2024

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Người dân được phục vụ tốt hơn.

II. NHIỆM VỤ

Có Phụ lục kèm theo.

III. TỔ CHỨC THỰC HIỆN

1. Sở Nội vụ

- Theo dõi, đôn đốc, tổng hợp báo cáo kết quả thực hiện Kế hoạch.

2. UBND cấp huyện

- Kiểm tra việc công khai, minh bạch tại cấp xã.

Nơi nhận:

- Thường trực Tỉnh ủy;

- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH


Nguyễn Văn Thử

PHỤ LỤC

NHIỆM VỤ TRỌNG TÂM

(Kèm theo Kế hoạch số 7/KH-UBND ngày 14/5/2024 của UBND tỉnh Thái Nguyên)

Số TT\tNhiệm vụ trọng tâm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
1\tCông khai thu, chi ngân sách tại trụ sở và nhà văn hóa xóm\tUBND cấp xã\tUBND các huyện, thành phố\tThường xuyên
2\tTổ chức đối thoại với người dân, tiếp công dân\tUBND các huyện, thành phố\tUBND cấp xã\tQuý III/2024
3\tNâng cao chất lượng khám, chữa bệnh tại tuyến xã\tSở Y tế\tUBND các huyện, thành phố\tNăm 2024
`

export const PERIOD = '2024-Q2'

export async function planWorld(options: Parameters<typeof world>[0] = {}) {
  const w = await world(options)
  const { planId, slug } = await bringIn(w, SMALL_PLAN)
  await w.act((act) => publishPlan(act, planId))
  return { ...w, planId, slug, report: reporter(w, planId) }
}

/** Reads and applies a plan's text; nothing is published. */
export async function bringIn(w: World, text: string, fileName = 'ke-hoach.txt') {
  const office = await w.unitId('SNV').catch(() => w.unitId('TN-SNV'))
  await w.act(async (act) => {
    const pack = JSON.parse(readFileSync('packs/vn/papi-dimensions.json', 'utf8'))
    await loadDimensions(act, pack, (await rootUnitId(act.db)) ?? '')
  })
  const actor: Actor = { kind: 'person', personId: null, postId: null, unitId: office }
  const { importId } = await w.act((act) =>
    beginImport({ ...act, actor }, { fileName, bytes: new TextEncoder().encode(text) }),
  )
  await w.act((act) => readImport(act, importId))
  return { importId, ...(await w.act((act) => applyImport({ ...act, actor }, importId))) }
}

/** Reports on every open duty of a unit, with evidence; returns the round's id. */
const reporter =
  (w: World, planId: string) =>
  async (code: string, reviewer: string, options: { hindrance?: string; period?: string } = {}) => {
    const unitId = await w.unitId(code)
    const reviewerId = await w.unitId(reviewer)
    const key = { unitId, planId, period: options.period ?? PERIOD }
    return await w.act(async (act) => {
      const { loadForm } = await import('../src/obligations/index.ts')
      const open = (await loadForm(act.db, act.today, key)).lines.filter((line) => line.mayBeSent)
      const dutyIds = open.map((line) => line.duty.id)
      await saveDraft(
        act,
        key,
        dutyIds.map((dutyId) => ({
          dutyId,
          state: 'done' as const,
          progress: `Đã niêm yết tại trụ sở ${code}`,
          quantity: null,
          hindrance: options.hindrance ?? '',
          hindranceKind: options.hindrance ? ('people' as const) : null,
        })),
      )
      const evidenceIds = []
      for (const dutyId of dutyIds) {
        evidenceIds.push(
          await addEvidence(act, {
            unitId,
            dutyId,
            period: key.period,
            bytes: new TextEncoder().encode(
              '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n',
            ),
            fileName: `bien-ban-${code}.pdf`,
            isMinutes: false,
          }),
        )
      }
      const sent = await submitReport(act, { ...key, reviewerId, note: '' })
      return { ...sent, dutyIds, evidenceIds, unitId }
    })
  }

/** Files a unit's own plan with one task for each that it leads; returns the round's id. */
export async function fileOwnPlan(w: World, planId: string, code: string, reviewer: string) {
  const { fileSubplan, prefillSubplan, saveSubplan } = await import('../src/subplans/index.ts')
  const key = { unitId: await w.unitId(code), planId }
  const reviewerId = await w.unitId(reviewer)
  return await w.act(async (act) => {
    await prefillSubplan(act, key)
    const { loadSubplan, NOBODY } = await import('../src/subplans/index.ts')
    const { planById } = await import('../src/plans/index.ts')
    const plan = await planById(act.db, planId)
    if (!plan) throw new Error('no plan')
    const { tasks } = await loadSubplan(act.db, act.today, { unitId: key.unitId, plan })
    await saveSubplan(act, key, {
      number: `1/KH-${code}`,
      signedOn: act.today,
      title: '',
      text: 'Kế hoạch của đơn vị.',
      file: null,
      dropFile: false,
      tasks: tasks.map((task) => ({
        id: task.id,
        text: task.text,
        executor: { ...NOBODY, label: 'Văn phòng' },
        dueOn: task.due_on,
        obligationId: task.obligation_id,
        drop: false,
      })),
    })
    const { filingId } = await fileSubplan(act, { ...key, reviewerId, note: '' })
    return { filingId, taskId: tasks[0]?.id ?? '' }
  })
}
