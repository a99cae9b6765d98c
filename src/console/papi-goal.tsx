// The smallest set of improvements: asked for by a form, answered with the settings to try.

import type { VNode } from 'preact'
import { ButtonLink, Checkbox, FilterForm, Notice, Section, Select, Table } from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { scoreOf, TOTAL, type Way } from '../papi/index.ts'
import { type Page, say } from '../platform/index.ts'
import { Hidden, type LeversView } from './papi-levers.tsx'
import { itemName, papiQuery, signed, valueText } from './papi-load.ts'
import { pushed, trailText } from './papi-trail.ts'
import { plain, settingName, settingsQuery } from './papi-tried.ts'
import { papiPageWords } from './papi-words.ts'

export function GoalSection({ page, view }: { page: Page; view: LeversView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, input, settings, way } = view
  return (
    <Section title={t('goal')} lead={t('goal.lead')} id="goal">
      <FilterForm action="/office/papi/levers">
        <Hidden name="province" value={desk.province.code} />
        <Hidden name="year" value={String(desk.release.year)} />
        <Hidden name="past" value={trailText(view.trail.past)} />
        <Hidden name="next" value={trailText(view.trail.next)} />
        {settings.map(({ code, value }) => (
          <Hidden key={code} name={settingName(code)} value={plain(value)} />
        ))}
        <Select
          label={t('goal.item')}
          name="goal"
          value={input.goal ?? ''}
          none="—"
          options={[
            { value: TOTAL, label: t('goal.total') },
            ...desk.structure.dimensions.map(({ code }) => ({
              value: code,
              label: itemName(desk, code, page.lang),
            })),
          ]}
        />
        <Select
          label={t('goal.probability')}
          name="chance"
          value={String(input.chance)}
          options={[0.8, 0.9, 0.95].map((chance) => ({
            value: String(chance),
            label: formatPercent(chance, 0, page.lang),
          }))}
        />
        <Select
          label={t('goal.bound')}
          name="bound"
          value={input.bound}
          options={(['q3', 'best'] as const).map((bound) => ({
            value: bound,
            label: t(`goal.${bound}`),
          }))}
        />
        <Checkbox label={t('goal.partly')} name="partly" value="1" checked={input.partly === '1'} />
      </FilterForm>
      {way && <WayShown page={page} view={view} way={way} />}
    </Section>
  )
}

function WayShown({ page, view, way }: { page: Page; view: LeversView; way: Way }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk } = view
  const percent = (value: number | null) =>
    value === null ? '—' : formatPercent(value, 0, page.lang)
  if (way.kind === 'reached') return <Notice tone="good">{t('goal.reached')}</Notice>
  if (way.kind === 'no-errors') return <Notice tone="warning">{t('goal.no-errors')}</Notice>
  if (way.kind === 'unreachable') {
    return <Notice tone="warning">{t('goal.unreachable', { most: percent(way.most) })}</Notice>
  }
  const told = (code: string, value: number | null) => {
    const indicator = desk.basis.catalogue.find((it) => it.code === code)
    return indicator ? valueText(indicator, value, page.lang) : '—'
  }
  return (
    <>
      <p class="lead" role="status">
        {t('goal.way', {
          needed: formatNumber(way.needed, 3, page.lang),
          n: way.settings.length,
          probability: percent(way.probability),
        })}{' '}
        {!way.optimum.isProven && t('goal.cut')}
      </p>
      <Table
        caption={t('goal')}
        quietCaption
        stack
        rows={way.settings}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'name',
            title: t('indicator'),
            render: ({ code }) => itemName(desk, code, page.lang),
          },
          {
            key: 'from',
            title: t('before'),
            align: 'right',
            render: ({ code }) => told(code, scoreOf(desk.release, code, desk.province.code)),
          },
          {
            key: 'to',
            title: t('after'),
            align: 'right',
            render: ({ code, value }) => told(code, value),
          },
          {
            key: 'gain',
            title: '±',
            align: 'right',
            render: ({ code }) => {
              const pull = way.optimum.pulls.find((it) => it.code === code)
              return pull ? signed(pull.gain, page.lang) : '—'
            },
          },
        ]}
      />
      <ButtonLink
        href={`/office/papi/levers${papiQuery(desk, {
          ...settingsQuery(way.settings),
          past: pushed(view.trail, view.settings).past ?? '',
        })}#tried`}
      >
        {t('goal.use')}
      </ButtonLink>
    </>
  )
}
