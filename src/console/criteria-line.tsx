// One line of a set with all that was said of it: how it is scored, evidence, what was measured, appraised before.

import type { ComponentChildren, VNode } from 'preact'
import { Details } from '../face/index.ts'
import {
  type CycleHead,
  isCriterion,
  type LineState,
  type Scorable,
  stepsText,
} from '../localcriteria/index.ts'
import { type Page, say } from '../platform/index.ts'
import { pointsText } from './criteria-key.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { EvidenceList } from './evidence.tsx'

type LineProps = {
  page: Page
  unitCode: string
  cycle: CycleHead['cycle']
  line: Scorable
  state: LineState | undefined
}

/** The frame of a line: its words and how it is scored, then what stands beside. */
export function LineCard(props: LineProps & { children: ComponentChildren }): VNode {
  const { page, line, state, unitCode, cycle } = props
  const t = say(criteriaPageWords, page.lang)
  const points = isCriterion(line)
    ? t('max.of', { max: pointsText(line.max, page.lang) })
    : t('adjustment.line', {
        each: pointsText(line.each, page.lang),
        most: pointsText(line.most, page.lang),
      })
  return (
    <section
      class="card criteria-line"
      id={`line-${line.code}`}
      aria-label={`${line.code}. ${line.title}`}
    >
      <h3>
        {line.code}. {line.title} <span class="aside">{points}</span>
      </h3>
      {(line.guide || (isCriterion(line) && line.steps.length > 0)) && (
        <Details summary={t('guide')}>
          {line.guide && <p>{line.guide}</p>}
          {isCriterion(line) && line.steps.length > 0 && (
            <ul>
              {stepsText(line.steps)
                .split('\n')
                .map((step) => (
                  <li key={step}>{step}</li>
                ))}
            </ul>
          )}
        </Details>
      )}
      {isCriterion(line) && line.by === 'measure' && <MeasuredLine {...props} line={line} />}
      {props.children}
      {state && state.evidence.length > 0 && line.by !== 'self' && (
        <EvidenceList
          page={page}
          unitCode={unitCode}
          evidence={state.evidence}
          base={`/office/units/${unitCode}/criteria/${cycle.slug}/evidence`}
        />
      )}
    </section>
  )
}

function MeasuredLine({ page, unitCode, line, state, cycle }: LineProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const name = isCriterion(line) ? line.measure?.name : undefined
  const measure = criteriaMeasures.find((each) => each.name === name)
  const count = state?.count
  const span = { from: cycle.from_on, to: cycle.to_on }
  const said = !count
    ? t('auto.unknown')
    : count.denominator === 0
      ? t('auto.nothing')
      : t('auto.count', {
          numerator: pointsText(count.numerator, page.lang),
          denominator: pointsText(count.denominator, page.lang),
          unit: measure?.unit[page.lang] ?? '',
        })
  return (
    <p>
      {t('auto.text', { formula: measure?.formula[page.lang] ?? name ?? '', count: said })}{' '}
      {measure && <a href={measure.href(unitCode, span)}>{t('auto.open')}</a>}
    </p>
  )
}

/** Points of a line in words: `12,5`, "không áp dụng", or "–". */
export function entryPoints(
  entry: { value: number | null; notApplicable: boolean } | null,
  page: Page,
): string {
  if (entry?.notApplicable) return say(criteriaPageWords, page.lang)('not-applicable')
  return pointsText(entry?.value, page.lang)
}
