// An instance out and back: the same board, the same audit head, the same evidence; a damaged backup is named.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openLog } from '../../src/app/log.ts'
import { main } from '../../src/app/main.ts'
import { application } from '../../src/app/serve.ts'
import { verifyUnits } from '../../src/audit/load-events.ts'
import { type Db, fileStore, openDatabase, sha256 } from '../../src/platform/index.ts'
import { makeBackup, restoreBackup } from '../../src/upkeep/index.ts'
import { type TestDatabase, testDatabase } from '../database.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-backup-'))
const file = path.join(folder, 'one.backup')

let w: Awaited<ReturnType<typeof planWorld>>
let coordinator: Someone
let target: TestDatabase
beforeAll(async () => {
  w = await planWorld()
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  await w.report('05569', '167', { hindrance: 'Thiếu bảng\tniêm yết\nở hai xóm \\ ba xã' })
  writeFileSync(path.join(w.instance.config.home, 'instance.key'), 'khóa của phiên bản này')
  target = await testDatabase({ bare: true })
})
afterAll(async () => {
  await target.close()
  await w.close()
  rmSync(folder, { recursive: true, force: true })
})

const home = path.join(folder, 'home')
const restore = async (from: string, options: { replace?: boolean } = {}) =>
  await atTarget(async (pool) => {
    const client = await pool.connect()
    try {
      return await restoreBackup(client, {
        file: from,
        home,
        migrations: 'migrations',
        replace: options.replace ?? false,
        requeue: async () => undefined,
      })
    } finally {
      client.release()
    }
  })

/** The target, opened for a moment: a restore must find nobody else connected. */
async function atTarget<T>(work: (pool: TestDatabase['pool'], db: Db) => Promise<T>): Promise<T> {
  const { db, pool, close } = openDatabase({ connection: target.connection, maxConnections: 1 })
  try {
    return await work(pool, db)
  } finally {
    await close()
  }
}
const changed = (name: string, change: (bytes: Buffer) => Buffer) => {
  const place = path.join(folder, name)
  writeFileSync(place, change(Buffer.from(readFileSync(file))))
  return place
}
/** The archive with one byte inside the named part turned. */
const turned = (part: string) =>
  changed(`${part.replaceAll('/', '-')}.backup`, (bytes) => {
    const at = bytes.indexOf(part) + 512 + 12
    bytes[at] = (bytes[at] as number) ^ 1
    return bytes
  })

describe('backup and restore', () => {
  test('everything comes back: board, audit head, evidence, keys', async () => {
    const made = await makeBackup(w.pool, {
      home: w.instance.config.home,
      file,
      madeAt: w.instance.clock().now,
    })
    expect(made).toMatchObject({ files: 2, damagedFiles: [] })
    expect(made.sha256).toBe(sha256(new Uint8Array(readFileSync(file))))
    expect(statSync(file).mode & 0o077).toBe(0)
    const restored = await restore(file)
    expect(restored).toMatchObject({ rows: made.rows, tables: made.tables, files: 2 })

    await atTarget(async (pool, db) => {
      const files = fileStore(path.join(home, 'files'))
      const again = application(
        { ...w.instance, db, pool, files },
        { assets: { address: (name) => `/assets/${name}` }, log: openLog('silent') },
      )
      for (const address of ['/office/board/7-2024', '/office/duties', '/ke-hoach/7-2024']) {
        const headers = { cookie: `congtam=${coordinator.secret}`, host: 'localhost' }
        const before = await w.ask(address, { as: coordinator })
        const after = await again.request(`http://localhost${address}`, { headers })
        expect([after.status, await after.text()]).toEqual([200, await before.text()])
      }
      const before = await verifyUnits(w.db, null, [])
      const after = await verifyUnits(db, null, [])
      expect(after.breaks).toEqual([])
      expect(after.head).toBe(before.head)
    })
    const hashes = (place: string) =>
      readdirSync(place, { recursive: true })
        .map((name) => path.basename(String(name)))
        .filter((name) => name.length === 64)
    const kept = hashes(path.join(home, 'files'))
    expect(kept).toEqual(hashes(path.join(w.instance.config.home, 'files')))
    for (const hash of kept) {
      expect(sha256(await fileStore(path.join(home, 'files')).get(hash))).toBe(hash)
    }
    expect(readFileSync(path.join(home, 'instance.key'), 'utf8')).toBe('khóa của phiên bản này')
  })

  test('a target in use is not touched without --replace, and wholly replaced with it', async () => {
    await expect(restore(file)).rejects.toThrow(/not empty .* Nothing was changed/)
    await atTarget((pool) => pool.query(`insert into settings values ('stray', '1', now())`))
    await restore(file, { replace: true })
    const stray = await atTarget((pool) =>
      pool.query(`select 1 from settings where name = 'stray'`),
    )
    expect(stray.rows).toEqual([])
  })

  test('a target to which another program is connected is refused', async () => {
    await atTarget(async (pool) => {
      await pool.query('select 1')
      await expect(restore(file, { replace: true })).rejects.toThrow(/Another program/)
    })
  })

  test.each([
    [
      'a turned byte in a table',
      () => turned('tables/duties/000001.copy.gz'),
      /tables\/duties\/000001\.copy\.gz is damaged/,
    ],
    [
      'a turned byte in the list',
      () => turned('manifest.json'),
      /manifest\.json is damaged|cannot be read/,
    ],
    [
      'cut in the middle',
      () => changed('cut.backup', (bytes) => bytes.subarray(0, bytes.length >> 1)),
      /cut off|ends inside/,
    ],
    [
      'cut before the seal',
      () =>
        changed('unsealed.backup', (bytes) =>
          bytes.subarray(0, bytes.lastIndexOf('manifest.sha256') - 200),
        ),
      /cut off|cannot be read|ends/,
    ],
    ['nothing', () => changed('empty.backup', () => Buffer.alloc(0)), /not a backup/],
    [
      'another file',
      () => changed('other.backup', () => Buffer.from('PK\u0003\u0004 a zip of something else')),
      /not a backup|cannot be read/,
    ],
    [
      'a version that is not known',
      () =>
        changed('newer.backup', (bytes) =>
          Buffer.from(
            bytes.toString('latin1').replaceAll('"0001-platform.sql"', '"9001-platform.sql"'),
            'latin1',
          ),
        ),
      /damaged|another version/,
    ],
  ])('%s: refused and named, the target unchanged', async (_, make, message) => {
    const count = () =>
      atTarget(async (pool) => (await pool.query('select count(*) from events')).rows[0].count)
    const before = await count()
    await expect(restore(make(), { replace: true })).rejects.toThrow(message)
    expect(await count()).toBe(before)
  })

  test('a part that does not belong is named', async () => {
    const { pack } = await import('tar-stream')
    const out = pack()
    const { readArchive } = await import('../../src/upkeep/archive.ts')
    for await (const { name, bytes } of readArchive(file)) {
      out.entry({ name }, Buffer.from(bytes))
      if (name === 'congtam.json') out.entry({ name: 'home/../../evil' }, 'x')
    }
    out.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of out) chunks.push(chunk as Buffer)
    const place = path.join(folder, 'foreign.backup')
    writeFileSync(place, Buffer.concat(chunks))
    await expect(restore(place, { replace: true })).rejects.toThrow(
      /home\/\.\.\/\.\.\/evil does not belong/,
    )
  })

  test('evidence damaged on disk is named when the backup is made, and comes back as it was', async () => {
    const files = path.join(w.instance.config.home, 'files')
    const [name] = readdirSync(files, { recursive: true }).filter(
      (each) => String(each).length > 60,
    )
    const place = path.join(files, String(name))
    const whole = readFileSync(place)
    writeFileSync(place, 'damaged')
    const made = await makeBackup(w.pool, {
      home: w.instance.config.home,
      file: path.join(folder, 'damaged-file.backup'),
      madeAt: w.instance.clock().now,
    })
    expect(made.damagedFiles).toEqual([path.basename(place)])
    expect((await restore(made.file, { replace: true })).damagedFiles).toEqual(made.damagedFiles)
    writeFileSync(place, whole)
  })

  test('the command refuses wrong usage and an instance that is none', async () => {
    expect(await main(['backup'])).toBe(2)
    expect(await main(['restore', 'a', 'b'])).toBe(2)
  })
})
