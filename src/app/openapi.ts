// `docs/openapi.json`: the contract of the routes under `/api`, printed from their rows.

import { z } from 'zod'
import type { Route } from '../platform/index.ts'

type Json = Record<string, unknown>

export function printOpenApi(routes: readonly Route[], version: string): string {
  const paths: Record<string, Json> = {}
  for (const row of routes.filter(({ path }) => path.startsWith('/api/'))) {
    const path = row.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [row.method.toLowerCase()]: operation(row) }
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Công Tâm', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: { responses: { Problem: PROBLEM } },
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

const PROBLEM = {
  description: 'A refusal: `type` names it, `detail` says it.',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'status'],
        properties: { type: { type: 'string' }, status: { type: 'integer' } },
      },
    },
  },
}

function operation(row: Route): Json {
  const schema = z.toJSONSchema(row.input, { unrepresentable: 'any', io: 'input' }) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  const parameters = Object.entries(schema.properties ?? {}).map(([name, type]) => {
    const inPath = row.path.includes(`:${name}`)
    const required = inPath || (schema.required?.includes(name) ?? false)
    return { name, in: inPath ? 'path' : 'query', required, schema: type }
  })
  return {
    summary: row.about,
    'x-permission': row.may,
    parameters,
    responses: {
      200: { description: 'The answer.', content: { 'application/json': {} } },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}
