// The parts of a set beside its lines: deductions and awards, classes, rules, general facts.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Columns,
  DateField,
  DefinitionList,
  Details,
  Form,
  NumberField,
  Section,
  Select,
  Table,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import {
  type Adjustment,
  type Condition,
  criteriaOf,
  FACTS,
  type Rule,
} from '../localcriteria/index.ts'
import { type Page, say } from '../platform/index.ts'
import { pointsText, setHref, typed } from './criteria-key.ts'
import type { SetView } from './criteria-set.tsx'
import { criteriaPageWords } from './criteria-words.ts'

type Props = { page: Page; view: SetView }

export function Adjustments({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { document } = view.version
  return (
    <Section title={t('adjustments')} lead={t('adjustments.lead')}>
      {document.adjustments.length === 0 && <p>{t('adjustments.none')}</p>}
      {document.adjustments.map((each) => (
        <Details
          key={each.code}
          summary={`${each.code} ${each.title} · ${t(`adjustment.${each.kind}`)}: ${t(
            'adjustment.line',
            {
              each: pointsText(each.each, page.lang),
              most: pointsText(each.most, page.lang),
            },
          )}`}
        >
          {view.isEditor ? (
            <AdjustmentForm page={page} view={view} adjustment={each} />
          ) : (
            <p>{each.guide}</p>
          )}
        </Details>
      ))}
      {view.isEditor && (
        <Details summary={t('adjustment.add')}>
          <AdjustmentForm page={page} view={view} adjustment={null} />
        </Details>
      )}
    </Section>
  )
}

function AdjustmentForm({
  page,
  view,
  adjustment,
}: Props & { adjustment: Adjustment | null }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const id = (name: string) => `f-a${adjustment?.code ?? ''}-${name}`
  return (
    <Form page={page} action={`${setHref(view.version)}/edits`} label={t('adjustments')}>
      <input type="hidden" name="line" value={adjustment?.code ?? ''} />
      <Columns>
        <Select
          label={t('line.kind')}
          name="kind"
          id={id('kind')}
          value={adjustment?.kind ?? 'deduct'}
          options={(['deduct', 'award'] as const).map((kind) => ({
            value: kind,
            label: t(`adjustment.${kind}`),
          }))}
        />
        <NumberField
          label={t('adjustment.each')}
          name="each"
          id={id('each')}
          decimals
          value={typed(adjustment?.each, page.lang)}
        />
        <NumberField
          label={t('adjustment.most')}
          name="most"
          id={id('most')}
          decimals
          value={typed(adjustment?.most, page.lang)}
        />
        <Select
          label={t('line.by')}
          name="by"
          id={id('by')}
          value={adjustment?.by ?? 'appraised'}
          options={(['appraised', 'self'] as const).map((by) => ({
            value: by,
            label: t(`by.${by}`),
          }))}
        />
      </Columns>
      <TextField
        label={t('line.title')}
        name="title"
        id={id('title')}
        maxLength={500}
        value={adjustment?.title ?? ''}
      />
      <TextArea
        label={t('line.guide')}
        name="guide"
        id={id('guide')}
        optional
        rows={2}
        value={adjustment?.guide ?? ''}
      />
      <Actions>
        <Button kind="secondary" name="do" value="adjustment">
          {t('save')}
        </Button>
        {adjustment && (
          <Button kind="quiet" name="do" value="remove">
            {t('remove')}
          </Button>
        )}
      </Actions>
    </Form>
  )
}

export function Bands({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { bands } = view.version.document
  if (!view.isEditor)
    return (
      <Section title={t('bands')}>
        <Table
          caption={t('bands')}
          quietCaption
          rows={bands}
          rowKey={({ label }) => label}
          columns={[
            { key: 'label', title: t('band.label'), render: ({ label }) => label },
            {
              key: 'least',
              title: t('band.at-least'),
              align: 'right',
              render: ({ atLeast }) => pointsText(atLeast, page.lang),
            },
          ]}
        />
      </Section>
    )
  const rows = [...bands.map(({ label, atLeast }) => ({ label, from: typed(atLeast, page.lang) }))]
  for (let blank = 0; blank < 2; blank += 1) rows.push({ label: '', from: '' })
  return (
    <Section title={t('bands')} lead={t('bands.lead')}>
      <Form
        page={page}
        action={`${setHref(view.version)}/edits`}
        check={`${setHref(view.version)}/check?do=bands`}
        label={t('bands')}
      >
        {rows.map(({ label, from }, at) => (
          <Columns key={at}>
            <TextField label={t('band.label')} name={`label.${at}`} value={label} />
            <NumberField label={t('band.at-least')} name={`atLeast.${at}`} decimals value={from} />
          </Columns>
        ))}
        <Actions>
          <Button kind="secondary" name="do" value="bands">
            {t('save')}
          </Button>
        </Actions>
      </Form>
    </Section>
  )
}

const BLANK_RULE: Rule = { code: '', kind: 'commend', title: '', when: [] }
const MOST_CONDITIONS = 8

export function Rules({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { rules } = view.version.document
  if (!view.isEditor)
    return (
      <Section title={t('rules')} lead={t('rules.lead')}>
        {rules.length === 0 ? (
          <p>{t('proposals.rules.none')}</p>
        ) : (
          <ul>
            {rules.map((rule) => (
              <li key={rule.code}>
                {rule.code} · {t(`kind.${rule.kind}`)}: {rule.title} (
                {rule.when.map((each) => conditionText(each, page)).join('; ')})
              </li>
            ))}
          </ul>
        )}
      </Section>
    )
  return (
    <Section title={t('rules')} lead={t('rules.lead')}>
      <Form
        page={page}
        action={`${setHref(view.version)}/edits`}
        check={`${setHref(view.version)}/check?do=rules`}
        label={t('rules')}
      >
        {[...rules, BLANK_RULE].map((rule, at) => (
          <Details
            key={at}
            summary={rule.title ? `${rule.code} ${rule.title}` : t('rule.new')}
            open={rule.title !== '' && rule.when.length === 0}
          >
            <RuleFields page={page} view={view} rule={rule} at={at} />
          </Details>
        ))}
        <Actions>
          <Button kind="secondary" name="do" value="rules">
            {t('save')}
          </Button>
        </Actions>
      </Form>
    </Section>
  )
}

export function conditionText({ fact, line, limit, value }: Condition, page: Page): string {
  const t = say(criteriaPageWords, page.lang)
  const about = fact === 'line' ? `${t('fact.line')} ${line ?? ''}` : t(`fact.${fact}`)
  return `${about} ${t(`limit.short.${limit}`)} ${pointsText(value, page.lang)}`
}

function RuleFields({ page, view, rule, at }: Props & { rule: Rule; at: number }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const rows = Math.min(MOST_CONDITIONS, rule.when.length + 2)
  return (
    <>
      <input type="hidden" name={`ruleCode.${at}`} value={rule.code} />
      <Columns>
        <Select
          label={t('rule.kind')}
          name={`ruleKind.${at}`}
          value={rule.kind}
          options={(['commend', 'criticise'] as const).map((kind) => ({
            value: kind,
            label: t(`kind.${kind}`),
          }))}
        />
        <TextField label={t('rule.title')} name={`ruleTitle.${at}`} value={rule.title} />
      </Columns>
      {Array.from({ length: rows }, (_, n) => {
        const condition = rule.when[n]
        const name = (field: string) => `${field}.${at}.${n}`
        return (
          <fieldset key={n}>
            <legend>{t('rule.when', { n: n + 1 })}</legend>
            <Columns>
              <Select
                label={t('rule.fact')}
                name={name('fact')}
                none={t('rule.none')}
                value={condition?.fact ?? ''}
                options={FACTS.map((fact) => ({ value: fact, label: t(`fact.${fact}`) }))}
              />
              <Select
                label={t('rule.line')}
                name={name('factLine')}
                none="–"
                value={condition?.line ?? ''}
                options={criteriaOf(view.version.document).map(({ code, title }) => ({
                  value: code,
                  label: `${code} ${title.slice(0, 60)}`,
                }))}
              />
              <Select
                label={t('rule.limit')}
                name={name('limit')}
                value={condition?.limit ?? 'at-least'}
                options={(['at-least', 'at-most'] as const).map((limit) => ({
                  value: limit,
                  label: t(`limit.${limit}`),
                }))}
              />
              <NumberField
                label={t('rule.value')}
                name={name('value')}
                decimals
                value={condition ? typed(condition.value, page.lang) : ''}
              />
            </Columns>
          </fieldset>
        )
      })}
    </>
  )
}

export function Head({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { name, source, note, valid, rounding, notApplicable } = view.version.document
  const day = (on: string | null) => (on ? whenText(on, page.lang) : null)
  if (!view.isEditor)
    return (
      <Section title={t('head')}>
        <DefinitionList
          items={[
            source ? { term: t('head.source'), value: source } : null,
            note ? { term: t('head.note'), value: note } : null,
            day(valid.from) ? { term: t('head.valid-from'), value: day(valid.from) } : null,
            day(valid.to) ? { term: t('head.valid-to'), value: day(valid.to) } : null,
            { term: t('head.na'), value: t(`head.na.${notApplicable}`) },
          ]}
        />
      </Section>
    )
  return (
    <Section title={t('head')}>
      <Form page={page} action={`${setHref(view.version)}/edits`} guard label={t('head')}>
        <TextField label={t('set.name')} name="name" id="f-h-name" maxLength={500} value={name} />
        <TextField label={t('head.source')} name="source" optional maxLength={500} value={source} />
        <TextArea label={t('head.note')} name="note" optional rows={2} value={note} />
        <Columns>
          <DateField label={t('head.valid-from')} name="validFrom" value={valid.from ?? ''} />
          <DateField label={t('head.valid-to')} name="validTo" value={valid.to ?? ''} />
        </Columns>
        <Columns>
          <NumberField label={t('head.line-digits')} name="lineDigits" value={rounding.line} />
          <NumberField label={t('head.total-digits')} name="totalDigits" value={rounding.total} />
          <Select
            label={t('head.na')}
            name="notApplicable"
            value={notApplicable}
            options={(['rescale', 'full'] as const).map((each) => ({
              value: each,
              label: t(`head.na.${each}`),
            }))}
          />
        </Columns>
        <Actions>
          <Button kind="secondary" name="do" value="head">
            {t('save')}
          </Button>
        </Actions>
      </Form>
    </Section>
  )
}
