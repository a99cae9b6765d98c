// The contract of the routes under `/api` as OpenAPI 3.1, made from their rows: `docs/openapi.json`, the file the
// product serves, and the reference page.

import { z } from 'zod'
import type { Route } from '../platform/index.ts'

/** Version of the contract, not of the product. */
export const API_VERSION = '1.0.0'

export type Json = Record<string, unknown>
type Schema = Json & { properties?: Record<string, Json>; required?: string[] }

export const isApi = ({ path, api }: Route): boolean => path.startsWith('/api/') && Boolean(api)

/** Refusals that any row may give, by status. */
const COMMON: Record<string, string[]> = {
  '400': ['input.unreadable'],
  '401': ['session.needed', 'token.not-valid'],
  '403': ['right.missing', 'request.foreign', 'request.stale-form'],
  '404': ['page.not-found'],
  '409': ['request.collided'],
  '413': ['input.too-large'],
  '415': ['input.unsupported-type', 'input.unsupported-encoding'],
  '422': ['input.invalid'],
  '429': ['request.too-many'],
  '500': ['server.failed'],
}
const OF_READS = ['401', '403', '404', '422', '429', '500']

/** Codes of refusals of a row, by status. */
export function problemsOf(row: Route): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const [status, codes] of Object.entries(COMMON)) {
    if (row.method !== 'GET' || OF_READS.includes(status)) found[status] = [...codes]
  }
  const own = [
    ...(row.api?.problems ?? []),
    ...(row.method === 'GET' ? ['422 cursor.unreadable'] : WRITES),
    ...(row.api?.version ? ['412 version.changed'] : []),
  ]
  for (const text of own) {
    const [status = '', code = ''] = text.split(' ')
    found[status] = [...(found[status] ?? []), code]
  }
  return found
}

const WRITES = [
  '400 idempotency.key-unreadable',
  '409 idempotency.in-progress',
  '422 idempotency.other-request',
]

/** The document of some rows. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const row of routes.filter(isApi)) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(row) }
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Công Tâm',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    webhooks: { event: { post: EVENT } },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'Issued in Settings › Tokens.' },
      },
      parameters: HEADERS,
      schemas: { Problem: PROBLEM },
    },
  }
}

export const printOpenApi = (routes: readonly Route[], version: string): string =>
  `${JSON.stringify(openApi(routes, version), null, 2)}\n`

const INTRODUCTION = `A token acts in the name of a unit: its scopes reach that unit and all below.
Refusals are RFC 9457 problems whose code never changes. Lists lead on by \`next\`, which is complete and without
repetition while rows are added. A write sent again under the same \`Idempotency-Key\` within a day is answered again,
not done again. \`RateLimit\` tells what is left of the minute.`

const text = { type: 'string' }
const HEADERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'Names this write, so that it may be sent again.',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'ETag of the read; the write is refused when it has changed since.',
    schema: text,
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'ETag known already; 304 when nothing has changed.',
    schema: text,
  },
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: text,
    status: { type: 'integer' },
    detail: text,
    code: text,
    requestId: text,
    issues: { type: 'array', items: { type: 'object' } },
  },
}

const EVENT = {
  operationId: 'event',
  summary:
    'Told to a receiver, signed as Standard Webhooks has it: webhook-id, webhook-timestamp, webhook-signature = v1,base64(HMAC-SHA256(secret, id.timestamp.body)).',
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: ['type', 'timestamp', 'data'],
          properties: {
            type: { type: 'string', description: 'The verb of the event.' },
            timestamp: { type: 'string', format: 'date-time' },
            data: {
              type: 'object',
              properties: {
                id: { type: 'string', format: 'uuid' },
                unit: { type: ['string', 'null'] },
                seq: { type: 'integer' },
                subject: text,
                details: { type: 'object' },
              },
            },
          },
        },
      },
    },
  },
  responses: { '2XX': { description: 'Taken. Anything else is sent again, with growing waits.' } },
}

const schemaOf = (type: Route['input'], io: 'input' | 'output'): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { unrepresentable: 'any', io }) as Schema
  return schema
}

/** What goes in, by where it stands: path, query, body. */
export function partsOf(row: Route): {
  parameters: { name: string; in: 'path' | 'query'; required: boolean; schema: Json }[]
  body: Schema | 'bytes' | null
} {
  const schema = schemaOf(row.input, 'input')
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => name !== 'bytes')
  const isPath = (name: string) => new RegExp(`:${name}(?!\\w)`).test(row.path)
  const inQuery = row.method === 'GET' || row.api?.bytes
  const needs = (name: string) => schema.required?.includes(name) ?? false
  const parameters = fields
    .filter(([name]) => inQuery || isPath(name))
    .map(([name, type]) => ({
      name,
      in: isPath(name) ? ('path' as const) : ('query' as const),
      required: isPath(name) || needs(name),
      schema: type,
    }))
  if (row.api?.bytes) return { parameters, body: 'bytes' }
  const rest = fields.filter(([name]) => !inQuery && !isPath(name))
  if (rest.length === 0) return { parameters, body: null }
  const required = rest.map(([name]) => name).filter(needs)
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  }
  return { parameters, body }
}

function operation(row: Route): Json {
  const { parameters, body } = partsOf(row)
  const isRead = row.method === 'GET'
  const named = isRead
    ? ['IfNoneMatch']
    : ['IdempotencyKey', ...(row.api?.version ? ['IfMatch'] : [])]
  return {
    operationId: operationId(row),
    summary: row.about,
    'x-permission': row.may,
    ...(row.may === 'public'
      ? { security: [] }
      : { security: [{ token: row.may.includes('.') ? [row.may] : [] }] }),
    parameters: [
      ...parameters,
      ...named.map((name) => ({ $ref: `#/components/parameters/${name}` })),
    ],
    ...(body === null ? {} : { requestBody: requestBody(row, body) }),
    responses: {
      [String(row.api?.status ?? 200)]: {
        description: 'The answer.',
        ...(isRead ? { headers: { ETag: { schema: text } } } : {}),
        content: answerOf(row),
      },
      ...(isRead ? { '304': { description: 'Nothing has changed.' } } : {}),
      ...Object.fromEntries(
        Object.entries(problemsOf(row)).map(([status, codes]) => [
          status,
          {
            description: codes.join(', '),
            content: {
              'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
            },
          },
        ]),
      ),
    },
  }
}

const answerOf = (row: Route): Json =>
  row.path.endsWith('/file')
    ? { 'application/octet-stream': {} }
    : { 'application/json': { schema: row.api ? schemaOf(row.api.answer, 'output') : {} } }

const requestBody = (row: Route, body: Schema | 'bytes'): Json =>
  body === 'bytes'
    ? { required: true, content: { 'application/octet-stream': {} } }
    : {
        required: Boolean(body.required?.length),
        content: {
          'application/json': {
            schema: body,
            ...(row.api?.example ? { example: row.api.example } : {}),
          },
        },
      }

/** `getUnits`, `postSubmissionsIdAcceptance`. */
const operationId = ({ method, path }: Route): string =>
  method.toLowerCase() +
  path
    .replace('/api/', '')
    .split(/[^A-Za-z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
