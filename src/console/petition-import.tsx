// Petitions from a file: a preview that saves nothing, then taken at once, with what became of each line.

import { gunzipSync, gzipSync } from 'node:zlib'
import type { ComponentChildren, VNode } from 'preact'
import { z } from 'zod'
import { DocumentProblem, documentWords } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  Section,
  Stat,
  Stats,
  Table,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsByIds } from '../org/index.ts'
import {
  MOST_PETITIONS,
  type PetitionBatch,
  type PetitionPreview,
  type PetitionResult,
  petitionBatchesOf,
  petitionWords,
  previewPetitions,
  readPetitionFile,
  receivePetitions,
} from '../petitions/index.ts'
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
import { Office, sentence } from './frame.tsx'
import { petitionImportWords } from './petition-import-words.ts'
import { PETITIONS } from './petitions.tsx'

const HERE = `${PETITIONS}/import`
const MOST_BYTES = 4_000_000
const MOST_SHOWN = 200
const may = 'petition.import'
/** Items about units beyond reach are refused one by one. */
const reachOf = async ({ rights }: Read) => new Set(await rights.reach(may))

const importPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may,
  about: 'Takes petitions from a file.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <ImportView page={page} /> }),
})

type FrameProps = { page: Page; title: string; children: ComponentChildren }
const Frame = ({ page, title, children }: FrameProps): VNode => (
  <Office
    page={page}
    title={title}
    here={PETITIONS}
    crumbs={[{ href: PETITIONS, label: say(petitionImportWords, page.lang)('petitions') }]}
  >
    {children}
  </Office>
)

function ImportView({ page }: { page: Page }): VNode {
  const t = say(petitionImportWords, page.lang)
  const { problem } = page
  const words = { ...documentWords[page.lang], ...petitionImportWords[page.lang] }
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
      preview: PetitionPreview
      names: Map<string, string>
      file: string
      name: string
    }
  | { kind: 'taken'; mark: string }

function PreviewView({ page, it }: { page: Page; it: Extract<Outcome, { kind: 'preview' }> }) {
  const t = say(petitionImportWords, page.lang)
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
        <Stat label={t('touched')} value={n(preview.petitions)} />
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
            { key: 'n', title: t('lines'), align: 'right', render: ([, count]) => n(count) },
          ]}
        />
      </Section>
    </Frame>
  )
}

function Refused(props: { page: Page; refused: readonly PetitionResult[] }): VNode | null {
  const { page, refused } = props
  const t = say(petitionImportWords, page.lang)
  const reason = say(petitionWords, page.lang)
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
  sent: z.string().max(7_000_000).optional(),
  name: z.string().max(200).catch('').default(''),
})

/** Items of a file, and lines refused before they could be read. */
async function itemsOf(bytes: Uint8Array, name: string) {
  try {
    const all = await readPetitionFile(bytes, name)
    return {
      items: all.flatMap((it) => ('refused' in it ? [] : [it])),
      refused: all.flatMap((it) => ('refused' in it ? [it.refused] : [])),
    }
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}

async function preview(act: Act, file: File): Promise<Outcome> {
  const megabytes = MOST_BYTES / 1_000_000
  if (file.size > MOST_BYTES) throw new Problem(413, 'file.too-large', { megabytes })
  const bytes = new Uint8Array(await file.arrayBuffer())
  const found = await previewPetitions(act, {
    ...(await itemsOf(bytes, file.name)),
    reach: await reachOf(act),
  })
  const ids = found.byUnit.map(([id]) => id)
  const units = await unitsByIds(act.db, ids)
  return {
    kind: 'preview',
    preview: found,
    names: new Map(units.map(({ id, fullName }) => [id, fullName])),
    file: gzipSync(bytes).toString('base64'),
    name: file.name,
  }
}

async function take(act: Act, sent: string, name: string): Promise<Outcome> {
  const bytes = unpacked(sent)
  const mark = sha256(bytes).slice(0, 16)
  const { items, refused } = await itemsOf(bytes, name)
  const reach = await reachOf(act)
  const batch = {
    source: sourceOf(act.actor.personId, mark),
    unitId: act.actor.unitId ?? '',
    reach,
  }
  for (let from = 0; from < Math.max(items.length, refused.length); from += MOST_PETITIONS / 2) {
    const part = <T,>(all: readonly T[]) => all.slice(from, from + MOST_PETITIONS / 2)
    await receivePetitions(act, { ...batch, items: part(items), refused: part(refused) })
  }
  return { kind: 'taken', mark }
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
  about: 'Previews a file of petitions and saves nothing; with the file of a preview, takes it.',
  records: ['petitions.batch-received'],
  input: sentFields,
  maxBody: 8_000_000,
  retry: importPage,
  act: async (act, { file, sent, name }) => {
    if (sent) return await take(act, sent, name)
    if (!file || file.size === 0) throw new Problem(422, 'file.empty')
    return await preview(act, file)
  },
  show: (it, page) =>
    it.kind === 'taken'
      ? { redirect: `${HERE}/${it.mark}` }
      : { html: <PreviewView page={page} it={it} /> },
})

const takenPage: Route = route<{ mark: string }, PetitionBatch[]>({
  method: 'GET',
  path: `${HERE}/:mark`,
  may,
  about: 'What became of the lines of a file of petitions. Only who sent it may ask.',
  input: z.object({ mark: z.string().regex(/^[0-9a-f]{16}$/) }),
  load: async ({ db, actor }, { mark }) => {
    const batches = await petitionBatchesOf(db, sourceOf(actor.personId, mark))
    if (batches.length === 0) throw notFound('page')
    return batches
  },
  show: (batches, page) => ({ html: <TakenView page={page} batches={batches} /> }),
})

function TakenView({ page, batches }: { page: Page; batches: PetitionBatch[] }): VNode {
  const t = say(petitionImportWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const results = batches.flatMap((it) => it.results)
  const count = (outcome: string) => results.filter((it) => it.outcome === outcome).length
  const at = whenText(batches[0]?.receivedAt ?? '', page.lang)
  return (
    <Frame page={page} title={t('done')}>
      <Heading title={t('done')} lead={t('done.lead', { items: n(results.length), at })} />
      <Stats>
        {(['accepted', 'duplicate', 'stale', 'rejected'] as const).map((it) => (
          <Stat key={it} label={t(it)} value={n(count(it))} />
        ))}
      </Stats>
      <Refused page={page} refused={results.filter(({ outcome }) => outcome === 'rejected')} />
      <p>
        <a href={PETITIONS}>{t('petitions')}</a> · <a href={HERE}>{t('again')}</a>
      </p>
    </Frame>
  )
}

export const petitionImportRoutes: readonly Route[] = [importPage, importRoute, takenPage]
