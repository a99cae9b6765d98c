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
  await instance.pool.query(
    `insert into settings (name, value, saved_at) values ('demo', '{"begun": true}', now())`,
  )
  const offset = offsetTo(TODAY)
  instance.clock = clock(offset)
  const accounts = await playDemo(stageOf(instance, say), {
    plan: new Uint8Array(readFileSync(path.join(packs, 'thai-nguyen', 'plan-99-2024.txt'))),
    second: new Uint8Array(readFileSync(path.join(packs, 'demo', 'plan-cchc-2024.txt'))),
    phrases: JSON.parse(readFileSync(path.join(packs, 'demo', 'phrases.json'), 'utf8')),
    procedures: readFileSync(path.join(packs, 'vn', 'procedures-sample.csv'), 'utf8'),
    today: TODAY,
  })
  await instance.pool.query(
    `insert into settings (name, value, saved_at) values ('clock', $1, now()), ('demo', $2, now())
     on conflict (name) do update set value = excluded.value, saved_at = excluded.saved_at`,
    [JSON.stringify({ offset }), JSON.stringify({ accounts })],
  )
  say('')
  say(`Sign in at /dang-nhap with the password ${PASSWORD}:`)
  for (const { email, role, unit } of accounts) say(`  ${email.padEnd(20)} ${role}, ${unit}`)
  say('')
}

async function isUsed(instance: Instance): Promise<boolean> {
  const { rows: demo } = await instance.pool.query<{ value: { accounts?: unknown } }>(
    `select value from settings where name = 'demo'`,
  )
  if (demo[0] && !demo[0].value.accounts) {
    throw new Error(
      'Making the demo was interrupted. Run `bin/congtam demo reset`, then start again.',
    )
  }
  const { rows: people } = await instance.pool.query('select 1 from people limit 1')
  return demo.length + people.length > 0
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
