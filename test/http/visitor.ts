// A browser that keeps its cookies, for the ways in.

import { TOTP } from 'otpauth'
import type { World } from '../world.ts'

export type Answer = { status: number; location: string; text: string }

/** Asks as one browser would; `agent` is the device it says it is. */
export function visitor(here: World, agent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/126') {
  const cookies = new Map<string, string>()
  let csrf = ''

  async function ask(address: string, form?: Record<string, string>): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await here.ask(address, {
      ...(form ? { form: { ...(csrf ? { csrf } : {}), ...form } } : {}),
      headers: { cookie, 'user-agent': agent },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (!name) continue
      if (value) cookies.set(name, value)
      else cookies.delete(name)
    }
    const text = await response.text()
    csrf = /name="csrf" value="([^"]+)"/.exec(text)?.[1] ?? csrf
    return { status: response.status, location: response.headers.get('location') ?? '', text }
  }
  return {
    cookies,
    get: (address: string) => ask(address),
    post: (address: string, form: Record<string, string> = {}) => ask(address, form),
    /** First factor only. */
    async signIn(email: string, password: string): Promise<Answer> {
      cookies.clear()
      csrf = ''
      const answer = await ask('/dang-nhap', { email, password })
      if (cookies.has('congtam')) await ask('/office/account')
      return answer
    },
  }
}

export type Browser = ReturnType<typeof visitor>

/** The code a device shows now, `steps` steps away. */
export function codeOf(here: World, secret: string, steps = 0): string {
  const at = Date.parse(here.instance.clock().trueNow) + steps * 30_000
  return new TOTP({ secret: secret.replace(/\s/g, ''), digits: 6, period: 30 }).generate({
    timestamp: at,
  })
}

/** Sets up a second factor as a person would: the secret their device keeps, and the recovery codes. */
export async function enrol(here: World, browser: Browser) {
  await browser.post('/office/account/second-factor/begin')
  const page = await browser.get('/office/account/second-factor')
  const [, secret = ''] = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(page.text) ?? []
  const done = await browser.post('/office/account/second-factor/confirm', {
    code: codeOf(here, secret),
  })
  here.wait(60)
  return { secret, codes: done.text.match(/[a-z2-9]{4}(-[a-z2-9]{4}){3}/g) ?? [], page, done }
}
