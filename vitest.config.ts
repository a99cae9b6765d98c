import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const WORLDS = /from '[^']*\/(database|[a-z-]*world|full-province|api-caller)\.ts'/

/** Test files that no server's version can change: they make no database. */
const pureTests = (): string[] =>
  ['src', 'test'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.test\.tsx?$/.test(name) && !WORLDS.test(readFileSync(name, 'utf8'))),
  )

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    exclude: [
      ...(process.env.CONGTAM_LONG ? [] : ['**/*.long.test.ts']),
      ...(process.env.CONGTAM_DATABASE_TESTS ? pureTests() : []),
    ],
    globalSetup: ['test/server.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
