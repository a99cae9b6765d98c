// Editing items of a draft begun from last year's plan: words, bodies, added, taken out.

import { z } from 'zod'
import { formatDay, isDay } from '../lib/day.ts'
import type { DueRule } from '../obligations/index.ts'
import { addTask, dropItem, itemById, requirePlanBySlug, wordItem } from '../plans/index.ts'
import { notFound, Problem, type Route, route, say } from '../platform/index.ts'
import { changesPage } from './changes.tsx'
import { nextWords } from './next-words.ts'
import { issuerOf, planAddress } from './plan-item.tsx'

const itemAddress = planAddress.extend({ id: z.uuid() })
const text = (input: Record<string, unknown>, name: string): string =>
  typeof input[name] === 'string' ? (input[name] as string) : ''

const wordRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/items/:id/wording',
  may: 'plan.publish',
  about: 'Changes words and bodies of an item of a draft begun from last year’s plan.',
  records: ['plan.item-worded'],
  input: itemAddress,
  unit: issuerOf,
  retry: changesPage,
  act: async (act, input) => {
    const item = await itemById(act.db, input.id)
    if (!item) throw notFound('item')
    await wordItem(act, {
      itemId: item.id,
      text: text(input, 'text'),
      lead: text(input, 'lead'),
      coordinating: text(input, 'coordinating'),
    })
    return `/office/plans/${input.slug}/changes?saved=${encodeURIComponent(item.number)}`
  },
  show: (redirect: string) => ({ redirect }),
})

const dropRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/items/:id/ending',
  may: 'plan.publish',
  about: 'Takes an item out of a draft begun from last year’s plan.',
  records: ['plan.item-dropped'],
  input: itemAddress,
  unit: issuerOf,
  retry: changesPage,
  act: async (act, input) => {
    const item = await itemById(act.db, input.id)
    if (!item) throw notFound('item')
    await dropItem(act, item.id)
    return `/office/plans/${input.slug}/changes?dropped=${encodeURIComponent(item.number)}`
  },
  show: (redirect: string) => ({ redirect }),
})

const addRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/items',
  may: 'plan.publish',
  about: 'Adds a task to a draft begun from last year’s plan.',
  records: ['plan.item-added'],
  input: planAddress,
  unit: issuerOf,
  retry: changesPage,
  act: async (act, input) => {
    const plan = await requirePlanBySlug(act.db, input.slug)
    const day = text(input, 'day')
    if (day !== '' && !isDay(day)) throw new Problem(422, 'item.due-unreadable')
    const t = say(nextWords, 'vi')
    const none = { from: null, to: null, period: null, count: null }
    const due: DueRule = isDay(day)
      ? { ...none, kind: 'date-by', to: day }
      : { ...none, kind: 'every-period', period: 'quarter' }
    const number = await addTask(act, {
      planId: plan.id,
      text: text(input, 'text'),
      lead: text(input, 'lead'),
      coordinating: text(input, 'coordinating'),
      due: [due],
      timeText: day === '' ? t('add.quarterly') : t('add.by', { day: formatDay(day, 'vi') }),
    })
    return `/office/plans/${plan.slug}/changes?added=${number}`
  },
  show: (redirect: string) => ({ redirect }),
})

export const draftItemRoutes: readonly Route[] = [wordRoute, dropRoute, addRoute]
