// Deciding on a request for more time: one form, filled with what was asked for, each duty to be changed by itself.

import type { VNode } from 'preact'
import {
  decideExtension,
  type Extension,
  type ExtensionLine,
  extensionLinesOf,
  extensionWords,
  lineState,
} from '../extensions/index.ts'
import {
  Actions,
  Button,
  DateField,
  Details,
  entryText,
  Form,
  fieldErrors,
  fieldId,
  issuesOf,
  RadioGroup,
  Section,
  TextArea,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { type Act, notFound, type Page, say } from '../platform/index.ts'
import { DAY_FIELD, decidingOf, type Entries, REASON_FIELD } from './extension-entries.ts'
import { extensionPageWords } from './extension-words.ts'
import { lineTitle } from './extensions.tsx'

const CHOICES = ['grant', 'refuse', 'leave'] as const

/** Records what the form says of the unit's request. */
export async function decideByForm(
  act: Act,
  unitId: string | null,
  entries: Entries,
): Promise<void> {
  if (!unitId) throw notFound('unit')
  const lines = (await extensionLinesOf(act.db, unitId, [entries.id])).map(
    ({ dutyId, ...line }) => ({
      dutyId,
      isOpen: lineState(line) === 'waiting',
      chosen: entries[`decision.${dutyId}`],
    }),
  )
  await decideExtension(act, { unitId, requestId: entries.id, ...decidingOf(entries, lines) })
}

type DecideProps = { page: Page; href: string; request: Extension; lines: ExtensionLine[] }

export function DecideForm({ page, href, request, lines }: DecideProps): VNode {
  const t = say(extensionPageWords, page.lang)
  const open = lines.filter((line) => lineState(line) === 'waiting')
  const several = open.length > 1
  const errors = fieldErrors(page.problem, page.lang, lineSentences(page))
  const [only] = open
  const onlyDay = `${DAY_FIELD}.${only?.dutyId}`
  return (
    <Section title={t('decide')}>
      <Form page={page} action={href} label={t('decide')} guard={several}>
        {!several && (
          <RadioGroup
            label={only && lines.length > 1 ? lineTitle(page, only) : t('decide')}
            name="decision"
            value={entryText(page, 'decision', 'grant')}
            options={[
              { value: 'grant', label: t('decide.grant') },
              { value: 'refuse', label: t('decide.refuse') },
            ]}
          />
        )}
        <DateField
          label={t(several ? 'decide.day.all' : 'decide.day')}
          name={DAY_FIELD}
          {...(!several && errors[onlyDay] && { id: fieldId(onlyDay) })}
          hint={t('decide.day.hint')}
          min={page.today}
          value={entryText(page, DAY_FIELD, request.wantedOn)}
          error={errors[DAY_FIELD] ?? (several ? undefined : errors[onlyDay])}
        />
        {several &&
          open.map((line) => (
            <LineFields key={line.dutyId} page={page} line={line} errors={errors} />
          ))}
        <TextArea
          label={t(several ? 'decide.reason.all' : 'decide.reason')}
          name={REASON_FIELD}
          hint={several ? t('decide.reason.all.hint') : undefined}
          rows={3}
          value={entryText(page, REASON_FIELD)}
          error={errors[REASON_FIELD]}
        />
        <Actions>
          <Button>{t(several ? 'decide.button.lines' : 'decide.button')}</Button>
          {several && (
            <Button kind="secondary" name="decision" value="refuse">
              {t('decide.refuse.all', { n: open.length })}
            </Button>
          )}
        </Actions>
      </Form>
    </Section>
  )
}

type LineProps = { page: Page; line: ExtensionLine; errors: Record<string, string> }

function LineFields({ page, line, errors }: LineProps): VNode {
  const t = say(extensionPageWords, page.lang)
  const named = (field: string) => `${field}.${line.dutyId}`
  const ownDay = entryText(page, named(DAY_FIELD))
  const ownReason = entryText(page, named(REASON_FIELD))
  const wrong = errors[named(DAY_FIELD)] ?? errors[named(REASON_FIELD)]
  return (
    <>
      <RadioGroup
        label={lineTitle(page, line)}
        name={named('decision')}
        hint={[
          t('decide.in-force', { day: formatDay(line.inForceOn, page.lang) }),
          line.ended
            ? t('line.ended')
            : `${t('line.counts')}: ${t(line.inTime ? 'line.in-time' : 'line.too-late')}`,
        ].join(' · ')}
        inline
        value={entryText(page, named('decision'), 'grant')}
        options={CHOICES.map((value) => ({ value, label: t(`decide.line.${value}`) }))}
      />
      <Details
        summary={t('decide.own')}
        open={ownDay !== '' || ownReason !== '' || wrong !== undefined}
      >
        <DateField
          label={t('decide.day')}
          name={named(DAY_FIELD)}
          hint={t('decide.own.hint')}
          min={page.today}
          value={ownDay}
          error={errors[named(DAY_FIELD)]}
        />
        <TextArea
          label={t('answer')}
          name={named(REASON_FIELD)}
          rows={2}
          value={ownReason}
          error={errors[named(REASON_FIELD)]}
        />
      </Details>
    </>
  )
}

/** What each faulty field of a refused form says. */
export function lineSentences(page: Page): Record<string, string> {
  const words = extensionWords[page.lang]
  return Object.fromEntries(
    issuesOf(page.problem).map(({ field, code }) => [
      field,
      code === 'extension.day-not-later'
        ? say(extensionPageWords, page.lang)('line.day-not-later')
        : (words[code as keyof typeof words] ?? code),
    ]),
  )
}

/** What each field of the form is about. */
export function lineLabels(page: Page, lines: readonly ExtensionLine[]): Record<string, string> {
  const t = say(extensionPageWords, page.lang)
  const ofLines = lines.flatMap((line) =>
    [DAY_FIELD, REASON_FIELD].map((field) => [`${field}.${line.dutyId}`, lineTitle(page, line)]),
  )
  return {
    ...Object.fromEntries(ofLines),
    [DAY_FIELD]: t('decide.day'),
    [REASON_FIELD]: t('answer'),
  }
}
