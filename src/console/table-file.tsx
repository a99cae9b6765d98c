// Pages of a table that is filled in and brought back: template and file, rows with faults, what is to be saved.

import type { ComponentChildren, VNode } from 'preact'
import { documentWords } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  Notice,
  Section,
  Table,
} from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { sentence } from './frame.tsx'
import { MOST_TABLE_BYTES } from './sent-table.ts'
import { tableFileWords } from './table-file-words.ts'

/** `own`: words for the refusals of these rows. */
type FileProps = {
  page: Page
  here: string
  own: Readonly<Record<string, string>>
  title: string
  lead: string
  templateLead: string
  fileLead: string
}

export function TableFile(props: FileProps): VNode {
  const { page, here, title, lead } = props
  const t = say(tableFileWords, page.lang)
  const { problem } = page
  const words = { ...documentWords[page.lang], ...tableFileWords[page.lang], ...props.own }
  return (
    <>
      <Heading title={title} lead={lead} />
      <ErrorSummary
        problem={problem}
        text={problem ? sentence(problem.code, words, problem.details) : ''}
      />
      <Section title={t('step.template')} lead={props.templateLead}>
        <ButtonLink href={`${here}.xlsx`}>{t('template')}</ButtonLink>
      </Section>
      <Section title={t('step.file')} lead={props.fileLead}>
        <Form page={page} action={here} multipart label={t('step.file')}>
          <FileDrop
            label={t('file')}
            name="file"
            accept=".xlsx,.csv"
            maxBytes={MOST_TABLE_BYTES}
            required
          />
          <Actions>
            <Button>{t('preview')}</Button>
          </Actions>
        </Form>
      </Section>
    </>
  )
}

type Fault = { line: number; column: string; value: string; what: string }

export function TableFaults({ page, faults }: { page: Page; faults: readonly Fault[] }) {
  const t = say(tableFileWords, page.lang)
  if (faults.length === 0) return null
  const lines = new Set(faults.map(({ line }) => line)).size
  return (
    <>
      <Notice tone="warning" title={t('faults.title', { n: lines })}>
        {t('faults.text')}
      </Notice>
      <Table
        caption={t('faults')}
        stack
        rows={faults}
        rowKey={(row) => `${row.line}:${row.column}:${row.what}`}
        columns={[
          { key: 'line', title: t('line'), align: 'right', render: (row) => row.line },
          { key: 'column', title: t('column'), render: (row) => row.column },
          { key: 'value', title: t('value'), render: (row) => row.value || '—' },
          { key: 'what', title: t('what'), render: (row) => row.what },
        ]}
      />
    </>
  )
}

/** `changing`: how many rows change something. `rows`: all of them, read again on saving. */
type SaveProps = {
  page: Page
  here: string
  changing: number
  rows: unknown
  mark?: string
  children?: ComponentChildren
}

export function SaveTable({ page, here, changing, rows, mark, children }: SaveProps): VNode {
  const t = say(tableFileWords, page.lang)
  if (changing === 0) {
    return (
      <p>
        {t('nothing')} <a href={here}>{t('again')}</a>
      </p>
    )
  }
  return (
    <Form page={page} action={here} label={t('confirm', { n: changing })}>
      {mark && <input type="hidden" name="mark" value={mark} />}
      <input type="hidden" name="rows" value={JSON.stringify(rows)} />
      {children}
      <Actions>
        <Button>{t('confirm', { n: changing })}</Button>
        <ButtonLink kind="quiet" href={here}>
          {t('again')}
        </ButtonLink>
      </Actions>
    </Form>
  )
}

type DoneProps = { page: Page; counts: readonly [label: string, n: number][]; children: VNode }

export function TableDone({ page, counts, children }: DoneProps): VNode {
  const t = say(tableFileWords, page.lang)
  return (
    <>
      <Heading title={t('done')} />
      <ul>
        {counts.map(([label, n]) => (
          <li key={label}>
            {label}: {n}
          </li>
        ))}
      </ul>
      {children}
    </>
  )
}
