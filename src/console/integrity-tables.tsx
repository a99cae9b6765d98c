// The tables of the integrity desk: what each detector saw, and in which units.

import { Fragment, type VNode } from 'preact'
import { Badge, Details, Empty, Notice, Pager, ShareBar, Table } from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Page, say } from '../platform/index.ts'
import { withQuery } from './frame.tsx'
import {
  DESK,
  type Desk,
  type DeskInput,
  type DetectorLine,
  queryOf,
  type UnitLine,
} from './integrity-load.ts'
import { integrityPageWords } from './integrity-words.ts'

type Props = { page: Page; desk: Desk }
const SIZE = 50

const dossiersHref = (desk: Desk, change: Record<string, string>) =>
  `${DESK}/dossiers?${new URLSearchParams({ ...queryOf(desk.scope), ...change })}`

export function DetectorTable({ page, desk }: Props): VNode {
  const t = say(integrityPageWords, page.lang)
  const most = Math.max(...desk.detectors.map(({ share }) => share), 0.01)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const all = [...desk.detectors].sort((a, b) => b.flagged - a.flagged)
  const rows = all.filter((it) => it.flagged + it.setAside > 0)
  const unseen = all.filter((it) => it.flagged + it.setAside === 0)
  return (
    <>
      <Table<DetectorLine>
        caption={t('by-detector')}
        quietCaption
        stack
        rows={rows}
        rowKey={({ detector }) => detector.code}
        rowHref={({ detector }) => dossiersHref(desk, { detector: detector.code })}
        empty={<Empty title={t('seen.none')}>{t('seen.none.text')}</Empty>}
        columns={[
          {
            key: 'name',
            title: t('detector'),
            roomy: true,
            render: ({ detector }) => detector.name[page.lang],
          },
          {
            key: 'flagged',
            title: t('dossiers'),
            align: 'right',
            render: ({ flagged }) => n(flagged),
          },
          {
            key: 'share',
            title: t('share'),
            align: 'right',
            render: ({ share, flagged }) =>
              flagged === 0 ? '–' : <Share page={page} share={share} most={most} />,
          },
          {
            key: 'measure',
            title: t('measure'),
            align: 'right',
            render: ({ detector }) => measureText(detector, page),
          },
          {
            key: 'over',
            title: t('units-over'),
            align: 'right',
            render: ({ detector, unitsOver }) =>
              unitsOver === 0 ? (
                '–'
              ) : (
                <a href={`${withQuery(page.url, { detector: detector.code, asked: null })}#units`}>
                  {n(unitsOver)}
                </a>
              ),
          },
          { key: 'said', title: t('said'), align: 'right', render: (it) => saidText(it, page) },
          {
            key: 'excludes',
            title: t('excludes'),
            render: ({ detector }) => t(detector.excludes ? 'yes' : 'no'),
          },
        ]}
      />
      {unseen.length > 0 && (
        <Details summary={t('unseen', { n: n(unseen.length) })}>
          <ul class="names">
            {unseen.map(({ detector }) => (
              <li key={detector.code}>{detector.name[page.lang]}</li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}

/** Of signs that several share the measure is how many stand together. */
function measureText({ parameters }: DetectorLine['detector'], page: Page): string {
  if ('share' in parameters) return formatPercent(parameters.share, 0, page.lang)
  return say(integrityPageWords, page.lang)('measure.together', { n: parameters.least })
}

function saidText({ confirmed, setAside }: { confirmed: number; setAside: number }, page: Page) {
  const t = say(integrityPageWords, page.lang)
  const parts = [
    confirmed > 0 && t('said.confirmed', { n: confirmed }),
    setAside > 0 && t('said.aside', { n: setAside }),
  ]
  return parts.filter(Boolean).join(' · ') || '–'
}

const Share = ({ page, share, most }: { page: Page; share: number; most: number }) => (
  <ShareBar share={share} most={most} text={formatPercent(share, 1, page.lang)} />
)

export function UnitTable({ page, desk, input }: Props & { input: DeskInput }): VNode {
  const t = say(integrityPageWords, page.lang)
  const { lines, scope } = desk
  const chosen = desk.pack?.detectors.find(({ code }) => code === scope.detector)
  const most = Math.max(...lines.map(({ share }) => share), 0.01)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const shown = lines.slice((input.page - 1) * SIZE, input.page * SIZE)
  return (
    <>
      {chosen && (
        <Notice tone="info" title={t('only', { detector: chosen.name[page.lang] })}>
          <p>
            {t('caution')}: {chosen.caution[page.lang]}
          </p>
          <p>
            <a href={`${withQuery(page.url, { detector: null, asked: null })}#units`}>
              {t('all-detectors')}
            </a>
          </p>
        </Notice>
      )}
      <Table<UnitLine>
        caption={t('by-unit')}
        quietCaption
        stack
        rows={shown}
        rowKey={({ unit }) => unit.code}
        rowHref={({ unit, flagged, setAside }) =>
          flagged + setAside > 0 ? dossiersHref(desk, { unit: unit.code }) : null
        }
        sort={{ by: input.sort, dir: input.dir }}
        sortHref={(by, dir) =>
          `${withQuery(page.url, {
            sort: by,
            dir: by === input.sort ? dir : by === 'name' ? 'asc' : 'desc',
            asked: null,
          })}#units`
        }
        empty={<Empty title={t('nothing')}>{t('nothing.text')}</Empty>}
        columns={[
          {
            key: 'name',
            title: t('unit.one'),
            roomy: true,
            sort: true,
            render: ({ unit }) => unit.fullName,
          },
          {
            key: 'dossiers',
            title: t('looked-at'),
            align: 'right',
            sort: true,
            render: ({ dossiers }) => n(dossiers),
          },
          {
            key: 'flagged',
            title: t('flagged'),
            align: 'right',
            sort: true,
            render: ({ flagged }) => n(flagged),
          },
          {
            key: 'share',
            title: t('share'),
            align: 'right',
            sort: true,
            render: ({ share }) => <Share page={page} share={share} most={most} />,
          },
          chosen
            ? {
                key: 'over',
                title: t('state'),
                nowrap: true,
                sort: true,
                render: (line: UnitLine) => <State page={page} line={line} detector={chosen} />,
              }
            : {
                key: 'over',
                title: t('over-measure'),
                roomy: true,
                sort: true,
                render: (line: UnitLine) => <Over page={page} line={line} />,
              },
          { key: 'said', title: t('said'), align: 'right', render: (it) => saidText(it, page) },
        ]}
      />
      <Pager
        page={input.page}
        size={SIZE}
        total={lines.length}
        href={(at) => `${withQuery(page.url, { page: at, asked: null })}#units`}
      />
    </>
  )
}

type Chosen = DetectorLine['detector']

function State({ page, line, detector }: { page: Page; line: UnitLine; detector: Chosen }): VNode {
  const t = say(integrityPageWords, page.lang)
  const { parameters } = detector
  if (line.over.length > 0) return <Badge tone="warning">{t('over')}</Badge>
  const isFew = detector.scope === 'dossier' && line.dossiers < parameters.least
  return <>{t(isFew ? 'few' : 'under', { n: parameters.least })}</>
}

/** Each detector whose measure is passed; else the sign that stands most often. */
function Over({ page, line }: { page: Page; line: UnitLine }): VNode {
  const t = say(integrityPageWords, page.lang)
  if (line.over.length === 0)
    return line.most ? (
      <span class="hint">
        {t('most', {
          detector: line.most.detector.name[page.lang],
          n: formatNumber(line.most.dossiers, 0, page.lang),
        })}
      </span>
    ) : (
      <>–</>
    )
  return (
    <>
      {line.over.map((it) => (
        <Fragment key={it.code}>
          <Badge tone="warning">{it.name[page.lang]}</Badge>{' '}
        </Fragment>
      ))}
    </>
  )
}
