// The signs on one dossier, what was seen, and what people say of each: confirmed, set aside, taken back, with their reasons.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  allProcedures,
  DETECTORS,
  type DeskDossier,
  type Detector,
  type DetectorCode,
  dossierByRef,
  integrityPack,
  integrityWords,
  isLeftOut,
  maskedCode,
  refOf,
  type SignRow,
  sayOfSign,
  signsOfDossier,
  type VerdictRow,
  verdictInForce,
  verdictsOfDossier,
} from '../dossiers/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  fieldId,
  Heading,
  Notice,
  Section,
  TextArea,
  Timeline,
} from '../face/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import { type UnitListed, unitByCode } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { seenText, VerdictBadge } from './integrity-dossiers.tsx'
import { DESK, may } from './integrity-load.ts'
import { integrityPageWords } from './integrity-words.ts'

const PATH = '/office/units/:code/dossiers/:ref/signs'
const address = { code: z.string().max(40), ref: z.string().max(64) }
const SAID = ['confirmed', 'set-aside', 'undone'] as const
const pageInput = z.object({ ...address, said: z.enum(SAID).optional().catch(undefined) })
type Input = z.infer<typeof pageInput>

type View = {
  it: DeskDossier
  unit: UnitListed
  procedure: string
  detectors: Map<string, Detector>
  signs: SignRow[]
  verdicts: VerdictRow[]
  names: Map<string, string>
  mayDecide: boolean
  said: Input['said']
}

const unit = async (read: Read, { code }: { code: string }) =>
  (await unitByCode(read.db, code, read.today))?.id ?? null

export const monthStarted = (it: { startedAt: string }): Day =>
  `${dayOf(it.startedAt).slice(0, 7)}-01` as Day

async function dossierAt(read: Read, { code, ref }: { code: string; ref: string }) {
  const found = await unitByCode(read.db, code, read.today)
  const it = found ? await dossierByRef(read.db, found.id, ref) : null
  if (!found || !it) throw notFound('dossier')
  return { unit: found, it }
}

const signsPage: Route = route<Input, View>({
  method: 'GET',
  path: PATH,
  may,
  about: 'The signs on one dossier, and what was decided on each, by whom and why.',
  input: pageInput,
  unit,
  load: async (read, input) => {
    const { db } = read
    const found = await dossierAt(read, input)
    const { code } = found.it
    const signs = await signsOfDossier(db, {
      unitId: found.unit.id,
      code,
      month: monthStarted(found.it),
    })
    const verdicts = await verdictsOfDossier(db, found.unit.id, code)
    const pack = await integrityPack(db)
    const named = (await allProcedures(db)).find((it) => it.code === found.it.procedure)
    return {
      ...found,
      procedure: named?.name ?? found.it.procedure,
      detectors: new Map((pack?.detectors ?? []).map((it) => [it.code as string, it])),
      signs,
      verdicts,
      names: await namesOf(
        db,
        verdicts.map(({ by }) => by),
      ),
      mayDecide:
        (await read.rights.may('integrity.decide', found.unit.id)) &&
        read.actor.unitId !== found.unit.id,
      said: input.said,
    }
  },
  show: (view, page) => ({ html: <SignsView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function SignsView({ page, view }: Props): VNode {
  const t = say(integrityPageWords, page.lang)
  const { it, signs, verdicts, procedure, detectors } = view
  const { problem } = page
  const isOwn = page.visitor.actor.unitId === view.unit.id
  const seen = new Set<string>(signs.map(({ detector }) => detector))
  const gone = verdicts.filter(({ detector }) => !seen.has(detector))
  return (
    <Office
      page={page}
      title={t('signs')}
      here={DESK}
      crumbs={[
        { href: DESK, label: t('title') },
        { href: dossiersHref(view), label: t('list') },
      ]}
    >
      <Heading
        over={maskedCode(it.code)}
        title={t('signs')}
        lead={t('signs.lead', { procedure, unit: view.unit.fullName })}
        actions={
          page.visitor.rights.holds('dossier.read') && (
            <ButtonLink href={`/office/units/${view.unit.code}/dossiers/${refOf(it.code)}`}>
              {t('open-dossier')}
            </ButtonLink>
          )
        }
      />
      <ErrorSummary
        problem={problem}
        labels={{ reason: t('reason') }}
        sentences={{ reason: t('reason.short') }}
        text={problem ? sentence(problem.code, integrityWords[page.lang], problem.details) : ''}
      />
      {view.said && !problem && <Notice tone="good" title={t(`said.done.${view.said}`)} toast />}
      {isOwn && page.visitor.rights.holds('integrity.decide') && (
        <Notice tone="info" title={t('own-unit')} />
      )}
      {signs.length === 0 && <Empty title={t('signs.none')}>{t('signs.none.text')}</Empty>}
      {signs.map((sign) => (
        <OneSign key={sign.detector} page={page} view={view} sign={sign} />
      ))}
      {gone.length > 0 && (
        <Section title={t('gone')}>
          <History page={page} view={view} rows={gone} detectors={detectors} />
        </Section>
      )}
    </Office>
  )
}

function dossiersHref({ unit: { code }, it }: View): string {
  const month = monthStarted(it).slice(0, 7)
  return `${DESK}/dossiers?${new URLSearchParams({ unit: code, from: month, to: month })}`
}

function OneSign({ page, view, sign }: Props & { sign: SignRow }): VNode {
  const t = say(integrityPageWords, page.lang)
  const detector = view.detectors.get(sign.detector)
  const rows = view.verdicts.filter((it) => it.detector === sign.detector)
  const inForce = verdictInForce(rows, sign.detector)
  const effect = t(isLeftOut(detector?.excludes ?? false, null) ? 'effect.out' : 'effect.in')
  return (
    <Section
      title={detector?.name[page.lang] ?? sign.detector}
      id={sign.detector}
      actions={<VerdictBadge page={page} verdict={inForce} />}
    >
      <p>
        <strong>{t('seen')}:</strong> {seenText(sign, page.lang)}
      </p>
      {detector && (
        <p class="aside">
          {t('caution')}: {detector.caution[page.lang]}
        </p>
      )}
      <p>{t(`in-force.${inForce ?? 'none'}`, { effect })}</p>
      {rows.length > 0 && (
        <>
          <h3>{t('history')}</h3>
          <History page={page} view={view} rows={rows} />
        </>
      )}
      {view.mayDecide && <Decide page={page} view={view} sign={sign} inForce={inForce} />}
    </Section>
  )
}

type HistoryProps = Props & {
  rows: readonly VerdictRow[]
  detectors?: ReadonlyMap<string, Detector>
}

function History({ page, view, rows, detectors }: HistoryProps): VNode {
  const t = say(integrityPageWords, page.lang)
  return (
    <Timeline
      items={[...rows].reverse().map((row) => ({
        at: row.at,
        who: view.names.get(row.by) ?? '',
        title: detectors
          ? `${t(`row.${row.verdict}`)} · ${detectors.get(row.detector)?.name[page.lang] ?? row.detector}`
          : t(`row.${row.verdict}`),
        ...(row.reason ? { body: row.reason } : {}),
        tone: row.verdict === 'confirmed' ? 'bad' : row.verdict === 'set-aside' ? 'good' : 'info',
      }))}
    />
  )
}

type DecideProps = Props & { sign: SignRow; inForce: SignRow['verdict'] }

/** The reason stands with the sign it was written for, also when it comes back refused. */
function Decide({ page, view, sign, inForce }: DecideProps): VNode {
  const t = say(integrityPageWords, page.lang)
  const isTyped = page.problem !== null && page.entries.detector === sign.detector
  const errors = isTyped ? fieldErrors(page.problem, page.lang, { reason: t('reason.short') }) : {}
  const name = view.detectors.get(sign.detector)?.name[page.lang] ?? sign.detector
  return (
    <Form
      page={page}
      action={`/office/units/${view.unit.code}/dossiers/${refOf(view.it.code)}/signs`}
      label={name}
    >
      <input type="hidden" name="detector" value={sign.detector} />
      {inForce === null && (
        <TextArea
          label={t('reason')}
          name="reason"
          id={isTyped ? fieldId('reason') : `reason-${sign.detector}`}
          hint={t('reason.hint')}
          error={errors.reason}
          rows={2}
          maxLength={1000}
          value={isTyped ? entryText(page, 'reason') : ''}
        />
      )}
      <Actions>
        {inForce === null ? (
          <>
            <Button name="verdict" value="set-aside" kind="secondary">
              {t('set-aside')}
            </Button>
            <Button name="verdict" value="confirmed" kind="danger">
              {t('confirm')}
            </Button>
          </>
        ) : (
          <Button name="verdict" value="undone" kind="secondary">
            {t('undo')}
          </Button>
        )}
      </Actions>
    </Form>
  )
}

const SHORTEST = 5
const saidInput = z
  .object({
    ...address,
    detector: z.enum(DETECTORS),
    verdict: z.enum(SAID),
    reason: z.string().trim().max(1000).default(''),
  })
  .refine(({ verdict, reason }) => verdict === 'undone' || reason.length >= SHORTEST, {
    path: ['reason'],
  })
type Said = z.infer<typeof saidInput>

const sayRoute: Route = route<Said, Said>({
  method: 'POST',
  path: PATH,
  may: 'integrity.decide',
  about: 'Confirms a sign on one dossier, sets it aside, or takes either back, with the reason.',
  records: ['integrity.overridden', 'integrity.reinstated'],
  input: saidInput,
  unit,
  retry: signsPage,
  act: async (act, said) => {
    const { unit: of, it } = await dossierAt(act, said)
    await sayOfSign(act, {
      unitId: of.id,
      code: it.code,
      month: monthStarted(it),
      detector: said.detector as DetectorCode,
      verdict: said.verdict,
      reason: said.reason,
    })
    return said
  },
  show: ({ code, ref, verdict, detector }) => ({
    redirect: `/office/units/${code}/dossiers/${ref}/signs?said=${verdict}#${detector}`,
  }),
})

export const integritySignRoutes: readonly Route[] = [signsPage, sayRoute]
