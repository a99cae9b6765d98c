// What is typed is kept on the device until the server has it.
//
// A draft lies under `draft:<key>` as { at, fields }. Sending notes the key for this tab; the next page
// removes the draft only when it is a good answer (status below 400) to the same visitor without the form:
// a refusal, a cut network or a lost session keeps it. A form whose server copy is younger wins.

import { type Fields, fieldsOf, fill } from './fields.ts'

type Draft = { at: string; fields: Fields }
type Sent = { key: string; visitor: string }

const SENT = 'draft-sent'
const nameOf = (key: string) => `draft:${key}`
const forms = (root: ParentNode) => root.querySelectorAll<HTMLFormElement>('form[data-draft]')

export function startDrafts(root: ParentNode): void {
  // A main part exchanged by script is no navigation, so its status is unknown: the draft stays.
  if (root === document) forgetSent()
  else sessionStorage.removeItem(SENT)
  for (const form of forms(root)) {
    restore(form)
    let wait = 0
    const later = () => {
      clearTimeout(wait)
      wait = window.setTimeout(save, 800, form)
    }
    form.addEventListener('input', later)
    form.addEventListener('change', later)
    form.addEventListener('submit', () => {
      clearTimeout(wait)
      save(form)
      write(sessionStorage, SENT, { key: form.dataset.draft ?? '', visitor: visitor() })
    })
  }
}

const visitor = () => document.body.dataset.visitor ?? ''

function forgetSent(): void {
  const sent = read<Sent>(sessionStorage, SENT)
  if (!sent) return
  sessionStorage.removeItem(SENT)
  const [entry] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & {
    responseStatus?: number
  })[]
  const status = entry?.responseStatus ?? 0
  const stillHere = [...forms(document)].some(({ dataset }) => dataset.draft === sent.key)
  if (status >= 200 && status < 400 && sent.visitor === visitor() && !stillHere) {
    localStorage.removeItem(nameOf(sent.key))
  }
}

function restore(form: HTMLFormElement): void {
  const name = nameOf(form.dataset.draft ?? '')
  const draft = read<Draft>(localStorage, name)
  if (!draft) return
  const server = form.dataset.draftServer
  const isOlder = server !== undefined && Date.parse(server) >= Date.parse(draft.at)
  if (isOlder) {
    localStorage.removeItem(name)
    return
  }
  if (JSON.stringify(fieldsOf(form)) === JSON.stringify(draft.fields)) return
  const before = fieldsOf(form)
  fill(form, draft.fields)
  tell(form, form.dataset.draftRestored, draft.at)
  const undo = document.createElement('button')
  undo.type = 'button'
  undo.className = 'button quiet small'
  undo.textContent = form.dataset.draftDiscard ?? ''
  undo.onclick = () => {
    fill(form, before)
    localStorage.removeItem(name)
    form.querySelector('[data-draft-state]')?.replaceChildren()
  }
  form.querySelector('[data-draft-state]')?.append(' ', undo)
}

function save(form: HTMLFormElement): void {
  const at = new Date().toISOString()
  const kept = write(localStorage, nameOf(form.dataset.draft ?? ''), { at, fields: fieldsOf(form) })
  tell(form, kept ? form.dataset.draftSaved : form.dataset.draftFailed, at)
}

function tell(form: HTMLFormElement, text: string | undefined, at: string): void {
  const state = form.querySelector('[data-draft-state]')
  const time = new Date(at).toTimeString().slice(0, 5)
  if (state) state.textContent = (text ?? '').replace('{time}', time)
}

function read<T>(storage: Storage, name: string): T | null {
  try {
    return JSON.parse(storage.getItem(name) ?? 'null') as T | null
  } catch {
    return null
  }
}

function write(storage: Storage, name: string, value: unknown): boolean {
  try {
    storage.setItem(name, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
