// One version of a criteria set: the editor of a draft, or the set as it was published. Works without script.

import type { VNode } from 'preact'
import { MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import { ErrorSummary, Heading, Notice, Section, whenText } from '../face/index.ts'
import {
  copyVersion,
  criteriaOf,
  criteriaWords,
  edited,
  editSet,
  type Fault,
  faultsOf,
  lastEdit,
  maxOf,
  publishSet,
  replaceSet,
  undoEdit,
  type VersionListed,
  versionsOf,
  writeSetWorkbook,
} from '../localcriteria/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import {
  field,
  keeperOfSet,
  nameOfUnit,
  pointsText,
  refusalText,
  setHref,
  type VersionAddress,
  versionAddress,
  versionAt,
} from './criteria-key.ts'
import { AddLine } from './criteria-line-form.tsx'
import { measureNames } from './criteria-measures.ts'
import { editOf } from './criteria-set-edit.ts'
import { readSetFile } from './criteria-set-file.ts'
import { Lines } from './criteria-set-lines.tsx'
import { Adjustments, Bands, Head, Rules } from './criteria-set-parts.tsx'
import {
  Faults,
  Files,
  faultText,
  Publish,
  Toolbar,
  Versions,
  whatText,
} from './criteria-set-tools.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { Office, sentence } from './frame.tsx'

export type SetView = {
  version: VersionListed
  versions: VersionListed[]
  keeper: string
  faults: Fault[]
  isEditor: boolean
  mayManage: boolean
  /** The line whose form is open. */
  open: string | null
  undo: string | null
  flag: string
}

const PATH = '/office/criteria/sets/:set/:number'

async function loadVersion(read: Read, input: VersionAddress): Promise<SetView> {
  const version = await versionAt(read, input)
  const mayManage = await read.rights.may('criteria.manage', version.unit_id)
  // A draft is the matter of those who keep the set.
  if (!version.published_at && !mayManage) throw notFound('criteria')
  const isEditor = mayManage && version.published_at === null
  const edit = isEditor ? await lastEdit(read.db, version.id) : undefined
  const all = await versionsOf(read.db, version.set_id)
  return {
    version,
    versions: all.filter(({ published_at }) => mayManage || published_at !== null),
    keeper: await nameOfUnit(read, version.unit_id),
    faults: version.published_at ? [] : faultsOf(version.document, measureNames),
    isEditor,
    mayManage,
    open: field(input, 'edit') || field(input, 'line') || null,
    undo: edit?.what ?? null,
    flag: field(input, 'done'),
  }
}

const setPage: Route = route({
  method: 'GET',
  path: PATH,
  may: 'criteria.read',
  about: 'A version of a criteria set: its editor while it is a draft.',
  input: versionAddress,
  load: loadVersion,
  show: (view: SetView, page) => ({ html: <SetPage page={page} view={view} /> }),
})

function SetPage({ page, view }: { page: Page; view: SetView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { version, isEditor } = view
  const { document } = version
  const total = t('set.total', {
    points: pointsText(maxOf(document), page.lang),
    n: criteriaOf(document).length,
  })
  return (
    <Office
      page={page}
      title={document.name}
      here="/office/criteria"
      crumbs={[{ href: '/office/criteria', label: t('criteria') }]}
    >
      <Heading
        over={t('set.over', { code: version.code, number: version.number })}
        title={document.name}
        lead={
          version.published_at
            ? t('set.lead.published', {
                day: whenText(version.published_at.slice(0, 10), page.lang),
              })
            : t('set.lead.draft')
        }
        actions={<Files page={page} view={view} />}
      />
      <Flag page={page} view={view} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {document.example && <Notice tone="warning">{t('example.text')}</Notice>}
      {document.certainty !== 'high' && (
        <Notice tone="warning">{t(`certainty.${document.certainty}`)}</Notice>
      )}
      {isEditor && <Faults page={page} view={view} />}
      {isEditor && <Toolbar page={page} view={view} />}
      <Section title={t('set.lines')} lead={total}>
        <Lines page={page} view={view} />
        {isEditor && <AddLine page={page} view={view} />}
      </Section>
      <Adjustments page={page} view={view} />
      <Bands page={page} view={view} />
      <Rules page={page} view={view} />
      <Head page={page} view={view} />
      {isEditor && <Publish page={page} view={view} />}
      <Versions page={page} view={view} />
    </Office>
  )
}

function Flag({ page, view }: { page: Page; view: SetView }): VNode | null {
  const t = say(criteriaPageWords, page.lang)
  const [kind = '', what = ''] = view.flag.split(':')
  if (kind === 'undone')
    return (
      <Notice tone="good" toast>
        {t('set.undone', { what: whatText(what, page.lang) })}
      </Notice>
    )
  const flags = ['saved', 'published', 'copied', 'imported'] as const
  const known = flags.find((each) => each === kind)
  if (!known) return null
  return (
    <Notice tone="good" toast>
      {t(`set.${known}`)}
    </Notice>
  )
}

const keyOf = ({ set, number }: VersionAddress) => ({ code: set, number })
type Done = { code: string; number: number; done: string; at?: string }
const back = ({ done, at, ...key }: Done) => ({
  redirect: `${setHref(key)}?done=${encodeURIComponent(done)}${at ? `#line-${encodeURIComponent(at)}` : ''}`,
})
const MANAGED = {
  may: 'criteria.manage',
  input: versionAddress,
  unit: keeperOfSet,
  retry: setPage,
} as const

const editRoute = route({
  ...MANAGED,
  method: 'POST',
  path: `${PATH}/edits`,
  about: 'Changes a draft: a line, its place, classes, rules or general facts.',
  records: ['criteria.version-edited'],
  act: async (act, input: VersionAddress): Promise<Done> => {
    const edit = editOf(input, (await versionAt(act, input)).document)
    await editSet(act, keyOf(input), edit)
    const at = 'newCode' in edit ? edit.newCode : 'code' in edit ? (edit.code ?? '') : ''
    return { ...keyOf(input), done: 'saved', at: edit.do === 'remove' ? '' : at }
  },
  show: back,
})

/** What the draft would be with a change that is being typed: its total, what is wrong at it, what is left. */
const checkRoute = route<VersionAddress, { said: string[] }>({
  ...MANAGED,
  method: 'GET',
  path: `${PATH}/check`,
  about: 'What would be wrong with a draft after a change that is being typed; saves nothing.',
  load: async (read, input) => {
    const { document } = await versionAt(read, input)
    const t = say(criteriaPageWords, read.lang)
    try {
      const edit = editOf(input, document)
      const after = edited(document, edit)
      const at = 'newCode' in edit ? edit.newCode : 'code' in edit ? edit.code : null
      const faults = faultsOf(after, measureNames)
      const here = faults.filter((fault) => fault.at === at)
      return {
        said: [
          ...here.map((fault) => faultText(fault, read.lang)),
          t('set.total', {
            points: pointsText(maxOf(after), read.lang),
            n: criteriaOf(after).length,
          }),
          faults.length === 0 ? t('set.faults.none') : t('set.faults', { n: faults.length }),
        ],
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return { said: [sentence(error.code, criteriaWords[read.lang], error.details)] }
    }
  },
  show: (json) => ({ json }),
})

const undoRoute = route({
  ...MANAGED,
  method: 'POST',
  path: `${PATH}/undo`,
  about: 'Takes the newest change of a draft back.',
  records: ['criteria.version-edited'],
  act: async (act, input: VersionAddress): Promise<Done> => ({
    ...keyOf(input),
    done: `undone:${await undoEdit(act, keyOf(input))}`,
  }),
  show: back,
})

const importRoute = route({
  ...MANAGED,
  method: 'POST',
  path: `${PATH}/import`,
  about: 'Puts a set read from a file in the place of a draft.',
  records: ['criteria.version-edited'],
  maxBody: MAX_DOCUMENT_BYTES + 1_000_000,
  act: async (act, input: VersionAddress): Promise<Done> => {
    if (!(input.file instanceof File) || input.file.name === '')
      throw new Problem(422, 'criteria.file-missing')
    await replaceSet(act, keyOf(input), await readSetFile(input.file))
    return { ...keyOf(input), done: 'imported' }
  },
  show: back,
})

const publishRoute = route({
  ...MANAGED,
  method: 'POST',
  path: `${PATH}/publication`,
  about: 'Publishes a draft without faults.',
  records: ['criteria.version-published'],
  act: async (act, input: VersionAddress): Promise<Done> => {
    await publishSet(act, keyOf(input), measureNames)
    return { ...keyOf(input), done: 'published' }
  },
  show: back,
})

const copyRoute = route({
  ...MANAGED,
  method: 'POST',
  path: `${PATH}/copy`,
  about: 'Begins a new draft from a version.',
  records: ['criteria.version-begun'],
  act: async (act, input: VersionAddress): Promise<Done> => {
    const made = await copyVersion(act, { code: input.set, from: input.number })
    return { ...made, done: 'copied' }
  },
  show: back,
})

const exported = (ending: 'xlsx' | 'json') =>
  route<VersionAddress, { bytes: Uint8Array | string; name: string }>({
    method: 'GET',
    path: `${PATH}/file.${ending}`,
    may: 'criteria.read',
    about: `A version of a criteria set as ${ending}.`,
    input: versionAddress,
    load: async (read, input) => {
      const { version } = await loadVersion(read, input)
      return {
        name: `${version.code}-${version.number}.${ending}`,
        bytes:
          ending === 'xlsx'
            ? await writeSetWorkbook(version.document)
            : `${JSON.stringify(version.document, null, 2)}\n`,
      }
    },
    show: ({ bytes, name }) => ({
      file: bytes,
      name,
      mime:
        ending === 'xlsx'
          ? 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
          : 'application/json',
    }),
  })

export const criteriaSetRoutes: readonly Route[] = [
  exported('xlsx'),
  exported('json'),
  checkRoute,
  setPage,
  editRoute,
  undoRoute,
  importRoute,
  publishRoute,
  copyRoute,
]
