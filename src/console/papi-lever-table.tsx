// Every indicator with a formula: what it is worth and whether a plan can move it.

import type { VNode } from 'preact'
import { ButtonLink, Section, Table } from '../face/index.ts'
import { type Lever, servingOf } from '../papi/index.ts'
import { type Page, say } from '../platform/index.ts'
import { withQuery } from './frame.tsx'
import { termsText } from './papi-lever-terms.tsx'
import type { LeversView } from './papi-levers.tsx'
import { itemName, papiQuery, scoreText, signed, valueText } from './papi-load.ts'
import { ServingBrief } from './papi-serving.tsx'
import { pushed } from './papi-trail.ts'
import { plain, settingName } from './papi-tried.ts'
import { papiPageWords } from './papi-words.ts'

const FIRST = 25

export function LeverTable({ page, view }: { page: Page; view: LeversView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, levers, settings, input } = view
  const listed = levers.levers.filter(
    (lever) => input.within === '' || lever.withinYear === input.within,
  )
  const shown = input.all === '1' ? listed : listed.slice(0, FIRST)
  const isAlone = levers.levers.every(({ q3 }) => q3 === null)
  const goal = (lever: Lever) => lever.q3 ?? lever.value ?? 0
  const gain = (value: number | null) =>
    value === null ? '—' : value === 0 ? '0' : signed(value, page.lang)
  return (
    <Section title={t('levers')}>
      <p>
        {t('levers.within.filter')}{' '}
        {(['', 'yes', 'partly', 'no'] as const).map((within) => (
          <span key={within}>
            {within === input.within ? (
              <strong>{within === '' ? t('levers.all') : t(`within.${within}`)}</strong>
            ) : (
              <a href={withQuery(page.url, { within })}>
                {within === '' ? t('levers.all') : t(`within.${within}`)}
              </a>
            )}{' '}
          </span>
        ))}
      </p>
      {isAlone && <p class="hint">{t('levers.alone')}</p>}
      <Table
        caption={t('levers')}
        quietCaption
        stack
        rows={shown}
        rowKey={(row) => row.code}
        columns={[
          {
            key: 'name',
            title: t('indicator'),
            roomy: true,
            render: (row) => (
              <>
                <a href={`/office/papi/items/${row.code}${papiQuery(desk)}`}>
                  {itemName(desk, row.code, page.lang)}
                </a>
                {row.isContrary && <p class="hint">{t('levers.contrary')}</p>}
              </>
            ),
          },
          {
            key: 'value',
            title: t('levers.value.q3'),
            align: 'right',
            nowrap: true,
            render: (row) =>
              row.q3 === null
                ? valueText(row.indicator, row.value, page.lang)
                : `${valueText(row.indicator, row.value, page.lang)} → ${valueText(row.indicator, row.q3, page.lang)}`,
          },
          {
            key: 'gain',
            title: t('levers.gain.short'),
            align: 'right',
            render: (row) => (
              <>
                {row.gainToQ3 === null
                  ? t('levers.whole', { points: scoreText(row.weight, page.lang, 2) })
                  : row.placesToQ3
                    ? t('levers.gain.places', {
                        points: gain(row.gainToQ3),
                        places: row.placesToQ3,
                      })
                    : gain(row.gainToQ3)}
                {row.gainToBest !== null && (
                  <p class="hint">{t('levers.best.short', { points: gain(row.gainToBest) })}</p>
                )}
              </>
            ),
          },
          {
            key: 'within',
            title: t('levers.within'),
            render: (row) => (
              <a
                href={`/office/papi/levers/${row.code}${papiQuery(desk)}`}
                aria-label={`${row.code}: ${termsText(page, row, row)}`}
              >
                {row.isSettled ? termsText(page, row, row) : t(`within.${row.withinYear}`)}
              </a>
            ),
          },
          {
            key: 'tasks',
            title: t('levers.tasks'),
            roomy: true,
            render: (row) => (
              <ServingBrief
                page={page}
                serving={servingOf(view.serving, row.code)}
                moreHref={`/office/papi/items/${row.code}${papiQuery(desk)}#tasks`}
              />
            ),
          },
          {
            key: 'try',
            title: t('levers.try'),
            render: (row) =>
              settings.some(({ code }) => code === row.code) ? (
                t('levers.trying')
              ) : row.value === null ? (
                '—'
              ) : (
                <ButtonLink
                  small
                  href={`${withQuery(page.url, { ...pushed(view.trail, settings), [settingName(row.code)]: plain(goal(row)) })}#tried`}
                  label={`${t('levers.try')} ${row.code}`}
                >
                  {t('levers.try')}
                </ButtonLink>
              ),
          },
        ]}
      />
      {shown.length < listed.length && (
        <p>
          <a href={withQuery(page.url, { all: 1 })}>{t('levers.more', { n: listed.length })}</a>
        </p>
      )}
    </Section>
  )
}
