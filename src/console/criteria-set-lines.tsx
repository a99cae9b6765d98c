// The lines of a set as a table, and the form of one line.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Checkbox,
  Columns,
  Details,
  Empty,
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
  type Walked,
  walk,
} from '../localcriteria/index.ts'
import { type Page, say } from '../platform/index.ts'
import { pointsText, setHref, typed } from './criteria-key.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import type { SetView } from './criteria-set.tsx'
import { faultText } from './criteria-set-tools.tsx'
import { criteriaPageWords } from './criteria-words.ts'

type Props = { page: Page; view: SetView }

export function Lines({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const lines = walk(view.version.document.lines)
  if (lines.length === 0)
    return <Empty title={t('set.lines.none')}>{view.isEditor && t('set.lines.none.text')}</Empty>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="scroll" aria-label={t('set.lines')} tabIndex={0}>
      <table class="table stack criteria-lines">
        <caption class="unseen">{t('set.lines')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('col.line')}</th>
            <th scope="col" class="right">
              {t('col.max')}
            </th>
            <th scope="col">{t('col.by')}</th>
            {view.isEditor && <th scope="col">{t('edit')}</th>}
          </tr>
        </thead>
        <tbody>
          {lines.map((walked, at) => (
            <LineRows key={at} page={page} view={view} walked={walked} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function LineRows({ page, view, walked }: Props & { walked: Walked }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { line, depth } = walked
  const faults = view.faults.filter(({ at }) => at === line.code)
  const isOpen = view.isEditor && view.open === line.code
  return (
    <>
      <tr id={`line-${line.code}`} class={line.kind === 'group' ? 'group' : undefined}>
        <td data-title={t('col.line')}>
          <div class={`depth-${depth}`}>
            <strong>{line.code}</strong> {line.title}
            {line.kind === 'criterion' && <About page={page} line={line} />}
            {faults.map((fault, at) => (
              <p key={at} class="error">
                {faultText(fault, page.lang)}
              </p>
            ))}
          </div>
        </td>
        <td class="right" data-title={t('col.max')}>
          {pointsText(line.max, page.lang)}
          {line.weight !== undefined && ` · ${pointsText(line.weight, page.lang)}%`}
        </td>
        <td data-title={t('col.by')}>
          {line.kind === 'criterion' ? t(`by.${line.by}`) : t(`line.combine.${line.combine}`)}
        </td>
        {view.isEditor && (
          <td data-title={t('edit')}>
            <Moves page={page} view={view} line={line} />
          </td>
        )}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={4}>
            <LineForm page={page} view={view} line={line} />
          </td>
        </tr>
      )}
    </>
  )
}

function About({ page, line }: { page: Page; line: Criterion }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const measure = criteriaMeasures.find(({ name }) => name === line.measure?.name)
  return (
    <>
      {line.guide && <p class="hint">{line.guide}</p>}
      {line.steps.length > 0 && <p class="hint">{stepsText(line.steps).replaceAll('\n', ' · ')}</p>}
      {measure && (
        <p class="hint">
          {measure.title[page.lang]}: {measure.formula[page.lang]} ({measure.unit[page.lang]};{' '}
          {measure.period[page.lang]})
        </p>
      )}
      {line.evidence !== 'none' && (
        <p class="hint">
          {t('line.evidence')}: {t(`evidence.${line.evidence}`).toLowerCase()}
        </p>
      )}
    </>
  )
}

function Moves({ page, view, line }: Props & { line: Line }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const href = setHref(view.version)
  const moves = ['up', 'down', 'in', 'out', 'remove'] as const
  const signs = { up: '↑', down: '↓', in: '→', out: '←', remove: '✕' }
  return (
    <Form page={page} action={`${href}/edits`} label={t('edit.line', { code: line.code })}>
      <input type="hidden" name="line" value={line.code} />
      <div class="actions tight">
        <a
          href={`${href}?edit=${encodeURIComponent(line.code)}#line-${encodeURIComponent(line.code)}`}
        >
          {t('edit')}
        </a>
        {moves.map((to) => (
          <Button
            key={to}
            kind="quiet"
            small
            name="do"
            value={to}
            label={t('move.label', { to: t(to), code: line.code })}
          >
            {signs[to]}
          </Button>
        ))}
      </div>
    </Form>
  )
}

function LineForm({ page, view, line }: Props & { line: Line }): VNode {
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
