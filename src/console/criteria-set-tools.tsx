// What stands around a set: its files, faults, undo and import, publication, versions.

import type { VNode } from 'preact'
import { MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Button,
  Details,
  FileDrop,
  Form,
  Notice,
  Section,
  whenText,
} from '../face/index.ts'
import { criteriaWords, type Fault } from '../localcriteria/index.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import { setHref } from './criteria-key.ts'
import type { SetView } from './criteria-set.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { sentence } from './frame.tsx'

const WHATS = [
  'head',
  'add',
  'save',
  'move',
  'remove',
  'renumber',
  'adjustment',
  'bands',
  'rules',
  'import',
] as const
export const whatText = (what: string, lang: Lang): string => {
  const known = WHATS.find((each) => each === what)
  return known ? say(criteriaPageWords, lang)(`what.${known}`) : what
}

export const Files = ({ page, view }: { page: Page; view: SetView }): VNode => (
  <p class="exports">
    {say(criteriaPageWords, page.lang)('set.export')}{' '}
    <a href={`${setHref(view.version)}/file.xlsx`}>xlsx</a>{' '}
    <a href={`${setHref(view.version)}/file.json`}>json</a>
  </p>
)

export function faultText({ code, at, details }: Fault, lang: Lang): string {
  return sentence(`fault.${code}`, criteriaWords[lang], { at: at ?? '', ...details })
}

export function Faults({ page, view }: { page: Page; view: SetView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { faults } = view
  if (faults.length === 0) return <Notice tone="good" title={t('set.faults.none')} />
  return (
    <Notice tone="warning" title={t('set.faults', { n: faults.length })}>
      <ul>
        {faults.slice(0, 12).map((fault, at) => (
          <li key={at}>
            {fault.at ? (
              <a href={`#line-${fault.at}`}>{faultText(fault, page.lang)}</a>
            ) : (
              faultText(fault, page.lang)
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

export function Toolbar({ page, view }: { page: Page; view: SetView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const href = setHref(view.version)
  return (
    <>
      <Actions>
        {view.undo && (
          <Form page={page} action={`${href}/undo`} label={t('set.undo', { what: '' })}>
            <Button kind="secondary">
              {t('set.undo', { what: whatText(view.undo, page.lang) })}
            </Button>
          </Form>
        )}
        <Form page={page} action={`${href}/edits`} label={t('renumber')}>
          <Button kind="secondary" name="do" value="renumber">
            {t('renumber')}
          </Button>
        </Form>
      </Actions>
      <Details summary={t('set.import')}>
        <Form page={page} action={`${href}/import`} multipart label={t('set.import')}>
          <p>{t('set.import.lead')}</p>
          <FileDrop
            label={t('set.file')}
            name="file"
            hint={t('set.file.hint')}
            accept=".xlsx,.json"
            maxBytes={MAX_DOCUMENT_BYTES}
            required
          />
          <Button kind="secondary">{t('set.import.button')}</Button>
        </Form>
      </Details>
    </>
  )
}

export function Publish({ page, view }: { page: Page; view: SetView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  return (
    <Section title={t('set.publish')} lead={t('set.publish.lead')}>
      <Form page={page} action={`${setHref(view.version)}/publication`} label={t('set.publish')}>
        <Button>{t('set.publish')}</Button>
      </Form>
    </Section>
  )
}

export function Versions({ page, view }: { page: Page; view: SetView }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { versions, version, mayManage } = view
  return (
    <Section title={t('set.versions')} lead={view.keeper}>
      <ul>
        {versions.map((each) => (
          <li key={each.id}>
            <a href={setHref(each)} aria-current={each.id === version.id ? 'page' : undefined}>
              {t('col.version')} {each.number}
            </a>{' '}
            {each.published_at
              ? t('state.published', { day: whenText(each.published_at.slice(0, 10), page.lang) })
              : t('state.draft')}
          </li>
        ))}
      </ul>
      {mayManage && version.published_at && (
        <Form page={page} action={`${setHref(version)}/copy`} label={t('set.copy')}>
          <Button kind="secondary">{t('set.copy')}</Button>
        </Form>
      )}
    </Section>
  )
}
