// The steps of a letter, each by POST, and the letter as a Word document.

import { z } from 'zod'
import {
  approveLetter,
  changeLetter,
  composeLetter,
  dossierByRef,
  draftLetter,
  letterDocx,
  openLetter,
  sendLetter,
  signLetter,
  withdrawLetter,
} from '../dossiers/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { notFound, Problem, type Route, route } from '../platform/index.ts'
import { type At, at, letterPage, PATH, unit, unitIdOf } from './letter.tsx'
import { WRITTEN } from './letter-forms.tsx'
import { letterHref } from './letters.tsx'

const text = (longest: number) => z.string().trim().max(longest).default('')
const someDay = (value: string): Day => {
  if (!isDay(value)) throw new Problem(422, 'input.invalid', { issues: [] })
  return value as Day
}
const back = ({ code, letter }: At) => ({ redirect: letterHref(code, letter) })

/** One step of a letter, by POST; back to the letter afterwards. */
const stepRoute = <I extends At>(row: {
  path: string
  may: string
  about: string
  records: readonly string[]
  input: z.ZodType<I>
  act: (act: Parameters<typeof approveLetter>[0], unitId: string, input: I) => Promise<void>
}): Route =>
  route<I, I>({
    method: 'POST',
    path: `${PATH}${row.path}`,
    may: row.may,
    about: row.about,
    records: row.records,
    input: row.input,
    unit,
    retry: letterPage,
    act: async (act, input) => {
      await row.act(act, await unitIdOf(act, input.code), input)
      return input
    },
    show: back,
  })

const changeRoute = stepRoute({
  path: '',
  may: 'letter.draft',
  about: 'Changes the text of a draft.',
  records: ['letter.changed'],
  input: z.object({
    ...at,
    reason: text(1000),
    newDueOn: text(10),
    ...(Object.fromEntries(WRITTEN.map((name) => [name, text(300)])) as Record<
      (typeof WRITTEN)[number],
      ReturnType<typeof text>
    >),
  }),
  act: async (act, unitId, { code: _, letter, newDueOn, ...values }) => {
    const known = await openLetter(act, unitId, letter)
    const time = known.newDueAt.slice(11, 16)
    await changeLetter(act, unitId, letter, {
      values,
      newDueAt: instantAt(someDay(newDueOn), time),
    })
  },
})
const approveRoute = stepRoute({
  path: '/approval',
  may: 'letter.approve',
  about: 'Approves a letter.',
  records: ['letter.approved'],
  input: z.object(at),
  act: (act, unitId, { letter }) => approveLetter(act, unitId, letter),
})
const signRoute = stepRoute({
  path: '/signature',
  may: 'letter.approve',
  about: 'Records that a letter was signed, with its number and date.',
  records: ['letter.signed'],
  input: z.object({
    ...at,
    number: text(60),
    date: text(10),
    authority: text(60),
    title: text(120),
    signer: text(120),
  }),
  act: (act, unitId, { code: _, letter, date, ...rest }) =>
    signLetter(act, unitId, letter, { ...rest, date: someDay(date) }),
})
const sendRoute = stepRoute({
  path: '/sending',
  may: 'letter.approve',
  about: 'Sends a letter by e-mail, or records that it was handed over on paper.',
  records: ['letter.sent'],
  input: z.object({ ...at, by: z.enum(['mail', 'paper']).catch('paper').default('paper') }),
  act: (act, unitId, { letter, by }) => sendLetter(act, unitId, letter, by),
})
const withdrawRoute = stepRoute({
  path: '/withdrawal',
  may: 'letter.draft',
  about: 'Withdraws a letter that was not sent.',
  records: ['letter.withdrawn'],
  input: z.object(at),
  act: (act, unitId, { letter }) => withdrawLetter(act, unitId, letter),
})

const draftRoute: Route = route<{ code: string; ref: string }, At>({
  method: 'POST',
  path: '/office/units/:code/dossiers/:ref/letter',
  may: 'letter.draft',
  about: 'Drafts the letter of apology of one dossier.',
  records: ['letter.drafted'],
  input: z.object({ code: z.string().max(40), ref: z.string().max(64) }),
  unit,
  act: async (act, { code, ref }) => {
    const unitId = await unitIdOf(act, code)
    const it = await dossierByRef(act.db, unitId, ref)
    if (!it) throw notFound('dossier')
    return { code, letter: await draftLetter(act, unitId, it.code) }
  },
  show: back,
})

const wordRoute: Route = route<At, Uint8Array>({
  method: 'GET',
  path: `${PATH}/word`,
  may: 'letter.draft',
  about: 'A letter as a Word document.',
  input: z.object(at),
  unit,
  load: async (read, { code, letter }) => {
    const { template, values } = await openLetter(read, await unitIdOf(read, code), letter)
    return await letterDocx(composeLetter(template, values), template.layout)
  },
  show: (file) => ({
    file,
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'thu-xin-loi.docx',
  }),
})

export const letterRoutes: readonly Route[] = [
  letterPage,
  changeRoute,
  approveRoute,
  signRoute,
  sendRoute,
  withdrawRoute,
  draftRoute,
  wordRoute,
]
