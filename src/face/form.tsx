// Forms: what was typed is kept, errors stand on top and beside, sending needs no script.

import type { ComponentChildren, VNode } from 'preact'
import type { Lang, Page, Problem } from '../platform/index.ts'
import { Spoken } from './speech.tsx'
import { type FaceKey, faceWords } from './words.ts'

type FormProps = {
  page: Page
  action: string
  method?: 'get' | 'post'
  /** Carries files. */
  multipart?: boolean
  /** Name under which the device keeps a draft of the form: one a person and a thing. */
  draft?: string
  /** Instant of the copy the server gave; a younger draft is restored over it. */
  draftServerAt?: string
  /** Goes on without a network: kept on the device under this name, with its files, and sent once when the
   * network is there. `draftServerAt` is the draft it was begun on. */
  offline?: string
  /** Where the server looks the form over while it is typed; it answers `{ said: string[] }`. */
  check?: string
  /** Warns before leaving with unsent changes. */
  guard?: boolean
  label?: string
  id?: string
  children: ComponentChildren
}

/** A form with the session's token; refused entries come back by the server. */
export function Form(props: FormProps): VNode {
  const { page, action, method = 'post', multipart, draft, offline, guard } = props
  const { label, id, children } = props
  const words = faceWords[page.lang]
  return (
    <form
      class="form"
      id={id}
      method={method}
      action={action}
      encType={multipart ? 'multipart/form-data' : undefined}
      aria-label={label}
      noValidate
      {...(multipart && {
        'data-upload': words['upload.sending'],
        'data-upload-failed': words['upload.failed'],
      })}
      {...(draft && {
        'data-draft': draft,
        'data-draft-server': props.draftServerAt,
        'data-draft-saved': words['draft.saved'],
        'data-draft-restored': words['draft.restored'],
        'data-draft-discard': words['draft.discard'],
        'data-draft-failed': words['draft.failed'],
      })}
      {...(offline && {
        'data-offline': offline,
        'data-draft-server': props.draftServerAt,
        'data-offline-words': JSON.stringify(offlineWords(page)),
      })}
      data-guard={guard ? '' : undefined}
      data-check={props.check}
    >
      {method === 'post' && <input type="hidden" name="csrf" value={page.visitor.csrf} />}
      {children}
      {props.check && <p class="check-state" role="status" data-check-state />}
      {(draft || offline) && <p class="draft-state" role="status" data-draft-state />}
    </form>
  )
}

/** What the script says about a form that goes on without a network. */
function offlineWords({ lang }: Page): Record<string, string> {
  const words = faceWords[lang]
  return {
    kept: words['offline.kept'],
    sending: words['offline.sending'],
    saved: words['offline.saved'],
    page: words['offline.page'],
    session: words['offline.session'],
    failed: words['draft.failed'],
    discard: words['draft.discard'],
    upload: words['upload.sending'],
    conflict: words['offline.conflict'],
    mine: words['offline.mine'],
    theirs: words['offline.theirs'],
    'mine.text': words['offline.mine.text'],
    'theirs.text': words['offline.theirs.text'],
  }
}

export type ButtonKind = 'primary' | 'secondary' | 'danger' | 'quiet'

type ButtonProps = {
  kind?: ButtonKind
  type?: 'submit' | 'button'
  name?: string
  value?: string
  /** Sends to another address than the form's own. */
  formAction?: string
  /** Id of the form, when the button stands outside it. */
  form?: string
  disabled?: boolean
  /** Tells two buttons of the same words apart. */
  label?: string
  small?: boolean
  children: ComponentChildren
}

/** A button that says what happens. */
export const Button = (props: ButtonProps): VNode => {
  const { kind = 'primary', type = 'submit', label, small, children, ...rest } = props
  return (
    <button
      class={`button ${kind}${small ? ' small' : ''}`}
      type={type}
      aria-label={label}
      {...rest}
    >
      {children}
    </button>
  )
}

type ButtonLinkProps = {
  href: string
  kind?: ButtonKind
  small?: boolean
  label?: string
  children: ComponentChildren
}

/** A link that looks like a button: leads somewhere, changes nothing. */
export const ButtonLink = (props: ButtonLinkProps): VNode => (
  <a
    class={`button ${props.kind ?? 'secondary'}${props.small ? ' small' : ''}`}
    href={props.href}
    aria-label={props.label}
  >
    {props.children}
  </a>
)

/** Prints the page; shown only where script can do it. */
export const PrintButton = (): VNode => (
  <Spoken>
    {(t) => (
      <button class="button secondary" type="button" data-print hidden>
        {t('print')}
      </button>
    )}
  </Spoken>
)

export type Issue = { field: string; code: string; message: string }

const KNOWN = ['invalid_type', 'too_small', 'too_big', 'invalid_format', 'invalid_value'] as const

/** The faulty fields of a refusal, in the order of the form. */
export const issuesOf = (problem: Problem | null): Issue[] =>
  Array.isArray(problem?.details.issues) ? (problem.details.issues as Issue[]) : []

/** Field name → sentence, for the `error` of each field. `sentences` are the page's own, by
 * `field` or `field.code`; the frame's general ones stand in for the rest. */
export function fieldErrors(
  problem: Problem | null,
  lang: Lang,
  sentences: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { field, code } of issuesOf(problem)) {
    const known = KNOWN.find((each) => each === code)
    const general: FaceKey = known ? `issue.${known}` : 'issue.other'
    errors[field] ??= sentences[`${field}.${code}`] ?? sentences[field] ?? faceWords[lang][general]
  }
  return errors
}

type ErrorSummaryProps = {
  problem: Problem | null
  /** Field name → its label. */
  labels?: Readonly<Record<string, string>>
  /** As for `fieldErrors`. */
  sentences?: Readonly<Record<string, string>>
  /** The sentence of a refusal that is about no field. */
  text?: string
}

/** What has to be corrected, with links to the fields; nothing when nothing was refused. */
export function ErrorSummary({ problem, labels = {}, sentences, text }: ErrorSummaryProps) {
  if (!problem) return null
  return (
    <Spoken>
      {(t, lang) => {
        const errors = Object.entries(fieldErrors(problem, lang, sentences))
        const n = errors.length
        return (
          <div class="error-summary" role="alert" tabIndex={-1} data-error-summary>
            <h2>
              {n > 1 ? t('errors.title', { n }) : n ? t('errors.title.one') : t('notice.bad')}
            </h2>
            {text && <p>{text}</p>}
            {n > 0 && (
              <ul>
                {errors.map(([field, sentence]) => (
                  <li key={field}>
                    <a href={`#${fieldId(field)}`}>
                      {labels[field] ? `${labels[field]}: ${sentence}` : sentence}
                    </a>
                  </li>
                ))}
              </ul>
            )}
            <p>{t('errors.kept')}</p>
          </div>
        )
      }}
    </Spoken>
  )
}

/** The id of the first control of a field. */
export const fieldId = (name: string): string => `f-${name.replaceAll(/[^\w-]/g, '-')}`

/** What the reader had typed, else what is saved. */
export function entryText(page: Page, name: string, saved: string | number | null = ''): string {
  const typed = page.entries[name]
  if (page.problem && (typeof typed === 'string' || typeof typed === 'number')) return String(typed)
  return saved === null ? '' : String(saved)
}

/** What the reader had chosen among several, else what is saved. */
export function entryList(page: Page, name: string, saved: readonly string[] = []): string[] {
  if (!page.problem) return [...saved]
  const typed = page.entries[name]
  if (Array.isArray(typed)) return typed.map(String)
  return typed === undefined || typed === '' ? [] : [String(typed)]
}
