// Who asks: the token's own name, unit, rights and end.

import { z } from 'zod'
import { unitById } from '../org/index.ts'
import { notFound, type Route, route } from '../platform/index.ts'
import { delegationApi } from './delegation-api.ts'
import { peopleApi } from './people-api.ts'
import { postApi } from './post-api.ts'
import { tokenById } from './token-store.ts'

const answer = z.object({
  name: z.string(),
  unit: z.object({ code: z.string(), name: z.string() }),
  scopes: z.array(z.string()).meta({ description: 'Permissions, over the unit and all below it.' }),
  expiresOn: z.iso.date(),
  requestsPerMinute: z.int(),
})

const tokenRow: Route = route<object, z.infer<typeof answer>>({
  method: 'GET',
  path: '/api/token',
  may: 'signed-in',
  about: 'The token of this request: its unit, scopes and end.',
  input: z.strictObject({}),
  api: { answer, problems: ['404 token.not-found'] },
  load: async ({ db, actor }) => {
    const token = actor.tokenId ? await tokenById(db, actor.tokenId) : undefined
    const unit = token ? await unitById(db, token.unit_id) : null
    if (!token || !unit) throw notFound('token')
    return {
      name: token.name,
      unit: { code: unit.code, name: unit.fullName },
      scopes: token.scopes,
      expiresOn: token.expires_on,
      requestsPerMinute: token.requests_per_minute,
    }
  },
  show: (json) => ({ json }),
})

export const authApi: readonly Route[] = [tokenRow, ...peopleApi, ...postApi, ...delegationApi]
