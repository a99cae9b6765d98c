// Messages of the feed from a file: a preview that saves nothing, then taken with its progress shown.

import { z } from 'zod'
import {
  dossierWords,
  type FilePreview,
  fileReceipts,
  previewFile,
  type Reason,
  type Receipt,
  readMessageFile,
  takeFile,
} from '../dossiers/index.ts'
import { type Act, notFound, type Read, type Route, route, say } from '../platform/index.ts'
import { dossierImportWords } from './dossier-import-words.ts'
import { type FeedFile, FilePreviewView, FileResultsView, FileView } from './feed-file.tsx'
import {
  chosenFile,
  type FileFields,
  type FilePreviewed,
  fileFields,
  fileMark,
  fileSource,
  previewed,
  readOrRefuse,
  sentBytes,
} from './sent-file.ts'

const LIST = '/office/dossiers'
const HERE = `${LIST}/import`
const FEED: FeedFile<Reason> = {
  list: LIST,
  here: HERE,
  maxBytes: 8_000_000,
  words: dossierImportWords,
  reason: (lang, reason = 'unreadable') => say(dossierWords, lang)(`reason.${reason}`),
}
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
  show: (_, page) => ({ html: <FileView page={page} feed={FEED} /> }),
})

async function take(act: Act, sent: string, name: string) {
  const { bytes, mark } = sentBytes(sent, FEED.maxBytes)
  await takeFile(act, {
    source: fileSource(act.actor.personId, mark),
    unitId: act.actor.unitId ?? '',
    lines: await readOrRefuse(readMessageFile(bytes, name, act.now)),
    reach: await reachOf(act),
  })
  return { kind: 'taken', mark } as const
}

type Outcome = FilePreviewed<FilePreview> | { kind: 'taken'; mark: string }

const importRoute: Route = route<FileFields, Outcome>({
  method: 'POST',
  path: HERE,
  may,
  about: 'Previews a file of messages and saves nothing; with the file of a preview, takes it.',
  records: ['dossiers.batch-received'],
  input: fileFields(FEED.maxBytes),
  maxBody: 2 * FEED.maxBytes,
  retry: importPage,
  act: async (act, { file, sent, name }) => {
    if (sent) return await take(act, sent, name)
    const chosen = await chosenFile(file, FEED.maxBytes)
    const lines = await readOrRefuse(readMessageFile(chosen.bytes, chosen.name, act.now))
    const found = await previewFile(act.db, lines, { on: act.today, reach: await reachOf(act) })
    return await previewed(act.db, found, chosen)
  },
  show: (it, page) => {
    if (it.kind === 'taken') return { redirect: `${HERE}/${it.mark}` }
    const t = say(dossierImportWords, page.lang)
    const counted = ['dossiers', 'pictures', 'steps', 'deletions', 'waiting'] as const
    const stats = counted.map((key): [string, number] => [t(key), it.found[key]])
    return { html: <FilePreviewView page={page} feed={FEED} it={it} stats={stats} /> }
  },
})

const progressPage: Route = route<{ mark: string }, Receipt[]>({
  method: 'GET',
  path: `${HERE}/:mark`,
  may,
  about: 'How far the taking of a file is, and what became of its lines. Only who sent it may ask.',
  input: fileMark,
  load: async ({ db, actor }, { mark }) => {
    const receipts = await fileReceipts(db, fileSource(actor.personId, mark))
    if (receipts.length === 0) throw notFound('page')
    return receipts
  },
  show: (receipts, page) => {
    const sum = (of: (it: Receipt) => number) => receipts.reduce((all, it) => all + of(it), 0)
    const taken = {
      receivedAt: receipts[0]?.receivedAt ?? '',
      items: sum((it) => it.items),
      open: sum((it) => it.open),
      results: receipts.flatMap((it) => it.results),
    }
    return { html: <FileResultsView page={page} feed={FEED} {...taken} /> }
  },
})

export const dossierImportRoutes: readonly Route[] = [importPage, importRoute, progressPage]
