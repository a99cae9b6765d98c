import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { smtpServer } from '../../test/smtp.ts'
import { idMaker } from '../lib/id.ts'
import { type Act, mailTally, SITE, SYSTEM, sendMail } from './index.ts'
import { deliverMail, mailJobs } from './mail.ts'
import { type Letter, type MailTransport, openMail } from './mail-transport.ts'

let database: TestDatabase
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-mail-'))
const newId = idMaker(() => crypto.getRandomValues(new Uint8Array(16)))
let clock = Date.parse('2024-06-12T08:00:00+07:00')
let queued: string[] = []

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** One change in one transaction; only what a letter needs of an act. */
const act = <T>(work: (act: Act) => Promise<T>): Promise<T> =>
  database.db.transaction().execute((db) =>
    work({
      db,
      actor: SYSTEM,
      now: new Date(clock + 7 * 3_600_000).toISOString().replace('Z', '+07:00'),
      newId: () => newId(clock),
      enqueue: async (_: string, data: { mailId: string }) => {
        queued.push(data.mailId)
      },
    } as unknown as Act),
  )

const letter = (key: string, to = 'a@xa.vn') => ({
  key,
  to,
  subject: 'Việc đến hạn: "Công khai"',
  text: `Mở ${SITE}/office/work`,
})
const write = async (key: string, to?: string): Promise<string> => {
  queued = []
  await act((at) => sendMail(at, letter(key, to)))
  return queued[0] ?? ''
}
const files = () =>
  openMail({ smtp: null, folder, from: 'Công Tâm <no-reply@t.vn>', site: 'https://t.vn' })
const counting = (fail?: () => unknown): MailTransport & { sent: Letter[] } => {
  const sent: Letter[] = []
  return {
    sent,
    async send(item) {
      sent.push(item)
      const error = fail?.()
      if (error) throw error
      return `<${item.id}@t.vn>`
    },
  }
}
const rows = async (text: string) => (await database.pool.query(text)).rows

describe('queueing', () => {
  test('a key is queued once, however often its cause is repeated', async () => {
    queued = []
    expect(await act((at) => sendMail(at, letter('once')))).toBe(true)
    expect(await act((at) => sendMail(at, letter('once', 'other@xa.vn')))).toBe(false)
    expect(queued).toHaveLength(1)
  })

  test('of two at the same time one is queued', async () => {
    const both = await Promise.all([1, 2].map(() => act((at) => sendMail(at, letter('race')))))
    expect(both.sort()).toEqual([false, true])
  })

  test('a cause that fails queues nothing', async () => {
    const cause = act(async (at) => {
      await sendMail(at, letter('undone'))
      throw new Error('no')
    })
    await expect(cause).rejects.toThrow('no')
    expect(await rows(`select 1 from mails where key = 'undone'`)).toEqual([])
  })

  test.each(['x', 'a@b\r\nBcc: c@d.vn', 'A <a@b.vn>', 'a@b.vn,c@d.vn', ''])(
    '%j is no address',
    async (to) => {
      await expect(act((at) => sendMail(at, letter(`bad ${to}`, to)))).rejects.toThrow(RangeError)
    },
  )
})

describe('delivery', () => {
  test('to a folder: one file a key, words and link in it, nothing left in the database', async () => {
    const id = await write('digest:2024-06-12:0197')
    await act((at) => deliverMail(at, files(), id))
    const [name = '', ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(name).toMatch(/^digest-2024-06-12-0197-[0-9a-f]{8}\.eml$/)
    const text = readFileSync(path.join(folder, name), 'utf8')
    expect(text).toMatch(/^To: a@xa\.vn\r$/m)
    expect(text).toMatch(/^Message-ID: <[0-9a-f]{32}@t\.vn>\r$/m)
    expect(text).toMatch(/^Date: Wed, 12 Jun 2024 01:00:00 \+0000\r$/m)
    expect(text).toContain('M=E1=BB=9F https://t.vn/office/work')
    expect(await rows(`select to_address, text from mails where id = '${id}'`)).toEqual([
      { to_address: null, text: null },
    ])
  })

  test('again after it was delivered: nothing', async () => {
    const id = await write('again')
    const post = counting()
    await act((at) => deliverMail(at, post, id))
    await act((at) => deliverMail(at, post, id))
    expect(post.sent).toHaveLength(1)
  })

  test('two workers at once: one sends', async () => {
    const id = await write('two workers')
    const post = counting()
    const slow: MailTransport = {
      send: async (item) => {
        await new Promise((done) => setTimeout(done, 100))
        return await post.send(item)
      },
    }
    await Promise.all([1, 2, 3].map(() => act((at) => deliverMail(at, slow, id))))
    expect(post.sent).toHaveLength(1)
  })

  test('a crash after sending sends again under the same Message-ID and over the same file', async () => {
    const id = await write('crash')
    const before = readdirSync(folder).length
    const post = counting()
    const crash = act(async (at) => {
      await deliverMail(at, post, id)
      await deliverMail(at, files(), id)
      throw new Error('killed')
    })
    await expect(crash).rejects.toThrow('killed')
    await act((at) => deliverMail(at, post, id))
    expect(post.sent.map((item) => item.id)).toEqual([post.sent[0]?.id, post.sent[0]?.id])
    expect(post.sent.map((item) => item.name)).toEqual([post.sent[0]?.name, post.sent[0]?.name])
    expect(readdirSync(folder).length - before).toBe(0)
  })
})

describe('failure', () => {
  const round = async () => {
    queued = []
    await act((at) => mailJobs(files())[1]?.run(at, {}) ?? Promise.resolve())
    return queued
  }
  const minutes = (n: number) => {
    clock += n * 60_000
  }

  test('is noted by its kind, rested, and tried again', async () => {
    const id = await write('failing')
    const error = Object.assign(new Error('a@xa.vn is busy'), { code: 'ECONNECTION' })
    await act((at) =>
      deliverMail(
        at,
        counting(() => error),
        id,
      ),
    )
    expect(await rows(`select code from mail_failures where mail_id = '${id}'`)).toEqual([
      { code: 'ECONNECTION' },
    ])
    expect(await round()).not.toContain(id)
    minutes(3)
    expect(await round()).toContain(id)
    const post = counting()
    await act((at) => deliverMail(at, post, id))
    expect(post.sent).toHaveLength(1)
    expect(await round()).not.toContain(id)
  })

  test('is given up after three days, and the words are erased', async () => {
    const id = await write('hopeless')
    minutes(3 * 24 * 60 + 1)
    await act((at) =>
      deliverMail(
        at,
        counting(() => new Error('down')),
        id,
      ),
    )
    expect(await round()).not.toContain(id)
    expect(await rows(`select text from mails where id = '${id}'`)).toEqual([{ text: null }])
  })

  test('a letter whose job was lost is found by the round', async () => {
    const id = await write('lost')
    expect(await round()).not.toContain(id)
    minutes(10)
    expect(await round()).toContain(id)
  })
})

test('over SMTP: taken, refused for good, refused for now', async () => {
  const server = await smtpServer((to) =>
    to.startsWith('gone') ? '550 no such box' : to.startsWith('busy') ? '451 later' : null,
  )
  const options = { smtp: server.url, folder, from: 'no-reply@t.vn', site: 'https://t.vn' }
  const post = openMail(options)
  const before = await mailTally(database.db)
  for (const who of ['a', 'gone', 'busy']) {
    const id = await write(`smtp:${who}`, `${who}@xa.vn`)
    await act((at) => deliverMail(at, post, id))
  }
  await server.close()
  expect(server.letters.map(({ to }) => to)).toEqual(['a@xa.vn'])
  expect(server.letters[0]?.data).toMatch(/^Subject: =\?UTF-8\?/m)
  const after = await mailTally(database.db)
  expect({
    sent: after.sent - before.sent,
    abandoned: after.abandoned - before.abandoned,
    failing: after.failing - before.failing,
  }).toEqual({ sent: 1, abandoned: 1, failing: 1 })
  expect(
    await rows(`select code from mail_failures order by failed_at desc, id desc limit 2`),
  ).toEqual([{ code: 'EENVELOPE 451' }, { code: 'EENVELOPE 550' }])
})
