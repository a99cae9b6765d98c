// From the words of an address to the unit, plan and period of a report.

import { z } from 'zod'
import type { FormKey } from '../obligations/index.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { type Plan, requirePlanBySlug } from '../plans/index.ts'
import { notFound, type Read } from '../platform/index.ts'

export const reportAddress = z.looseObject({
  code: z.string().max(40),
  plan: z.string().max(80),
  period: z.string().max(12),
})
export type ReportAddress = { code: string; plan: string; period: string }

export const unitOfAddress = async (
  read: Read,
  { code }: { code: string },
): Promise<string | null> => (await unitByCode(read.db, code, read.today))?.id ?? null

export async function reportKey(
  read: Read,
  address: ReportAddress,
): Promise<FormKey & { unit: UnitListed; plan: Plan }> {
  const unit = await unitByCode(read.db, address.code, read.today)
  if (!unit) throw notFound('unit')
  const plan = await requirePlanBySlug(read.db, address.plan)
  return { unitId: unit.id, planId: plan.id, period: address.period, unit, plan }
}
