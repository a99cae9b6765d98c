// Levers and what-if: what each indicator is worth, what would follow if some moved, and the smallest set that reaches
// a target. Everything tried stands in the address: it works without script and can be shared as a link.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  FilterForm,
  Form,
  Heading,
  Notice,
  Section,
  Select,
  Slider,
  TextField,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  chanceAt,
  formulaOf,
  isShare,
  type Levers,
  leversOf,
  loadBars,
  loadTerms,
  type Outcome,
  outcomeOf,
  type Profile,
  profileOf,
  requireSettings,
  type Serving,
  type Setting,
  saveScenario,
  scoreOf,
  type Way,
  wayTo,
} from '../papi/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { GoalSection } from './papi-goal.tsx'
import { LeverTable } from './papi-lever-table.tsx'
import {
  type Desk,
  itemName,
  loadDesk,
  papiQuery,
  papiRefusal,
  provinceName,
  valueText,
} from './papi-load.ts'
import { ResultTable } from './papi-result.tsx'
import { loadServing } from './papi-serving-load.ts'
import { pushed, redone, type Trail, trailOf, undone } from './papi-trail.ts'
import { plain, settingName, settingsIn, type Tried, triedAddress } from './papi-tried.ts'
import { papiPageWords } from './papi-words.ts'

export type LeversView = {
  desk: Desk
  levers: Levers
  before: Profile
  after: Profile
  outcome: Outcome
  /** Of the dimensions that change. */
  chances: Map<string, { before: number | null; after: number | null }>
  settings: Setting[]
  trail: Trail
  input: Tried
  way: Way | null
  /** All work of the plans that may serve an indicator. */
  serving: Serving[]
}

async function loadView(read: Read, input: Tried): Promise<LeversView> {
  const desk = await loadDesk(read, input)
  const { structure, release, province, ground, basis } = desk
  const settings = settingsIn(input)
  requireSettings({ ground, release }, settings)
  const bars = await loadBars(desk.figures, desk)
  const levers = leversOf(ground, release, province.code, await loadTerms(desk.figures, basis))
  const outcome = outcomeOf(ground, release, province.code, settings)
  const moved = structure.dimensions.filter(({ code }) => outcome.scores.has(code))
  const chance = (code: string, scores?: Outcome['scores']) =>
    chanceAt(release, code, province.code, scores ? { bars, scores } : { bars })?.probability ??
    null
  const of = { ground, release, province: province.code, bars }
  return {
    desk,
    levers,
    outcome,
    chances: new Map(
      moved.map(({ code }) => [
        code,
        { before: chance(code), after: chance(code, outcome.scores) },
      ]),
    ),
    settings,
    trail: trailOf(input, settings),
    input,
    serving: await loadServing(read),
    before: profileOf(structure, release, province.code, { bars }),
    after: profileOf(structure, release, province.code, { bars, scores: outcome.scores }),
    way: input.goal
      ? wayTo(of, levers.levers, {
          item: input.goal,
          probability: input.chance,
          bound: input.bound,
          withPartly: input.partly === '1',
        })
      : null,
  }
}

const leversPage: Route = route<Tried, LeversView>({
  method: 'GET',
  path: '/office/papi/levers',
  may: 'papi.read',
  about: 'What each indicator of PAPI is worth, and what would follow if some moved.',
  input: triedAddress,
  load: loadView,
  show: (view, page) => ({ html: <LeversPage page={page} view={view} /> }),
})

function LeversPage({ page, view }: { page: Page; view: LeversView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, levers, input } = view
  const name = provinceName(desk.province, page.lang)
  const isAny = levers.levers.some(({ value }) => value !== null)
  return (
    <Office
      page={page}
      title={t('levers')}
      here="/office/papi"
      crumbs={[{ href: `/office/papi${papiQuery(desk)}`, label: t('title') }]}
    >
      <Heading
        over={`PAPI ${desk.release.year}`}
        title={t('levers.title', { province: name })}
        lead={t('levers.lead')}
        actions={<ButtonLink href="/office/papi/scenarios">{t('scenarios')}</ButtonLink>}
      />
      <ErrorSummary problem={page.problem} text={papiRefusal(page)} />
      {input.saved !== undefined && (
        <Notice tone="good" toast>
          {t('saved')}
        </Notice>
      )}
      <FilterForm action="/office/papi/levers">
        <Select
          label={t('province')}
          name="province"
          value={desk.province.code}
          options={desk.provinces.map((it) => ({
            value: it.code,
            label: provinceName(it, page.lang),
          }))}
        />
        <Select
          label={t('year')}
          name="year"
          value={String(desk.release.year)}
          options={desk.years.map(({ year }) => ({ value: String(year), label: String(year) }))}
        />
      </FilterForm>
      {isAny ? (
        <>
          <TriedSection page={page} view={view} />
          <GoalSection page={page} view={view} />
          <LeverTable page={page} view={view} />
        </>
      ) : (
        <Empty
          title={t('levers.none')}
          action={
            page.visitor.rights.holds('papi.import') && (
              <ButtonLink href="/office/papi/imports">{t('import')}</ButtonLink>
            )
          }
        >
          {t('levers.none.text')}
        </Empty>
      )}
      <ExcludedNote page={page} view={view} />
      <p class="hint">
        {t('source')}: {desk.basis.citation[page.lang]}
      </p>
    </Office>
  )
}

function ExcludedNote({ page, view }: { page: Page; view: LeversView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const parts = view.levers.excluded.map(({ code }) => itemName(view.desk, code, page.lang))
  if (parts.length === 0) return null
  return (
    <Notice tone="warning" title={t('levers.excluded')}>
      {t('levers.excluded.text', { parts: parts.join('; ') })}
    </Notice>
  )
}

function TriedSection({ page, view }: { page: Page; view: LeversView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, settings, outcome } = view
  if (settings.length === 0) {
    return (
      <Section title={t('tried')} id="tried">
        <Steps page={page} view={view} />
        <p>{t('tried.none')}</p>
      </Section>
    )
  }
  const asked = outcome.excluded.flatMap((it) => it.asked)
  return (
    <Section title={t('tried')} id="tried">
      <Steps page={page} view={view} />
      <FilterForm action="/office/papi/levers">
        <Hidden name="province" value={desk.province.code} />
        <Hidden name="year" value={String(desk.release.year)} />
        <Hidden name="past" value={pushed(view.trail, settings).past ?? ''} />
        {settings.map((setting) => (
          <TriedSlider key={setting.code} page={page} view={view} setting={setting} />
        ))}
      </FilterForm>
      {asked.length > 0 && (
        <Notice tone="warning">{t('tried.asked', { codes: asked.join(', ') })}</Notice>
      )}
      <ResultTable page={page} view={view} />
      {page.visitor.rights.holds('papi.simulate') && (
        <Form page={page} action="/office/papi/scenarios" label={t('save')}>
          <Hidden name="province" value={desk.province.code} />
          <Hidden name="year" value={String(desk.release.year)} />
          {settings.map(({ code, value }) => (
            <Hidden key={code} name={settingName(code)} value={plain(value)} />
          ))}
          <TextField
            label={t('save.name')}
            name="name"
            hint={t('save.about')}
            maxLength={120}
            required
          />
          <Button>{t('save')}</Button>
        </Form>
      )}
    </Section>
  )
}

/** Back and forth through what was tried. */
function Steps({ page, view }: { page: Page; view: LeversView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const [back, forth] = [undone(view.trail, view.settings), redone(view.trail, view.settings)]
  if (!back && !forth) return null
  return (
    <p class="actions">
      {back && (
        <ButtonLink small href={`${withQuery(page.url, back)}#tried`}>
          {t('tried.undo')}
        </ButtonLink>
      )}
      {forth && (
        <ButtonLink small href={`${withQuery(page.url, forth)}#tried`}>
          {t('tried.redo')}
        </ButtonLink>
      )}
    </p>
  )
}

export const Hidden = ({ name, value }: { name: string; value: string }): VNode => (
  <input type="hidden" name={name} value={value} />
)

type SliderOf = { page: Page; view: LeversView; setting: Setting }

function TriedSlider({ page, view, setting }: SliderOf): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { code, value } = setting
  const { desk } = view
  const indicator = desk.basis.catalogue.find((it) => it.code === code)
  if (!indicator) return null
  const known = [...(desk.release.values.get(code)?.values() ?? [])]
  const [low, high] = indicator.scale ?? [0, Math.max(1, ...known)]
  const now = scoreOf(desk.release, code, desk.province.code)
  const formula = formulaOf(desk.ground.formulas, code.slice(0, 3), desk.release.year)
  const max = formula?.fit[desk.release.year]?.max
  return (
    <div>
      <Slider
        label={itemName(desk, code, page.lang)}
        name={settingName(code)}
        hint={`${t('levers.value')}: ${valueText(indicator, now, page.lang)}. ${
          formula
            ? t('tried.formula', {
                kind: t(`kind.${formula.kind}`),
                max: formatNumber(max ?? 0, 3, page.lang),
              })
            : ''
        }`}
        value={value}
        min={low}
        max={high}
        step={isShare(indicator) ? 0.005 : (high - low) / 200}
        text={valueText(indicator, value, page.lang)}
      />
      <a
        href={withQuery(page.url, {
          ...pushed(view.trail, view.settings),
          [settingName(code)]: null,
        })}
      >
        {t('tried.remove', { code })}
      </a>
    </div>
  )
}

const saveRoute: Route = route({
  method: 'POST',
  path: '/office/papi/scenarios',
  may: 'papi.simulate',
  about: 'Saves what is being tried out under a name.',
  records: ['papi.scenario-saved'],
  input: triedAddress.extend({ name: z.string().max(200).default('') }),
  retry: leversPage,
  act: async (act, input: Tried & { name: string }) => {
    const unitId = act.actor.unitId
    if (!unitId) throw new Problem(403, 'papi.not-found')
    const id = await saveScenario(act, {
      unitId,
      name: input.name,
      year: input.year ?? 0,
      province: input.province ?? '',
      settings: settingsIn(input),
    })
    return `/office/papi/scenarios/${unitId}/${id}?saved=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const papiLeverRoutes: readonly Route[] = [leversPage, saveRoute]
