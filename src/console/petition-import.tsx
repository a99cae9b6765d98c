// Petitions from a file: a preview that saves nothing, then taken at once, with what became of each line.

import { z } from 'zod'
import {
  MOST_PETITIONS,
  type PetitionBatch,
  type PetitionPreview,
  type PetitionReason,
  petitionBatchesOf,
  petitionWords,
  previewPetitions,
  readPetitionFile,
  receivePetitions,
} from '../petitions/index.ts'
import { type Act, notFound, type Read, type Route, route, say } from '../platform/index.ts'
import { type FeedFile, FilePreviewView, FileResultsView, FileView } from './feed-file.tsx'
import { petitionImportWords } from './petition-import-words.ts'
import { PETITIONS } from './petitions.tsx'
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

const HERE = `${PETITIONS}/import`
const FEED: FeedFile<PetitionReason> = {
  list: PETITIONS,
  here: HERE,
  maxBytes: 4_000_000,
  words: petitionImportWords,
  reason: (lang, reason = 'unreadable') => say(petitionWords, lang)(`reason.${reason}`),
}
const AT_ONCE = MOST_PETITIONS / 2
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
  show: (_, page) => ({ html: <FileView page={page} feed={FEED} /> }),
})

/** Items of a file, and lines refused before they could be read. */
async function itemsOf(bytes: Uint8Array, name: string) {
  const all = await readOrRefuse(readPetitionFile(bytes, name))
  return {
    items: all.flatMap((it) => ('refused' in it ? [] : [it])),
    refused: all.flatMap((it) => ('refused' in it ? [it.refused] : [])),
  }
}

async function take(act: Act, sent: string, name: string) {
  const { bytes, mark } = sentBytes(sent, FEED.maxBytes)
  const { items, refused } = await itemsOf(bytes, name)
  const batch = {
    source: fileSource(act.actor.personId, mark),
    unitId: act.actor.unitId ?? '',
    reach: await reachOf(act),
  }
  for (let from = 0; from < Math.max(items.length, refused.length); from += AT_ONCE) {
    const part = <T,>(all: readonly T[]) => all.slice(from, from + AT_ONCE)
    await receivePetitions(act, { ...batch, items: part(items), refused: part(refused) })
  }
  return { kind: 'taken', mark } as const
}

type Outcome = FilePreviewed<PetitionPreview> | { kind: 'taken'; mark: string }

const importRoute: Route = route<FileFields, Outcome>({
  method: 'POST',
  path: HERE,
  may,
  about: 'Previews a file of petitions and saves nothing; with the file of a preview, takes it.',
  records: ['petitions.batch-received'],
  input: fileFields(FEED.maxBytes),
  maxBody: 2 * FEED.maxBytes,
  retry: importPage,
  act: async (act, { file, sent, name }) => {
    if (sent) return await take(act, sent, name)
    const chosen = await chosenFile(file, FEED.maxBytes)
    const items = await itemsOf(chosen.bytes, chosen.name)
    return await previewed(
      act.db,
      await previewPetitions(act, { ...items, reach: await reachOf(act) }),
      chosen,
    )
  },
  show: (it, page) => {
    if (it.kind === 'taken') return { redirect: `${HERE}/${it.mark}` }
    const t = say(petitionImportWords, page.lang)
    const stats: [string, number][] = [[t('touched'), it.found.petitions]]
    return { html: <FilePreviewView page={page} feed={FEED} it={it} stats={stats} /> }
  },
})

const takenPage: Route = route<{ mark: string }, PetitionBatch[]>({
  method: 'GET',
  path: `${HERE}/:mark`,
  may,
  about: 'What became of the lines of a file of petitions. Only who sent it may ask.',
  input: fileMark,
  load: async ({ db, actor }, { mark }) => {
    const batches = await petitionBatchesOf(db, fileSource(actor.personId, mark))
    if (batches.length === 0) throw notFound('page')
    return batches
  },
  show: (batches, page) => {
    const results = batches.flatMap((it) => it.results)
    const receivedAt = batches[0]?.receivedAt ?? ''
    const taken = { receivedAt, items: results.length, open: 0, results }
    return { html: <FileResultsView page={page} feed={FEED} {...taken} /> }
  },
})

export const petitionImportRoutes: readonly Route[] = [importPage, importRoute, takenPage]
