// How a letter leaves: by SMTP, or as an .eml file in a folder.

import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { SITE } from './mail.ts'

export type Letter = {
  /** Name of its file: the same letter overwrites itself. */
  name: string
  /** Left part of the Message-ID: the same letter is recognised. */
  id: string
  to: string
  subject: string
  text: string
  html: string | null
  at: string
}

/** Sends; the Message-ID when the letter has been taken. */
export type MailTransport = { send(letter: Letter): Promise<string> }

export type MailOptions = {
  /** `smtp://user:pass@host:port` or `smtps://…`; null writes files. */
  smtp: string | null
  /** Folder of the .eml files. */
  folder: string
  /** `Công Tâm <no-reply@example.vn>` */
  from: string
  /** Address of this instance, for links. */
  site: string
}

const SECONDS = 1000

/** The post of this instance. */
export function openMail({ smtp, folder, from, site }: MailOptions): MailTransport {
  const domain = /@([^\s@>]+)>?\s*$/.exec(from)?.[1]
  if (!domain) throw new Error(`"${from}" is no mail address to send from`)
  const message = ({ id, to, subject, text, html, at }: Letter) => ({
    from,
    to: { name: '', address: to },
    subject,
    text: text.replaceAll(SITE, site),
    ...(html === null ? {} : { html: html.replaceAll(SITE, site) }),
    date: new Date(at),
    messageId: `<${id}@${domain}>`,
    // Keeps answering machines quiet (RFC 3834).
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  if (smtp) {
    const server = createTransport(smtp, {
      connectionTimeout: 10 * SECONDS,
      greetingTimeout: 10 * SECONDS,
      socketTimeout: 20 * SECONDS,
    } as object)
    return { send: async (letter) => (await server.sendMail(message(letter))).messageId }
  }
  const printer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(letter) {
      const { message: bytes, messageId } = await printer.sendMail(message(letter))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const target = path.join(folder, `${letter.name}.eml`)
      await writeFile(`${target}.part`, bytes as Buffer, { mode: 0o600, flush: true })
      await rename(`${target}.part`, target)
      return messageId
    },
  }
}
