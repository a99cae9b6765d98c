// Evidence: shown with a thumbnail, opened from outside the web root, never run in the page.

import type { VNode } from 'preact'
import { z } from 'zod'
import { Button } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { type Evidence, findEvidence, obligationWords } from '../obligations/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { unitOfAddress } from './report-key.ts'
import { reportWords } from './report-words.ts'

const address = z.object({ code: z.string().max(40), id: z.uuid() })

async function evidenceOf(read: Read, input: z.infer<typeof address>): Promise<Evidence> {
  const unitId = await unitOfAddress(read, input)
  const evidence = unitId ? await findEvidence(read.db, unitId, input.id) : undefined
  if (!evidence || evidence.withdrawn_at !== null || !evidence.file_hash) throw notFound('evidence')
  return evidence
}

type Opened = { bytes: Uint8Array; mime: string; name: string }

const file = (which: 'whole' | 'thumbnail') =>
  route<z.infer<typeof address>, Opened>({
    method: 'GET',
    path: `/office/units/:code/evidence/:id${which === 'thumbnail' ? '/thumbnail' : ''}`,
    may: 'evidence.read',
    about: which === 'whole' ? 'A piece of evidence as a file.' : 'The small picture of a photo.',
    input: address,
    unit: unitOfAddress,
    load: async (read, input) => {
      const evidence = await evidenceOf(read, input)
      const isSmall = which === 'thumbnail'
      const hash = isSmall ? evidence.thumbnail_hash : evidence.file_hash
      if (!hash) throw notFound('evidence')
      return {
        bytes: await read.files.get(hash),
        mime: isSmall ? 'image/webp' : (evidence.mime ?? 'application/octet-stream'),
        name: evidence.title,
      }
    },
    show: ({ bytes, mime, name }) => ({
      file: bytes,
      mime,
      name,
      inline: mime.startsWith('image/'),
    }),
  })

type Shown = Pick<
  Evidence,
  'id' | 'kind' | 'title' | 'url' | 'thumbnail_hash' | 'size' | 'taken_on'
>

type ListProps = {
  page: Page
  unitCode: string
  evidence: readonly Shown[]
  /** Those that may still be taken back, inside the form that saves. */
  withdraw?: readonly Shown[]
  /** Where files of this evidence open; that of reports when absent. */
  base?: string
}

/** Pieces of evidence with what they are; photos with their small picture. */
export function EvidenceList(props: ListProps): VNode | null {
  const { page, unitCode, evidence, withdraw = [] } = props
  const base = props.base ?? `/office/units/${unitCode}/evidence`
  const t = say(reportWords, page.lang)
  const words = say(obligationWords, page.lang)
  if (evidence.length === 0) return null
  return (
    <ul class="evidence" aria-label={t('line.evidence')}>
      {evidence.map((item) => {
        const href = item.url ?? `${base}/${item.id}`
        return (
          <li key={item.id}>
            {item.thumbnail_hash && (
              <img
                src={`${base}/${item.id}/thumbnail`}
                alt=""
                width="96"
                height="72"
                loading="lazy"
              />
            )}
            <span>
              <a href={href} rel="noreferrer">
                {item.title}
              </a>{' '}
              <span class="aside">
                {words(`evidence.${item.kind}`)}
                {item.size !== null && ` · ${formatNumber(item.size / 1024, 0, page.lang)} KB`}
                {item.taken_on &&
                  ` · ${t('evidence.taken', { day: formatDay(item.taken_on, page.lang) })}`}
              </span>
            </span>
            {withdraw.some(({ id }) => id === item.id) && (
              <Button
                kind="quiet"
                small
                name="withdraw"
                value={item.id}
                label={t('line.withdraw', { title: item.title })}
              >
                ✕
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

export const evidenceRoutes: readonly Route[] = [file('whole'), file('thumbnail')]
