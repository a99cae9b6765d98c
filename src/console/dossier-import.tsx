// Messages of the feed from a file: a preview that saves nothing, then taken with its progress shown.

import { gunzipSync, gzipSync } from 'node:zlib'
import type { VNode } from 'preact'
import { z } from 'zod'
import { DocumentProblem, documentWords } from '../documents/index.ts'
import {
  dossierWords,
  type FilePreview,
  fileReceipts,
  type ItemResult,
  previewFile,
  type Receipt,
  readMessageFile,
  takeFile,
} from '../dossiers/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  ProgressBar,
  Section,
  Stat,
  Stats,
  Table,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsByIds } from '../org/index.ts'
import {
  type Act,
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
  sha256,
} from '../platform/index.ts'
import { dossierImportWords } from './dossier-import-words.ts'
import { Office, sentence } from './frame.tsx'

const LIST = '/office/dossiers'
const HERE = `${LIST}/import`
const MOST_BYTES = 8_000_000
const MOST_SHOWN = 200
const may = 'dossier.import'
/** Messages about units beyond reach are refused one by one. */
const reachOf = async ({ rights }: Read) => new Set(await rights.reach(may))

const importPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may,
  about: 'Takes messages of the feed from a file.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <ImportView page={page} /> }),
})

const Frame = ({ page, title, seconds, children }: FrameProps): VNode => (
  <Office
    page={page}
    title={title}
    here={LIST}
    crumbs={[{ href: LIST, label: say(dossierImportWords, page.lang)('dossiers') }]}
    {...(seconds ? { refreshSeconds: seconds } : {})}
  >
    {children}
  </Office>
)
type FrameProps = {
  page: Page
  title: string
  seconds?: number
  children: (VNode | null | false)[]
}

function ImportView({ page }: { page: Page }): VNode {
  const t = say(dossierImportWords, page.lang)
  const { problem } = page
  const words = { ...documentWords[page.lang], ...dossierImportWords[page.lang] }
  return (
    <Frame page={page} title={t('title')}>
      <Heading title={t('title')} lead={t('lead')} />
      <ErrorSummary
        problem={problem}
        text={problem ? sentence(problem.code, words, problem.details) : ''}
      />
      <Form page={page} action={HERE} multipart label={t('title')}>
        <FileDrop
          label={t('file')}
          name="file"
          hint={t('file.hint')}
          accept=".jsonl,.json,.csv,.xlsx"
          maxBytes={MOST_BYTES}
          required
        />
        <Actions>
          <Button>{t('preview')}</Button>
        </Actions>
      </Form>
    </Frame>
  )
}

type Outcome =
  | {
      kind: 'preview'
      preview: FilePreview
      names: Map<string, string>
      file: string
      name: string
    }
  | { kind: 'taken'; mark: string }

function PreviewView({ page, it }: { page: Page; it: Extract<Outcome, { kind: 'preview' }> }) {
  const t = say(dossierImportWords, page.lang)
  const { preview, names } = it
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const title = t('preview.title', { lines: n(preview.lines) })
  const taken = preview.lines - preview.refused.length
  return (
    <Frame page={page} title={title}>
      <Heading
        title={title}
        lead={t('preview.lead', { taken: n(taken), refused: n(preview.refused.length) })}
      />
      <Stats>
        <Stat label={t('dossiers_')} value={n(preview.dossiers)} />
        <Stat label={t('pictures')} value={n(preview.pictures)} />
        <Stat label={t('steps')} value={n(preview.steps)} />
        <Stat label={t('deletions')} value={n(preview.deletions)} />
        <Stat label={t('waiting')} value={n(preview.waiting)} />
      </Stats>
      {taken > 0 ? (
        <Form page={page} action={HERE} multipart label={t('confirm', { n: n(taken) })}>
          <input type="hidden" name="sent" value={it.file} />
          <input type="hidden" name="name" value={it.name} />
          <Actions>
            <Button>{t('confirm', { n: n(taken) })}</Button>
            <ButtonLink kind="quiet" href={HERE}>
              {t('again')}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <p>
          {t('nothing')} <a href={HERE}>{t('again')}</a>
        </p>
      )}
      <Refused page={page} refused={preview.refused} />
      <Section title={t('units')}>
        <Table
          caption={t('units')}
          quietCaption
          rows={preview.byUnit}
          columns={[
            { key: 'unit', title: t('unit'), render: ([id]) => names.get(id) },
            { key: 'n', title: t('messages'), align: 'right', render: ([, count]) => n(count) },
          ]}
        />
      </Section>
    </Frame>
  )
}

function Refused({ page, refused }: { page: Page; refused: readonly ItemResult[] }): VNode | null {
  const t = say(dossierImportWords, page.lang)
  const reason = say(dossierWords, page.lang)
  if (refused.length === 0) return null
  return (
    <Section
      title={t('refused')}
      lead={refused.length > MOST_SHOWN ? t('refused.more', { n: MOST_SHOWN }) : undefined}
    >
      <Table
        caption={t('refused')}
        quietCaption
        rows={refused.slice(0, MOST_SHOWN)}
        columns={[
          { key: 'no', title: t('line'), align: 'right', render: (row) => row.no },
          { key: 'field', title: t('field'), render: (row) => row.field ?? '—' },
          {
            key: 'reason',
            title: t('reason'),
            render: (row) => reason(`reason.${row.reason ?? 'unreadable'}`),
          },
        ]}
      />
    </Section>
  )
}

const sentFields = z.object({
  file: z.instanceof(File).optional(),
  sent: z.string().max(14_000_000).optional(),
  name: z.string().max(200).catch('').default(''),
})

async function linesOf(bytes: Uint8Array, name: string, now: string) {
  try {
    return await readMessageFile(bytes, name, now)
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}

async function preview(act: Act, file: File): Promise<Outcome> {
  const megabytes = MOST_BYTES / 1_000_000
  if (file.size > MOST_BYTES) throw new Problem(413, 'file.too-large', { megabytes })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const found = await previewFile(act.db, await linesOf(bytes, file.name, act.now), {
    on: act.today,
    reach: await reachOf(act),
  })
  const units = await unitsByIds(
    act.db,
    found.byUnit.map(([id]) => id),
  )
  return {
    kind: 'preview',
    preview: found,
    names: new Map(units.map(({ id, fullName }) => [id, fullName])),
    file: gzipSync(bytes).toString('base64'),
    name: file.name,
  }
}

function unpacked(sent: string): Uint8Array {
  try {
    return gunzipSync(Buffer.from(sent, 'base64'), { maxOutputLength: MOST_BYTES })
  } catch {
    throw new Problem(422, 'file.unreadable')
  }
}

const sourceOf = (personId: string | null, mark: string) => `person ${personId} file ${mark}`

const importRoute: Route = route<z.infer<typeof sentFields>, Outcome>({
  method: 'POST',
  path: HERE,
  may,
  about: 'Previews a file of messages and saves nothing; with the file of a preview, takes it.',
  records: ['dossiers.batch-received'],
  input: sentFields,
  maxBody: 16_000_000,
  retry: importPage,
  act: async (act, { file, sent, name }) => {
    if (!sent) {
      if (!file || file.size === 0) throw new Problem(422, 'file.empty')
      return await preview(act, file)
    }
    const bytes = unpacked(sent)
    const mark = sha256(bytes).slice(0, 16)
    const lines = await linesOf(bytes, name, act.now)
    const source = sourceOf(act.actor.personId, mark)
    await takeFile(act, {
      source,
      unitId: act.actor.unitId ?? '',
      lines,
      reach: await reachOf(act),
    })
    return { kind: 'taken', mark }
  },
  show: (it, page) =>
    it.kind === 'taken'
      ? { redirect: `${HERE}/${it.mark}` }
      : { html: <PreviewView page={page} it={it} /> },
})

const progressPage: Route = route<{ mark: string }, Receipt[]>({
  method: 'GET',
  path: `${HERE}/:mark`,
  may,
  about: 'How far the taking of a file is, and what became of its lines. Only who sent it may ask.',
  input: z.object({ mark: z.string().regex(/^[0-9a-f]{16}$/) }),
  load: async ({ db, actor }, { mark }) => {
    const receipts = await fileReceipts(db, sourceOf(actor.personId, mark))
    if (receipts.length === 0) throw notFound('page')
    return receipts
  },
  show: (receipts, page) => ({ html: <ProgressView page={page} receipts={receipts} /> }),
})

function ProgressView({ page, receipts }: { page: Page; receipts: Receipt[] }): VNode {
  const t = say(dossierImportWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const items = receipts.reduce((sum, it) => sum + it.items, 0)
  const open = receipts.reduce((sum, it) => sum + it.open, 0)
  const results = receipts.flatMap((it) => it.results)
  const count = (outcome: string) => results.filter((it) => it.outcome === outcome).length
  const title = t(open > 0 ? 'progress' : 'done')
  return (
    <Frame page={page} title={title} {...(open > 0 ? { seconds: 2 } : {})}>
      <Heading
        title={title}
        lead={
          open > 0
            ? t('progress.lead', { done: n(items - open), items: n(items) })
            : t('done.lead', {
                items: n(items),
                at: whenText(receipts[0]?.receivedAt ?? '', page.lang),
              })
        }
      />
      <ProgressBar label={title} value={items - open} max={items} />
      <Stats>
        {(['accepted', 'duplicate', 'stale', 'rejected'] as const).map((it) => (
          <Stat key={it} label={t(it)} value={n(count(it))} />
        ))}
      </Stats>
      <Refused page={page} refused={results.filter(({ outcome }) => outcome === 'rejected')} />
      <p>
        <a href={LIST}>{t('dossiers')}</a> · <a href={HERE}>{t('again')}</a>
      </p>
    </Frame>
  )
}

export const dossierImportRoutes: readonly Route[] = [importPage, importRoute, progressPage]
