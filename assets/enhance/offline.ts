// A form that goes on without a network: what is typed and every chosen file is kept on the device, is seen to be
// kept, survives a reload, and is sent once when the network is there again. The same content is always sent with
// the same key, so the server keeps it once even when its answer was lost.

import { type Fields, fieldsOf, filesOf, fill, giveFiles } from './fields.ts'
import { setSending } from './form.ts'
import { dropKept, findKept, type Kept, putKept } from './kept.ts'
import { askChoice, type Difference } from './offline-choice.ts'
import { keepPage } from './offline-page.ts'
import { post } from './offline-post.ts'
import { swap } from './swap.ts'
import { toast } from './toast.ts'

type Words = Record<
  'kept' | 'sending' | 'saved' | 'page' | 'session' | 'failed' | 'discard' | 'upload',
  string
>
type Desk = { form: HTMLFormElement; name: string; words: Words; base: string; kept: Kept | null }

const RETRY_MS = 15_000

export function startOffline(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-offline]')) {
    const desk: Desk = {
      form,
      name: form.dataset.offline ?? '',
      words: JSON.parse(form.dataset.offlineWords ?? '{}') as Words,
      base: form.dataset.draftServer ?? '',
      kept: null,
    }
    void begin(desk)
  }
}

async function begin(desk: Desk): Promise<void> {
  const { form, words } = desk
  let wait = 0
  const changed = (event: Event) => {
    if (!event.isTrusted && !(event.target as HTMLElement).matches('[type="file"]')) return
    clearTimeout(wait)
    wait = window.setTimeout(() => void keep(desk, !navigator.onLine), 400)
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    clearTimeout(wait)
    void save(desk, event.submitter as HTMLButtonElement | null)
  })
  await restore(desk).catch(() => tell(desk, words.failed))
  form.addEventListener('input', changed)
  form.addEventListener('change', changed)
  const flush = () => {
    if (form.isConnected && desk.kept?.waiting && navigator.onLine) void sendKept(desk)
  }
  window.addEventListener('online', flush)
  window.setInterval(flush, RETRY_MS)
  flush()
  const keptAt = document.body.dataset.keptAt
  if (keptAt) form.prepend(note('notice warning', timed(words.page, keptAt)))
  else void keepPage()
}

/** Brings back what the device kept; what the server has by now is forgotten. */
async function restore(desk: Desk): Promise<void> {
  const kept = await findKept(desk.name)
  if (!kept) return
  const before = fieldsOf(desk.form)
  if (kept.files.length === 0 && same(kept.fields, before)) return await dropKept(desk.name)
  fill(desk.form, kept.fields)
  giveFiles(desk.form, kept.files)
  desk.kept = kept
  tell(desk, timed(desk.words.kept, kept.at))
  const undo = document.createElement('button')
  undo.type = 'button'
  undo.className = 'button quiet small'
  undo.textContent = desk.words.discard
  undo.onclick = async () => {
    fill(desk.form, before)
    giveFiles(desk.form, [])
    desk.kept = null
    await dropKept(desk.name)
    tell(desk, '')
  }
  state(desk)?.append(' ', undo)
  if (!kept.waiting && kept.base !== desk.base) {
    const lines = differences(desk.form, before, kept.fields)
    askChoice(stateBox(desk), lines, choices(desk, desk.base))
  }
}

/** Keeps the form as it stands now. */
async function keep(desk: Desk, waiting: boolean): Promise<Kept> {
  const { form, name, words, kept: last } = desk
  const fields = fieldsOf(form)
  const files = filesOf(form)
  const isSame = last !== null && same(last.fields, fields) && sameFiles(last.files, files)
  const kept: Kept = {
    name,
    at: isSame ? last.at : new Date().toISOString(),
    base: last?.base ?? desk.base,
    key: isSame ? last.key : newKey(),
    fields,
    files,
    waiting: waiting || (last?.waiting ?? false),
  }
  desk.kept = kept
  const done = await putKept(kept).then(
    () => true,
    () => false,
  )
  tell(desk, done ? timed(words.kept, kept.at) : words.failed)
  return kept
}

/** The person saves: what does not get through waits for the network. */
async function save(desk: Desk, button: HTMLButtonElement | null): Promise<void> {
  const { form } = desk
  if (form.querySelector('button[aria-disabled="true"]')) return
  setSending(form, true)
  const kept = await keep(desk, true)
  const answer = await deliver(desk, kept, button)
  setSending(form, false)
  if (answer?.next) location.assign(answer.next)
}

/** The network is back: sends what waits, once among all open pages, and stays on the page. */
async function sendKept(desk: Desk): Promise<void> {
  const work = async () => {
    const kept = desk.kept
    if (!kept?.waiting || !(await findKept(desk.name))) return
    tell(desk, desk.words.sending)
    const answer = await deliver(desk, kept, null)
    if (!answer) return
    desk.base = answer.savedAt
    if (desk.kept?.key === kept.key) {
      giveFiles(desk.form, [])
      desk.kept = null
      tell(desk, timed(desk.words.saved, new Date().toISOString()))
    } else if (desk.kept) desk.kept = { ...desk.kept, base: answer.savedAt }
    await keepPage()
  }
  if (!('locks' in navigator)) return await work()
  await navigator.locks.request(desk.name, { ifAvailable: true }, (lock) => (lock ? work() : null))
}

/** Sends; what the server took is forgotten here. Null when it was not taken. */
async function deliver(desk: Desk, kept: Kept, button: HTMLButtonElement | null) {
  const { form, words } = desk
  const body = new FormData(form, button)
  body.set('via', 'script')
  body.set('key', kept.key)
  body.set('base', kept.base)
  const answer = await post(form, body, words.upload)
  if (answer.kind === 'taken') {
    if (desk.kept?.key === kept.key) await dropKept(desk.name)
    return answer
  }
  if (answer.kind === 'unreached') tell(desk, timed(words.kept, kept.at))
  if (answer.kind === 'session') {
    const link = document.createElement('a')
    link.href = `/dang-nhap?next=${encodeURIComponent(location.pathname)}`
    link.textContent = words.session
    tell(desk, timed(words.kept, kept.at))
    state(desk)?.append(' ', link)
  }
  if (answer.kind === 'conflict') {
    await putKept({ ...kept, waiting: false })
    desk.kept = { ...kept, waiting: false }
    const lines = answer.lines.map(({ dutyId, mine, theirs }) => ({
      title: titleOf(form, dutyId),
      mine,
      theirs,
    }))
    askChoice(stateBox(desk), lines, choices(desk, answer.savedAt))
  }
  if (answer.kind === 'refused') {
    await putKept({ ...kept, waiting: false })
    if (!button || !swap(answer.page)) toast(words.failed)
    else scrollTo(0, 0)
  }
  return null
}

/** Mine is sent over the server's draft; theirs is shown and mine forgotten. */
const choices = (desk: Desk, savedAt: string) => ({
  mine: async () => {
    if (desk.kept) desk.kept = { ...desk.kept, base: savedAt, key: newKey() }
    await save(desk, null)
  },
  theirs: async () => {
    await dropKept(desk.name)
    location.reload()
  },
})

function differences(form: HTMLFormElement, server: Fields, device: Fields): Difference[] {
  return Object.keys(device)
    .filter((name) => /^(progress|hindrance|quantity)\./.test(name))
    .filter((name) => (server[name]?.[0] ?? '') !== (device[name]?.[0] ?? ''))
    .map((name) => ({
      title: titleOf(form, name.slice(name.indexOf('.') + 1)),
      mine: device[name]?.[0] ?? '',
      theirs: server[name]?.[0] ?? '',
    }))
}

const titleOf = (form: HTMLFormElement, dutyId: string): string =>
  form.querySelector(`#duty-${CSS.escape(dutyId)} summary strong`)?.textContent ?? ''

const same = (a: Fields, b: Fields) => JSON.stringify(a) === JSON.stringify(b)
const sameFiles = (a: Kept['files'], b: Kept['files']) =>
  JSON.stringify(a.map(mark)) === JSON.stringify(b.map(mark))
const mark = ({ field, file }: Kept['files'][number]) => [
  field,
  file.name,
  file.size,
  file.lastModified,
]

/** A random UUID, also where the page is not served by TLS. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const timed = (text: string, at: string) =>
  text.replace('{time}', new Date(at).toTimeString().slice(0, 5))
const state = ({ form }: Desk) => form.querySelector<HTMLElement>('[data-draft-state]')
const stateBox = (desk: Desk) => state(desk) ?? desk.form

function tell(desk: Desk, text: string): void {
  state(desk)?.replaceChildren(text)
}

function note(kind: string, text: string): HTMLElement {
  const box = document.createElement('p')
  box.className = kind
  box.textContent = text
  return box
}
