// Signing in by an identity provider: the way out, and the way back.

import { z } from 'zod'
import {
  type Entered,
  enterByProvider,
  hoursFrom,
  type ProviderRefusal,
  type ProviderSettings,
  providerSettings,
} from '../auth/index.ts'
import { notFound, type Read, type Route, route, type Shown } from '../platform/index.ts'
import { landing, signedIn, wayCookie } from './landing.ts'
import {
  type Answer,
  comeBack,
  type Failure,
  PROVIDER_BACK,
  setOut,
  WAY_COOKIE,
} from './provider.ts'
import { signInAgain } from './sign-in-view.tsx'

const OUT = '/dang-nhap/mot-lan'
const WAY_HOURS = 1 / 6

async function providerOn({ db }: Pick<Read, 'db'>): Promise<ProviderSettings> {
  const settings = await providerSettings(db)
  if (!settings?.isOn) throw notFound('page')
  return settings
}

type Outward = { settings: ProviderSettings; next: string; set: { to: string; way: string } | null }

const outRoute: Route = route<{ next: string }, Outward>({
  method: 'GET',
  path: OUT,
  may: 'public',
  about: 'Sends the visitor to the identity provider; says so when it does not answer.',
  input: z.object({ next: landing.default('/office') }),
  load: async (read, { next }) => {
    const settings = await providerOn(read)
    const until = hoursFrom(read.now, WAY_HOURS)
    const set = await setOut(read, settings, { next, until }).catch(() => null)
    return { settings, next, set }
  },
  show: ({ settings, next, set }, page): Shown =>
    set
      ? { redirect: set.to, setCookies: [wayCookie(WAY_COOKIE, set.way, page.secure)] }
      : signInAgain(page, { next, provider: settings, refused: 'down' }),
})

type Back = { query: Record<string, unknown>; answer?: Answer }
type Returned = {
  settings: ProviderSettings
  next: string
  outcome: Entered | { refused: Failure | ProviderRefusal }
}

const backRoute: Route = route<Back, Returned>({
  method: 'GET',
  path: PROVIDER_BACK,
  may: 'public',
  about: 'Starts a session by what the identity provider answers.',
  fromElsewhere: true,
  records: ['session.started', 'identity.linked'],
  input: z.looseObject({}).transform((query): Back => ({ query })),
  ask: async (read, { query }) => {
    const cookie = (name: string) => read.client.cookie(name) ?? ''
    const sealed = cookie(`__Host-${WAY_COOKIE}`) || cookie(WAY_COOKIE)
    const words = Object.entries(query).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    )
    const settings = await providerOn(read)
    return {
      query,
      answer: await comeBack(read, settings, { sealed, query: new URLSearchParams(words) }),
    }
  },
  act: async (act, { answer }) => {
    const settings = await providerOn(act)
    const next = answer?.next ?? '/office'
    if (!answer || 'failed' in answer)
      return { settings, next, outcome: { refused: answer?.failed ?? 'expired' } }
    const outcome = await enterByProvider(act, { ...answer.claims, agent: act.client.agent })
    return { settings, next, outcome }
  },
  show: ({ settings, next, outcome }, page): Shown => {
    if ('refused' in outcome)
      return signInAgain(page, { next, provider: settings, refused: outcome.refused })
    const shown = signedIn(outcome, next, page)
    return { ...shown, setCookies: [...shown.setCookies, wayCookie(WAY_COOKIE, '', page.secure)] }
  },
})

export const providerRoutes: readonly Route[] = [outRoute, backRoute]
