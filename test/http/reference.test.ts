// The printed contract, the page that shows it, and what watches the process.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../src/app/openapi.ts'
import { API, ROUTES } from '../../src/app/rooms.ts'
import { PERMISSIONS } from '../../src/auth/index.ts'
import { caller } from '../api-caller.ts'
import { type World, world } from '../world.ts'

type Json = Record<string, unknown>
type Operation = {
  operationId: string
  parameters: (Json & {
    $ref?: string
    name?: string
    in?: string
    required?: boolean
    schema?: Json
  })[]
  requestBody?: { content: Record<string, { schema?: Json; example?: Json }> }
  responses: Record<string, Json & { description: string }>
  security: Record<string, string[]>[]
}

const document = openApi(ROUTES, '1.0.0') as Json & {
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, Json>>
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the document', () => {
  test('is the printed one, and holds every row', () => {
    expect(`${JSON.stringify(document, null, 2)}\n`).toBe(readFileSync('docs/openapi.json', 'utf8'))
    expect(operations.length).toBe(API.length + 1)
  })

  test('keeps the rules of OpenAPI 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\.\d$/)
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(
      operations.length,
    )
    for (const { path, method, operation } of operations) {
      const where = `${method} ${path}`
      const own = operation.parameters.filter(({ $ref }) => !$ref)
      const inPath = own.filter((each) => each.in === 'path')
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(inPath.map(({ name }) => name).sort(), where).toEqual(named.sort())
      expect(
        inPath.every(({ required }) => required),
        where,
      ).toBe(true)
      expect(
        own.every(({ schema }) => schema !== undefined),
        where,
      ).toBe(true)
      expect(new Set(own.map((each) => `${each.in} ${each.name}`)).size, where).toBe(own.length)
      expect(Object.keys(operation.responses).every((code) => /^[1-5]\d\d$/.test(code))).toBe(true)
      for (const response of Object.values(operation.responses))
        expect(response.description, where).toBeTruthy()
      if (method === 'get') expect(operation.requestBody, where).toBeUndefined()
      for (const [scheme, scopes] of operation.security.flatMap((each) => Object.entries(each))) {
        expect(document.components.securitySchemes, where).toHaveProperty(scheme)
        for (const scope of scopes) expect(PERMISSIONS as readonly string[], where).toContain(scope)
      }
    }
  })

  test('refers only to what it holds, and its schemas are of JSON Schema 2020-12', () => {
    const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string', 'integer']
    const walk = (value: unknown, at: string, inSchema: boolean) => {
      if (value === null || typeof value !== 'object') return
      const node = value as Json
      if (typeof node.$ref === 'string') {
        const found = node.$ref
          .slice(2)
          .split('/')
          .reduce<unknown>((each, part) => (each as Json)?.[part], document)
        expect(found, `${at}: ${node.$ref}`).toBeDefined()
      }
      if (inSchema && !Array.isArray(node) && !at.endsWith('/properties')) {
        for (const type of [node.type ?? []].flat()) expect(TYPES, at).toContain(type)
        expect(node, at).not.toHaveProperty('nullable')
        if (node.required !== undefined && !Array.isArray(node.required)) throw new Error(at)
      }
      for (const [name, child] of Object.entries(node)) {
        if (['example', 'default', 'enum', 'const'].includes(name)) continue
        walk(child, `${at}/${name}`, inSchema || name === 'schema')
      }
    }
    walk(document, '#', false)
  })
})

describe('the product', () => {
  let w: World
  beforeAll(async () => {
    w = await world()
  })
  afterAll(() => w.close())

  test('serves the reference, searchable, in two languages, and the file', async () => {
    const page = await (await w.ask('/api?lang=en')).text()
    expect(page).toContain('API reference')
    for (const { path } of API) expect(page).toContain(path)
    expect(page).toContain('curl &#39;http://localhost/api/duties&#39;'.replaceAll('&#39;', "'"))
    expect(page).toContain('id="report.nothing-to-send"')
    const found = await (await w.ask('/api?q=hindrances')).text()
    expect(found).toContain('/api/hindrances/:id/answers')
    expect(found).not.toContain('/api/calendar')
    expect(await (await w.ask('/api?q=zzzz')).text()).toContain('Không có đường dẫn nào khớp')
    expect(await (await w.ask('/api/openapi.json')).json()).toEqual(
      JSON.parse(JSON.stringify(document)),
    )
  })

  test('says that it lives, and whether it is ready', async () => {
    expect(await (await w.server.request('/healthz')).json()).toEqual({ status: 'alive' })
    const ready = await w.server.request('/readyz')
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not-ready', database: true, migrations: true, queue: false },
    ])
    await w.pool.query(`update migrations set name = name || '.later' where name like '0006%'`)
    expect(await (await w.server.request('/readyz')).json()).toMatchObject({ migrations: false })
    await w.pool.query(`update migrations set name = replace(name, '.later', '')`)
  })

  test('tells its figures to this machine and to a token with the scope, nobody else', async () => {
    const from = (address: string, headers: Record<string, string> = {}) =>
      w.server.request('/metrics', { headers }, {
        incoming: { socket: { remoteAddress: address } },
      } as never)
    expect((await from('10.0.0.7')).status).toBe(403)
    expect((await from('127.0.0.1', { 'x-forwarded-for': '10.0.0.7' })).status).toBe(403)
    const other = await caller(w, '19', ['unit.read'])
    expect((await other.call('/metrics')).status).toBe(403)
    const watcher = await caller(w, '19', ['metrics.read', 'unit.read'])
    await watcher.call('/api/units/05569')
    const text = await (await watcher.call('/metrics')).text()
    expect(await (await from('::ffff:127.0.0.1')).text()).toContain('congtam_build_info')
    const labels = 'method="GET",route="/api/units/:code",status="200"'
    expect(text).toContain(`congtam_http_request_duration_seconds_count{${labels}} 1`)
    expect(text).toMatch(/congtam_database_connections\{state="total"\} \d+/)
    expect(text).not.toContain('05569')
    for (const line of text.trim().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{[^{}]*\})? -?[\d.e+-]+)$/)
  })
})
