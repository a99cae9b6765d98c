// Letters by e-mail: written in the transaction that causes them, sent afterwards by a job.
//
// Once as far as SMTP allows: the key makes the row unique, the row is held while it is sent, and the delivery is
// committed after the server has taken it. A crash between the two sends it again under the same Message-ID.

import type { Act } from './act.ts'
import { sha256 } from './files.ts'
import type { JobRow } from './jobs.ts'
import {
  eraseMail,
  holdMail,
  insertAbandonment,
  insertDelivery,
  insertFailure,
  insertMail,
  overdueMails,
} from './mail-store.ts'
import type { MailTransport } from './mail-transport.ts'

const DELIVER = 'mail.deliver'
const DAYS_OF_TRYING = 3

/** Stands in a letter's text for the address of this instance: `${SITE}/office/work`. */
export const SITE = '{site}'

export type Mail = {
  /** What makes this letter this one: ids and days, never a name, an address or a secret. */
  key: string
  to: string
  subject: string
  text: string
  html?: string
}

/** Queues a letter. False, and nothing happens, when one of this key was queued before. */
export async function sendMail(act: Act, mail: Mail): Promise<boolean> {
  if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(mail.to)) throw new RangeError('not a mail address')
  const id = act.newId()
  const isNew = await insertMail(act.db, {
    id,
    key: mail.key,
    to_address: mail.to,
    subject: mail.subject.replace(/\s+/g, ' ').trim().slice(0, 250),
    text: mail.text,
    html: mail.html ?? null,
    queued_at: act.now,
  })
  if (isNew) await act.enqueue(DELIVER, { mailId: id })
  return isNew
}

/** Sends one letter that still waits. A failure is noted and tried again later; it is no failure of the job. */
export async function deliverMail(act: Act, transport: MailTransport, id: string): Promise<void> {
  const mail = await holdMail(act.db, id)
  if (!mail?.to_address) return
  try {
    const messageId = await transport.send({
      name: fileNameOf(mail.key),
      id: sha256(mail.key).slice(0, 32),
      to: mail.to_address,
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html,
      at: act.now,
    })
    await insertDelivery(act.db, { mail_id: id, delivered_at: act.now, message_id: messageId })
    await eraseMail(act.db, id)
  } catch (error) {
    const { code, isFinal } = failureOf(error)
    await insertFailure(act.db, { id: act.newId(), mail_id: id, failed_at: act.now, code })
    const age = Date.parse(act.now) - Date.parse(mail.queued_at)
    if (!isFinal && age < DAYS_OF_TRYING * 86_400_000) return
    await insertAbandonment(act.db, { mail_id: id, abandoned_at: act.now, code })
    await eraseMail(act.db, id)
  }
}

/** `invitation-0197…-a1b2c3d4`: readable, safe in any file system, different for different keys. */
const fileNameOf = (key: string): string =>
  `${key
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 100)}-${sha256(key).slice(0, 8)}`

/** The kind of a failure without its words, and whether trying again is of no use (RFC 5321 §4.2.1: 5yz). */
function failureOf(error: unknown): { code: string; isFinal: boolean } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const kind = typeof code === 'string' ? code : 'unknown'
  const answer = typeof responseCode === 'number' ? responseCode : null
  return {
    code: answer === null ? kind : `${kind} ${answer}`,
    isFinal: (kind === 'EENVELOPE' || kind === 'EMESSAGE') && answer !== null && answer >= 500,
  }
}

/** The post's timetable: one letter a job, and a round for what was left lying. */
export const mailJobs = (transport: MailTransport): readonly JobRow[] => [
  { name: DELIVER, run: (act, data) => deliverMail(act, transport, String(data.mailId)) },
  {
    name: 'mail.round',
    cron: '*/5 * * * *',
    run: async (act) => {
      for (const mailId of await overdueMails(act.db, act.now))
        await act.enqueue(DELIVER, { mailId })
    },
  },
]
