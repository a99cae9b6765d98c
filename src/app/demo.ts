// Makes the demo province on a new instance, once; its clock is moved into the year of its plan.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { PASSWORD, playDemo, type Stage } from '../demo/index.ts'
import type { Day } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { clock, offsetTo } from './clock.ts'
import { type Instance, systemAct, systemRead } from './instance.ts'

const TODAY = '2024-12-11' as Day

/** Does nothing when the demo is there, or when the instance already holds people of its own. */
export async function makeDemo(
  instance: Instance,
  packs: string,
  say: (text: string) => void,
): Promise<void> {
  if (await isUsed(instance)) return
  const offset = offsetTo(TODAY)
  instance.clock = clock(offset)
  const accounts = await playDemo(stageOf(instance, say), {
    plan: new Uint8Array(readFileSync(path.join(packs, 'thai-nguyen', 'plan-99-2024.txt'))),
    phrases: JSON.parse(readFileSync(path.join(packs, 'demo', 'phrases.json'), 'utf8')),
    today: TODAY,
  })
  await instance.pool.query(
    `insert into settings (name, value) values ('clock', $1), ('demo', $2)
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify({ offset }), JSON.stringify({ accounts })],
  )
  say('')
  say(`Sign in at /dang-nhap with the password ${PASSWORD}:`)
  for (const { email, role, unit } of accounts) say(`  ${email.padEnd(20)} ${role}, ${unit}`)
  say('')
}

async function isUsed(instance: Instance): Promise<boolean> {
  const { rows } = await instance.pool.query(
    `select 1 from people union all select 1 from settings where name = 'demo' limit 1`,
  )
  return rows.length > 0
}

function stageOf(instance: Instance, say: (text: string) => void): Stage {
  return {
    read: systemRead(instance),
    say,
    run: ({ on, time, actor }, work) =>
      systemAct(instance, (act) =>
        work({
          ...act,
          now: instantAt(on, time),
          today: on,
          ...(actor ? { actor } : {}),
          enqueue: async () => undefined,
        }),
      ),
  }
}
