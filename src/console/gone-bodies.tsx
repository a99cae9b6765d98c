// Names in a draft that stand for no unit of its day, each with those in which its units live on.

import type { VNode } from 'preact'
import { Button, entryText, Form, Section, TextField } from '../face/index.ts'
import type { GoneBody } from '../plans/index.ts'
import { type Page, say } from '../platform/index.ts'
import type { ChangesView } from './changes.tsx'
import { nextWords } from './next-words.ts'

/** More than these are named by their level instead. */
const MOST_NAMED = 6
const COMMUNES = 'UBND cấp xã'

/** What may stand in the place of a name: the successors, or communes where they are many. */
function proposal({ units }: GoneBody): string {
  const successors = new Map(
    units.flatMap((each) => each.successors.map((unit) => [unit.id, unit] as const)),
  )
  const found = [...successors.values()]
  if (found.length > MOST_NAMED && found.every(({ level }) => level === 'commune')) return COMMUNES
  return found.map(({ fullName }) => fullName).join('; ')
}

export function GoneBodies({ page, view }: { page: Page; view: ChangesView }): VNode {
  const t = say(nextWords, page.lang)
  const { gone, plan, mayEdit } = view
  if (gone.length === 0) return <p>{t('gone.none')}</p>
  return (
    <Section title={t('gone', { n: gone.length })} lead={t('gone.lead')}>
      {gone.map((body) => (
        <div key={body.name}>
          <h3>{body.name}</h3>
          <p>{t('gone.items', { items: body.items.join(', ') })}</p>
          <ul>
            {body.units.map(({ unit, successors }) => (
              <li key={unit.id}>
                {unit.fullName} →{' '}
                {successors.map(({ fullName }) => fullName).join('; ') || t('ended.nobody')}
              </li>
            ))}
          </ul>
          {mayEdit && (
            <Form
              page={page}
              action={`/office/plans/${plan.slug}/bodies`}
              label={`${t('gone.button')}: ${body.name}`}
            >
              <input type="hidden" name="name" value={body.name} />
              <TextField
                label={t('gone.by')}
                name="by"
                id={`by-${body.items[0]}-${body.name.length}`}
                hint={t('gone.by.hint')}
                value={
                  page.entries.name === body.name
                    ? entryText(page, 'by', proposal(body))
                    : proposal(body)
                }
              />
              <Button kind="secondary" label={`${t('gone.button')}: ${body.name}`}>
                {t('gone.button')}
              </Button>
            </Form>
          )}
        </div>
      ))}
    </Section>
  )
}
