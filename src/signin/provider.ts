// The conversation with an identity provider: code flow with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1,
// RFC 7636, RFC 9207). What was asked is sealed into the visitor's cookie until the answer comes.

import * as oidc from 'openid-client'
import type { Claims, ProviderSettings } from '../auth/index.ts'
import type { Instant } from '../lib/instant.ts'
import type { Read } from '../platform/index.ts'

export const PROVIDER_BACK = '/dang-nhap/mot-lan/ve'
export const WAY_COOKIE = 'congtam-way'

const ABOUT = 'provider-way'
const SECONDS = 5
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address may be a provider's: https, or http on this very machine. */
export function isProviderAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username } = new URL(text)
  if (username !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))
}

/** What the provider says of itself. Throws when it does not answer within five seconds. */
export async function discover(
  settings: ProviderSettings,
  secret: string | null,
): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer)
  return await oidc.discovery(
    issuer,
    settings.clientId,
    undefined,
    secret ? oidc.ClientSecretBasic(secret) : oidc.None(),
    {
      timeout: SECONDS,
      ...(issuer.protocol === 'http:' ? { execute: [oidc.allowInsecureRequests] } : {}),
    },
  )
}

type Way = { state: string; nonce: string; verifier: string; next: string; until: Instant }

/** Where the visitor is sent, and what their browser keeps meanwhile. */
export async function setOut(
  { secrets }: Pick<Read, 'secrets'>,
  settings: ProviderSettings,
  { next, until }: { next: string; until: Instant },
): Promise<{ to: string; way: string }> {
  const config = await discover(settings, secrets.given('provider.secret'))
  const verifier = oidc.randomPKCECodeVerifier()
  const way: Way = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier, next, until }
  const to = oidc.buildAuthorizationUrl(config, {
    redirect_uri: `${settings.site}${PROVIDER_BACK}`,
    scope: 'openid email',
    state: way.state,
    nonce: way.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  return { to: to.href, way: secrets.seal(JSON.stringify(way), ABOUT) }
}

export type Failure = 'down' | 'expired' | 'cancelled' | 'refused'
export type Answer = { claims: Claims; next: string } | { failed: Failure; next: string }

/** What the provider says of the visitor who came back with `query`. */
export async function comeBack(
  { secrets, now }: Pick<Read, 'secrets' | 'now'>,
  settings: ProviderSettings,
  { sealed, query }: { sealed: string; query: URLSearchParams },
): Promise<Answer> {
  const text = secrets.open(sealed, ABOUT)
  const way = text === null ? null : (JSON.parse(text) as Way)
  if (!way || way.until <= now) return { failed: 'expired', next: way?.next ?? '/office' }
  try {
    const config = await discover(settings, secrets.given('provider.secret'))
    const address = new URL(`${settings.site}${PROVIDER_BACK}?${query}`)
    const tokens = await oidc.authorizationCodeGrant(config, address, {
      pkceCodeVerifier: way.verifier,
      expectedState: way.state,
      expectedNonce: way.nonce,
      idTokenExpected: true,
    })
    const said = tokens.claims()
    if (!said) return { failed: 'refused', next: way.next }
    const more =
      said.email === undefined && config.serverMetadata().userinfo_endpoint
        ? await oidc.fetchUserInfo(config, tokens.access_token, said.sub)
        : said
    return {
      next: way.next,
      claims: {
        issuer: said.iss,
        subject: said.sub,
        email: typeof more.email === 'string' ? more.email : null,
        emailVerified: more.email_verified === true,
      },
    }
  } catch (error) {
    return { failed: failureOf(error), next: way.next }
  }
}

/** A provider that said no, one that could not be reached, and an answer that does not fit what was asked. */
function failureOf(error: unknown): Failure {
  if (error instanceof oidc.AuthorizationResponseError) return 'cancelled'
  const { code, cause } = error as { code?: string; cause?: { code?: string } }
  if (error instanceof TypeError || code === 'OAUTH_TIMEOUT' || cause?.code === 'ECONNREFUSED')
    return 'down'
  return 'refused'
}
