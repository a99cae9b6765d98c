// What the list of dossiers is filtered by, as a form that works without script.

import type { VNode } from 'preact'
import { procedureLabel } from '../dossiers/index.ts'
import { DateField, FilterForm, Select, TextField, whenText } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { type DeskFilters, type Names, proceduresAsked } from './dossier-load.ts'
import { dossierPageWords } from './dossier-words.ts'

const HERE = '/office/dossiers'
/** Procedures offered while one types. */
const MOST_OFFERED = 200

type Props = { page: Page; input: DeskFilters; names: Names }

export function DossierFilters({ page, input, names }: Props): VNode {
  const t = say(dossierPageWords, page.lang)
  const meant = proceduresAsked(input, names.procedureOf)
  return (
    <FilterForm
      action={HERE}
      clearHref={`${HERE}?standing=${input.standing}`}
      fold={chosenText(input, names, page)}
    >
      <input type="hidden" name="standing" value={input.standing} />
      <Select
        label={t('filter.unit')}
        name="unit"
        value={input.unit}
        none={t('filter.all')}
        options={names.units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
      />
      <Select
        label={t('filter.field')}
        name="field"
        value={input.field}
        none={t('filter.all')}
        options={names.fields.map((value) => ({ value, label: value }))}
      />
      <TextField
        label={t('filter.procedure')}
        name="procedure"
        value={input.procedure}
        {...(input.procedure && { hint: t('filter.procedure.meant', { n: meant.length }) })}
        maxLength={300}
        options={meant.slice(0, MOST_OFFERED).map(procedureLabel)}
      />
      <DateField label={t('filter.from')} name="from" value={input.from} />
      <DateField label={t('filter.to')} name="to" value={input.to} />
      <Select
        label={t('filter.channel')}
        name="channel"
        value={input.channel}
        none={t('filter.all')}
        options={(['online', 'direct', 'postal'] as const).map((value) => ({
          value,
          label: t(`channel.${value}`),
        }))}
      />
      <TextField label={t('filter.code')} name="code" value={input.code} />
    </FilterForm>
  )
}

/** What is filtered by, in a line. */
function chosenText(input: DeskFilters, { units }: Names, page: Page): string {
  const t = say(dossierPageWords, page.lang)
  const day = (label: string, on: string) => (on ? `${label} ${whenText(on, page.lang)}` : '')
  const parts = [
    units.find(({ code }) => code === input.unit)?.fullName,
    input.field,
    input.procedure,
    input.channel && t(`channel.${input.channel}`),
    day(t('filter.from'), input.from),
    day(t('filter.to'), input.to),
    input.code && t('filter.one'),
  ]
  return parts.filter(Boolean).join(' · ') || t('filter.nothing')
}
