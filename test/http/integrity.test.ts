// Signs on a unit's dossiers, with those behind them, and the index without the flagged ones.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadIntegrityPack } from '../../src/dossiers/index.ts'
import { dossierWorld, picture, receive } from '../dossier-world.ts'
import type { World } from '../world.ts'

let w: World
beforeAll(async () => {
  w = await dossierWorld(2)
  const pack = JSON.parse(readFileSync('packs/vn/integrity-2026.json', 'utf8'))
  await loadIntegrityPack(w.db, pack, w.instance.clock().now)
  await receive(
    w,
    Array.from({ length: 20 }, (_, at) =>
      picture(`H55.3-260803-60${10 + at}`, {
        TrangThaiHoSo: 9,
        NgayKetThucXuLy: '20260803080000',
        SoGiayToChuHoSo: `0190${at}0001`,
      }),
    ),
  )
}, 120_000)
afterAll(() => w.close())

test('finished in no time: share, threshold, the dossiers behind it, two scores; nobody is named', async () => {
  const inspector = await w.person('19', 'inspector')
  const response = await w.ask('/office/integrity?unit=05569&month=2026-08', { as: inspector })
  const html = await response.text()
  expect(response.status).toBe(200)
  for (const part of ['H55.3-260803-••10', 'Vượt ngưỡng', 'Như công bố', 'Bỏ hồ sơ có dấu hiệu'])
    expect(html).toContain(part)
  expect(html).not.toMatch(/0190\d+0001|H55\.3-260803-6010/)
  const figures = [...html.matchAll(/\d+,\d\d/g)].map(([it]) => it)
  expect(figures[0]).not.toBe(figures[1])
  const officer = await w.person('05569', 'officer')
  expect((await w.ask('/office/integrity', { as: officer })).status).toBe(403)
})
