// A page without a server, for components to stand on.

import { CITIZEN, type Page, type Problem } from '../../src/platform/index.ts'

type Made = {
  lang?: 'vi' | 'en'
  path?: string
  name?: string | null
  problem?: Problem | null
  entries?: Page['entries']
}

export function pageOf({
  lang = 'vi',
  path = '/',
  name = null,
  problem = null,
  entries = {},
}: Made): Page {
  return {
    visitor: {
      actor: CITIZEN,
      rights: { holds: () => true, may: async () => true, reach: async () => [] },
      lang,
      name,
      unitName: name === null ? null : 'UBND xã Bảo Cường',
      csrf: name === null ? '' : 'token-of-session',
      sessionId: name === null ? null : 'session',
    },
    lang,
    url: new URL(`http://localhost:8080${path}`),
    now: '2024-05-14T14:05:00.000+07:00',
    today: '2024-05-14',
    entries,
    problem,
    secure: false,
    asset: (name) => `/assets/${name}`,
  }
}
