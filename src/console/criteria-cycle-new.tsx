// Opening a cycle: which set, which units, which days.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Actions,
  Button,
  Columns,
  DateField,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Select,
  TextField,
} from '../face/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import {
  type CycleRow,
  cyclesAround,
  openCycle,
  publishedVersions,
  type VersionListed,
} from '../localcriteria/index.ts'
import { subtreeIds, type UnitListed, unitsOn } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { cycleHref, field, keeperUnit, refusalText } from './criteria-key.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { Office } from './frame.tsx'

const LEVELS = ['commune', 'division', 'district', 'department'] as const

type NewView = {
  sets: VersionListed[]
  units: UnitListed[]
  parents: UnitListed[]
  cycles: CycleRow[]
}

/** Units within reach that may be scored. */
async function unitsWithin(read: Read): Promise<UnitListed[]> {
  const reach = new Set(await read.rights.reach('criteria.manage'))
  return (await unitsOn(read.db, read.today)).filter(({ id }) => reach.has(id))
}

const newPage: Route = route({
  method: 'GET',
  path: '/office/criteria/cycles/new',
  may: 'criteria.manage',
  about: 'The form by which a cycle is opened.',
  input: z.looseObject({}),
  load: async (read): Promise<NewView> => {
    const units = await unitsWithin(read)
    return {
      sets: await publishedVersions(read.db),
      units,
      parents: units.filter(({ level }) => level === 'district'),
      cycles: await cyclesAround(
        read.db,
        units.map(({ id }) => id),
      ),
    }
  },
  show: (view: NewView, page) => ({ html: <NewCycle page={page} view={view} /> }),
})

function NewCycle({ page, view }: { page: Page; view: NewView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  return (
    <Office
      page={page}
      title={t('cycle.new')}
      here="/office/criteria"
      crumbs={[{ href: '/office/criteria', label: t('criteria') }]}
    >
      <Heading title={t('cycle.new')} lead={t('cycle.new.lead')} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {view.sets.length === 0 ? (
        <Empty
          title={t('cycle.new.none')}
          action={<a href="/office/criteria">{t('criteria')}</a>}
        />
      ) : (
        <CycleForm page={page} view={view} />
      )}
    </Office>
  )
}

function CycleForm({ page, view }: { page: Page; view: NewView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const today = page.today as Day
  const year = today.slice(0, 4)
  const value = (name: string, saved: string) => entryText(page, name, saved)
  const days = [
    ['from', t('cycle.from'), `${year}-01-01`],
    ['to', t('cycle.to'), `${year}-12-31`],
    ['opensOn', t('cycle.opens'), today],
    ['selfBy', t('cycle.self-by'), addDays(today, 20)],
    ['appraiseBy', t('cycle.appraise-by'), addDays(today, 35)],
    ['answerBy', t('cycle.answer-by'), addDays(today, 42)],
  ] as const
  return (
    <Form page={page} action="/office/criteria/cycles" guard label={t('cycle.new')}>
      <Columns>
        <TextField label={t('cycle.name')} name="name" value={value('name', '')} />
        <TextField
          label={t('cycle.slug')}
          name="slug"
          hint={t('cycle.slug.hint')}
          width="medium"
          spellcheck={false}
          value={value('slug', '')}
        />
      </Columns>
      <Select
        label={t('cycle.set')}
        name="version"
        value={value('version', view.sets[0]?.id ?? '')}
        options={view.sets.map(({ id, document, number }) => ({
          value: id,
          label: `${document.name} · ${t('col.version')} ${number}${document.example ? ` (${t('example')})` : ''}`,
        }))}
      />
      <Columns>
        <Select
          label={t('cycle.units.level')}
          name="level"
          hint={t('cycle.units.hint')}
          value={value('level', 'commune')}
          options={LEVELS.flatMap((level) => {
            const n = view.units.filter((unit) => unit.level === level).length
            return n === 0 ? [] : [{ value: level, label: t(`level.${level}`, { n }) }]
          })}
        />
        <Select
          label={t('cycle.units.under')}
          name="under"
          none={t('cycle.units.all')}
          value={value('under', '')}
          options={view.parents.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
      </Columns>
      <Columns>
        {days.map(([name, label, day]) => (
          <DateField key={name} label={label} name={name} value={value(name, day)} />
        ))}
      </Columns>
      <Select
        label={t('cycle.previous')}
        name="previous"
        none={t('cycle.previous.none')}
        value={value('previous', '')}
        options={view.cycles.map(({ slug, name }) => ({ value: slug, label: name }))}
      />
      <Actions>
        <Button>{t('cycle.open')}</Button>
      </Actions>
    </Form>
  )
}

const openRoute = route({
  method: 'POST',
  path: '/office/criteria/cycles',
  may: 'criteria.manage',
  about: 'Opens a cycle by a published set for units within reach.',
  records: ['criteria.cycle-opened'],
  input: z.looseObject({}),
  retry: newPage,
  act: async (act, input: Record<string, unknown>) => {
    const all = await unitsWithin(act)
    const under = field(input, 'under')
    const root = all.find(({ code }) => code === under)
    const within = under
      ? new Set(root ? await subtreeIds(act.db, [root.id], act.today) : [])
      : null
    const units = all.filter(
      ({ id, level }) => level === field(input, 'level') && (within?.has(id) ?? true),
    )
    const versions = await publishedVersions(act.db)
    const version = versions.find(({ id }) => id === field(input, 'version'))
    return await openCycle(act, {
      slug: field(input, 'slug'),
      name: field(input, 'name'),
      unitId: await keeperUnit(act),
      set: version?.code ?? '',
      number: version?.number ?? 0,
      unitIds: units.map(({ id }) => id),
      from: field(input, 'from'),
      to: field(input, 'to'),
      opensOn: field(input, 'opensOn'),
      selfBy: field(input, 'selfBy'),
      appraiseBy: field(input, 'appraiseBy'),
      answerBy: field(input, 'answerBy'),
      previous: field(input, 'previous') || null,
    })
  },
  show: ({ slug }: { slug: string }) => ({ redirect: `${cycleHref(slug)}?done=opened` }),
})

export const criteriaNewCycleRoutes: readonly Route[] = [newPage, openRoute]
