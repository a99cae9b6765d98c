// The page that reads every chain of the visitor's reach again and says whether it is whole.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  DefinitionList,
  Details,
  Document,
  Heading,
  type NavItem,
  Notice,
  Section,
  Stat,
  Stats,
  Table,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { shortId } from './event-text.ts'
import { type ReachVerified, verifyReach } from './load-events.ts'
import type { Break } from './verify.ts'
import { auditWords } from './words.ts'

export const verifyPage = (navigation: (page: Page) => NavItem[]): Route =>
  route<object, ReachVerified>({
    method: 'GET',
    path: '/office/audit/verify',
    may: 'audit.read',
    about: 'Verifies the chains of events within the visitor’s scope.',
    input: z.object({}),
    load: (read) => verifyReach(read),
    show: (verified, page) => {
      const t = say(auditWords, page.lang)
      return {
        html: (
          <Document
            page={page}
            title={t('verify')}
            frame="office"
            nav={navigation(page)}
            here="/office/audit"
            crumbs={[{ href: '/office/audit', label: t('audit') }]}
          >
            <VerifyView page={page} verified={verified} />
          </Document>
        ),
      }
    },
  })

function VerifyView({ page, verified }: { page: Page; verified: ReachVerified }): VNode {
  const t = say(auditWords, page.lang)
  const { events, heads, head, breaks } = verified
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <>
      <Heading title={t('verify')} lead={t('verify.lead')} />
      {breaks.length === 0 ? (
        <Notice
          tone="good"
          title={t('verify.whole', { events: n(events), units: n(heads.length) })}
        >
          {t('verify.whole.text')}
        </Notice>
      ) : (
        <Broken page={page} verified={verified} />
      )}
      <Stats>
        <Stat label={t('verify.events')} value={n(events)} />
        <Stat label={t('verify.units')} value={n(heads.length)} />
      </Stats>
      <Section title={t('verify.head')}>
        <p>
          <code>{head}</code>
        </p>
        <Details summary={t('verify.heads')}>
          <Table
            caption={t('verify.heads')}
            quietCaption
            stack
            rows={heads}
            rowKey={(row) => row.unit_id}
            columns={[
              { key: 'unit', title: t('unit'), render: (row) => unitName(verified, row.unit_id) },
              { key: 'seq', title: t('verify.row'), align: 'right', render: (row) => n(row.seq) },
              { key: 'hash', title: t('verify.hash'), render: (row) => <code>{row.hash}</code> },
            ]}
          />
        </Details>
      </Section>
    </>
  )
}

function Broken({ page, verified }: { page: Page; verified: ReachVerified }): VNode {
  const t = say(auditWords, page.lang)
  const { breaks } = verified
  const [first] = breaks
  return (
    <>
      <Notice tone="bad" title={t('verify.broken', { n: breaks.length })}>
        {t('verify.broken.text')}
      </Notice>
      {first && (
        <Section title={t('verify.first')}>
          <DefinitionList
            items={[
              { term: t('unit'), value: unitName(verified, first.unitId) },
              { term: t('verify.row'), value: first.seq },
              first.id ? { term: t('verify.id'), value: <code>{first.id}</code> } : null,
              { term: t('verify.kind'), value: t(`break.${first.kind}`) },
            ]}
          />
        </Section>
      )}
      {breaks.length > 1 && (
        <Table
          caption={t('verify.broken', { n: breaks.length })}
          stack
          rows={breaks}
          rowKey={(row) => row.unitId}
          columns={[
            {
              key: 'unit',
              title: t('unit'),
              render: (row: Break) => unitName(verified, row.unitId),
            },
            { key: 'row', title: t('verify.row'), align: 'right', render: (row) => row.seq },
            { key: 'kind', title: t('verify.kind'), render: (row) => t(`break.${row.kind}`) },
          ]}
        />
      )}
    </>
  )
}

const unitName = ({ units }: ReachVerified, id: string): string =>
  units.get(id)?.fullName ?? shortId(id)
