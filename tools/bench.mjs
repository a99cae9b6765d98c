// `npm run bench [name …]`: the benches beside this file (bench-<name>.mjs), all or those named.

import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const asked = process.argv.slice(2)
const names = readdirSync(FOLDER)
  .flatMap((file) => /^bench-(.+)\.mjs$/.exec(file)?.[1] ?? [])
  .filter((name) => asked.length === 0 || asked.includes(name))

if (names.length === 0) {
  console.error(`There is no bench named ${asked.join(', ')}.`)
  process.exitCode = 1
}
for (const name of names) {
  console.log(`\n== ${name}`)
  const run = spawnSync(process.execPath, [`${FOLDER}bench-${name}.mjs`], { stdio: 'inherit' })
  if (run.status !== 0) process.exitCode = 1
}
