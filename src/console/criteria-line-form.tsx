// The form of one line of a set, and of a new one.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Checkbox,
  Columns,
  Details,
  entryText,
  Form,
  NumberField,
  Select,
  TextArea,
  TextField,
} from '../face/index.ts'
import {
  type Criterion,
  EVIDENCE_RULES,
  type Line,
  NOTHING_RULES,
  SCORED_BY,
  stepsText,
  walk,
} from '../localcriteria/index.ts'
import { type Page, say } from '../platform/index.ts'
import { setHref, typed } from './criteria-key.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import type { SetView } from './criteria-set.tsx'
import { criteriaPageWords } from './criteria-words.ts'

type Props = { page: Page; view: SetView }

export function LineForm({ page, view, line }: Props & { line: Line }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const href = setHref(view.version)
  return (
    <Form
      page={page}
      action={`${href}/edits`}
      check={`${href}/check?do=save`}
      guard
      label={t('edit.line', { code: line.code })}
    >
      <input type="hidden" name="line" value={line.code} />
      <LineFields page={page} line={line} prefix="e" />
      <Actions>
        <Button name="do" value="save">
          {t('save')}
        </Button>
        <a href={`${href}#line-${encodeURIComponent(line.code)}`}>{t('cancel')}</a>
      </Actions>
    </Form>
  )
}

/** A new line; its form stands ready below the table. */
export function AddLine({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { document } = view.version
  const groups = walk(document.lines).filter(({ line }) => line.kind === 'group')
  const wasAdding = page.problem !== null && page.entries.do === 'add'
  return (
    <Details summary={t('add')} open={document.lines.length === 0 || wasAdding}>
      <Form
        page={page}
        action={`${setHref(view.version)}/edits`}
        check={`${setHref(view.version)}/check?do=add`}
        guard
        label={t('add')}
      >
        <Select
          label={t('add.under')}
          name="under"
          none={t('add.under.none')}
          value={entryText(page, 'under', groups.at(-1)?.line.code ?? '')}
          options={groups.map(({ line, depth }) => ({
            value: line.code,
            label: `${' '.repeat(depth * 2)}${line.code} ${line.title}`,
          }))}
        />
        <LineFields page={page} line={null} prefix="n" />
        <Actions>
          <Button name="do" value="add">
            {t('add.button')}
          </Button>
        </Actions>
      </Form>
    </Details>
  )
}

function LineFields({
  page,
  line,
  prefix,
}: {
  page: Page
  line: Line | null
  prefix: string
}): VNode {
  const t = say(criteriaPageWords, page.lang)
  const id = (name: string) => `f-${prefix}-${name}`
  const criterion = line?.kind === 'criterion' ? line : null
  const group = line?.kind === 'group' ? line : null
  const value = (name: string, saved: string) => entryText(page, name, saved)
  return (
    <>
      <Columns>
        <TextField
          label={t('line.code')}
          name="code"
          id={id('code')}
          hint={line ? undefined : t('line.code.hint')}
          width="short"
          value={value('code', line?.code ?? '')}
        />
        <Select
          label={t('line.kind')}
          name="kind"
          id={id('kind')}
          value={value('kind', line?.kind ?? 'criterion')}
          options={(['criterion', 'group'] as const).map((kind) => ({
            value: kind,
            label: t(`line.kind.${kind}`),
          }))}
        />
        <NumberField
          label={t('line.max')}
          name="max"
          id={id('max')}
          decimals
          value={value('max', typed(line?.max, page.lang))}
        />
      </Columns>
      <TextArea
        label={t('line.title')}
        name="title"
        id={id('title')}
        rows={2}
        maxLength={500}
        value={value('title', line?.title ?? '')}
      />
      {!group && <CriterionFields page={page} line={criterion} id={id} />}
      {!criterion && (
        <Details summary={t('line.combine')} open={group !== null}>
          <Select
            label={t('line.combine')}
            name="combine"
            id={id('combine')}
            value={value('combine', group?.combine ?? 'sum')}
            options={(['sum', 'weighted'] as const).map((each) => ({
              value: each,
              label: t(`line.combine.${each}`),
            }))}
          />
        </Details>
      )}
      <NumberField
        label={t('line.weight')}
        name="weight"
        id={id('weight')}
        hint={t('line.weight.hint')}
        optional
        decimals
        value={value('weight', typed(line?.weight, page.lang))}
      />
    </>
  )
}

type FieldsProps = { page: Page; line: Criterion | null; id: (name: string) => string }

function CriterionFields({ page, line, id }: FieldsProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const value = (name: string, saved: string) => entryText(page, name, saved)
  return (
    <>
      <Columns>
        <Select
          label={t('line.by')}
          name="by"
          id={id('by')}
          value={value('by', line?.by ?? 'self')}
          options={SCORED_BY.map((by) => ({ value: by, label: t(`by.${by}`) }))}
        />
        <Select
          label={t('line.evidence')}
          name="evidence"
          id={id('evidence')}
          value={value('evidence', line?.evidence ?? 'none')}
          options={EVIDENCE_RULES.map((each) => ({ value: each, label: t(`evidence.${each}`) }))}
        />
      </Columns>
      <TextArea
        label={t('line.guide')}
        name="guide"
        id={id('guide')}
        optional
        rows={2}
        maxLength={2000}
        value={value('guide', line?.guide ?? '')}
      />
      <TextArea
        label={t('line.steps')}
        name="steps"
        id={id('steps')}
        optional
        hint={t('line.steps.hint')}
        rows={3}
        value={value('steps', line ? stepsText(line.steps) : '')}
      />
      <Details summary={t('by.measure')} open={line?.by === 'measure'}>
        <Select
          label={t('line.measure')}
          name="measure"
          id={id('measure')}
          none={t('line.measure.none')}
          value={value('measure', line?.measure?.name ?? '')}
          options={criteriaMeasures.map(({ name, title }) => ({
            value: name,
            label: title[page.lang],
          }))}
        />
        <Columns>
          <NumberField
            label={t('line.full')}
            name="full"
            id={id('full')}
            unit="%"
            decimals
            value={value('full', typed((line?.measure?.full ?? 1) * 100, page.lang))}
          />
          <Select
            label={t('line.nothing')}
            name="whenNothing"
            id={id('whenNothing')}
            value={value('whenNothing', line?.measure?.whenNothing ?? 'not-applicable')}
            options={NOTHING_RULES.map((each) => ({ value: each, label: t(`nothing.${each}`) }))}
          />
        </Columns>
      </Details>
      <TextField
        label={t('line.serves')}
        name="serves"
        id={id('serves')}
        hint={t('line.serves.hint')}
        optional
        width="medium"
        value={value('serves', line?.serves.join(', ') ?? '')}
      />
      <Checkbox
        label={t('line.may-not')}
        name="mayNotApply"
        id={id('mayNotApply')}
        checked={line?.mayNotApply ?? false}
      />
    </>
  )
}
