// Whom the rules of a set propose to commend and to criticise, on which figures; a person decides.

import type { VNode } from 'preact'
import { namesOf } from '../auth/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Actions,
  Button,
  Card,
  Details,
  Empty,
  ErrorSummary,
  ExportLinks,
  Form,
  Notice,
  RadioGroup,
  Section,
  TextArea,
  whenText,
} from '../face/index.ts'
import {
  type Decided,
  decideProposal,
  decisionsOf,
  type Fact,
  type Proposal,
  proposalsOf,
} from '../localcriteria/index.ts'
import { unitByCode } from '../org/index.ts'
import {
  type Lang,
  notFound,
  type Page,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { CycleFrame, type CycleView, loadCycleView } from './criteria-cycle.tsx'
import {
  type CycleAddress,
  cycleAddress,
  cycleHref,
  field,
  holderOfCycle,
  pointsText,
  refusalText,
  unitHref,
} from './criteria-key.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { exportKind } from './tally.tsx'

type Listed = Proposal & { decision: Decided | null; who: string }
type ProposalsView = CycleView & { proposals: Listed[]; mayDecide: boolean }

async function loadProposals(read: Read, input: CycleAddress): Promise<ProposalsView> {
  const view = await loadCycleView(read, input)
  const { cycle, published } = view.head
  const shown = new Set(view.units.map(({ unitId }) => unitId))
  const all = published ? proposalsOf(published.document, published.units) : []
  const decisions = await decisionsOf(read.db, cycle.id, [...shown])
  const names = await namesOf(
    read.db,
    decisions.map((row) => row.decided_by),
  )
  return {
    ...view,
    mayDecide: await read.rights.may('criteria.decide', cycle.unit_id),
    proposals: all
      .filter(({ unitId }) => shown.has(unitId))
      .map((proposal) => {
        const decision =
          decisions.find((row) => row.unit_id === proposal.unitId && row.rule === proposal.rule) ??
          null
        return { ...proposal, decision, who: names.get(decision?.decided_by ?? '') ?? '' }
      }),
  }
}

const proposalsPage: Route = route({
  method: 'GET',
  path: '/office/criteria/cycles/:cycle/proposals',
  may: 'criteria.read',
  about: 'Proposals to commend and to criticise with their figures, and the decisions on them.',
  input: cycleAddress,
  load: loadProposals,
  show: (view: ProposalsView, page) => ({ html: <ProposalsPage page={page} view={view} /> }),
})

type Props = { page: Page; view: ProposalsView }

function ProposalsPage({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { head, proposals } = view
  return (
    <CycleFrame page={page} head={head} here="/proposals" units={view.units}>
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {view.flag === 'decided' && (
        <Notice tone="good" toast>
          {t('proposal.done')}
        </Notice>
      )}
      <Section
        title={t('proposals')}
        lead={t('proposals.lead')}
        actions={<ExportLinks base={`${cycleHref(head.cycle.slug)}/proposals`} />}
      >
        {!head.published ? (
          <Empty title={t('proposals.before')}>{t('proposals.before.text')}</Empty>
        ) : proposals.length === 0 ? (
          <Empty title={t('proposals.none')}>
            {head.set.rules.length === 0 && t('proposals.rules.none')}
          </Empty>
        ) : (
          (['commend', 'criticise'] as const).map((kind) => {
            const listed = proposals.filter((each) => each.kind === kind)
            return (
              listed.length > 0 && (
                <Section key={kind} title={`${t(`kind.${kind}`)} (${listed.length})`}>
                  {listed.map((each) => (
                    <Card key={`${each.unitId}${each.rule}`}>
                      <OneProposal page={page} view={view} proposal={each} />
                    </Card>
                  ))}
                </Section>
              )
            )
          })
        )}
      </Section>
    </CycleFrame>
  )
}

function factText({ fact, line, limit, value, found }: Fact, lang: Lang): string {
  const t = say(criteriaPageWords, lang)
  return t('fact.said', {
    fact: fact === 'line' ? `${t('fact.line')} ${line ?? ''}` : t(`fact.${fact}`),
    found: pointsText(found, lang),
    limit: t(`limit.short.${limit}`),
    value: pointsText(value, lang),
  })
}

function OneProposal({ page, view, proposal }: Props & { proposal: Listed }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unitName, unitCode, title, rule, facts, decision } = proposal
  const href = unitHref(unitCode, view.head.cycle.slug)
  const day = decision ? whenText(decision.decided_at.slice(0, 10), page.lang) : ''
  return (
    <>
      <h3>
        {unitName} · {rule} {title}
      </h3>
      <ul aria-label={t('proposal.facts')}>
        {facts.map((fact, at) => (
          <li key={at}>
            {fact.fact === 'line' ? (
              <a href={`${href}#line-${fact.line}`}>{factText(fact, page.lang)}</a>
            ) : (
              factText(fact, page.lang)
            )}
          </li>
        ))}
      </ul>
      <p>
        <a href={href}>{t('proposal.open')}</a>
      </p>
      <p>
        {decision
          ? t(decision.agreed ? 'proposal.agreed' : 'proposal.declined', {
              day,
              who: proposal.who,
            })
          : t('proposal.waits')}
        {decision?.note && ` — ${decision.note}`}
      </p>
      {view.mayDecide && (
        <Details summary={t(decision ? 'proposal.again' : 'proposal.decide')}>
          <DecisionForm page={page} view={view} proposal={proposal} />
        </Details>
      )}
    </>
  )
}

function DecisionForm({ page, view, proposal }: Props & { proposal: Listed }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const id = `${proposal.unitCode}-${proposal.rule}`
  return (
    <Form
      page={page}
      action={`${cycleHref(view.head.cycle.slug)}/proposals`}
      label={`${t('proposal.decide')}: ${proposal.unitName}`}
    >
      <input type="hidden" name="unit" value={proposal.unitCode} />
      <input type="hidden" name="rule" value={proposal.rule} />
      <RadioGroup
        label={t('proposal.decide')}
        name="agreed"
        id={`f-agreed-${id}`}
        value={proposal.decision ? (proposal.decision.agreed ? '1' : '0') : '1'}
        options={[
          { value: '1', label: t('proposal.agree') },
          { value: '0', label: t('proposal.decline') },
        ]}
      />
      <TextArea
        label={t('proposal.note')}
        name="note"
        id={`f-note-${id}`}
        hint={t('proposal.note.hint')}
        rows={2}
        value={proposal.decision?.note ?? ''}
      />
      <Actions>
        <Button kind="secondary">{t('proposal.decide')}</Button>
      </Actions>
    </Form>
  )
}

const decideRoute = route({
  method: 'POST',
  path: '/office/criteria/cycles/:cycle/proposals',
  may: 'criteria.decide',
  about: 'Decides on a proposal of a published result.',
  records: ['criteria.proposal-decided'],
  input: cycleAddress,
  unit: holderOfCycle,
  retry: proposalsPage,
  act: async (act, input: CycleAddress) => {
    const unit = await unitByCode(act.db, field(input, 'unit'), act.today)
    if (!unit) throw notFound('unit')
    await decideProposal(act, {
      slug: input.cycle,
      unitId: unit.id,
      rule: field(input, 'rule'),
      agreed: field(input, 'agreed') === '1',
      note: field(input, 'note'),
    })
    return `${cycleHref(input.cycle)}/proposals?done=decided`
  },
  show: (redirect: string) => ({ redirect }),
})

const exported = (ending: 'csv' | 'xlsx') =>
  route<CycleAddress, Uint8Array | string>({
    method: 'GET',
    path: `/office/criteria/cycles/:cycle/proposals.${ending}`,
    may: 'criteria.read',
    about: `Proposals of a cycle with figures and decisions as ${ending}.`,
    input: cycleAddress,
    load: async (read, input) => {
      const t = say(criteriaPageWords, read.lang)
      const view = await loadProposals(read, input)
      const header = [
        'code',
        t('col.unit'),
        t('rule.kind'),
        t('rule.code'),
        t('rule.title'),
        t('proposal.facts'),
        t('proposal.decide'),
        t('proposal.note'),
        'decided_at',
        'decided_by',
      ]
      const rows = view.proposals.map((each) => [
        each.unitCode,
        each.unitName,
        t(`kind.${each.kind}`),
        each.rule,
        each.title,
        each.facts.map((fact) => factText(fact, read.lang)).join('; '),
        each.decision
          ? t(each.decision.agreed ? 'proposal.agree' : 'proposal.decline')
          : t('proposal.waits'),
        each.decision?.note ?? '',
        each.decision?.decided_at ?? '',
        each.who,
      ])
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: view.head.cycle.slug, header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'proposals') }),
  })

export const criteriaProposalRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  proposalsPage,
  decideRoute,
]
