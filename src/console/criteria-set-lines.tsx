// The lines of a set as a table.

import type { VNode } from 'preact'
import { Button, Empty, Form } from '../face/index.ts'
import { type Criterion, type Line, stepsText, type Walked, walk } from '../localcriteria/index.ts'
import { type Page, say } from '../platform/index.ts'
import { pointsText, setHref } from './criteria-key.ts'
import { LineForm } from './criteria-line-form.tsx'
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
