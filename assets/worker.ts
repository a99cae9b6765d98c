// Keeps report forms, and the files they are made of, for when there is no network. The network always comes
// first, so nothing stale is shown while it is there; a kept page says when it was kept. Whatever leads to the
// sign-in page, and signing out, forgets every kept page.

/// <reference lib="webworker" />

const worker = self as unknown as ServiceWorkerGlobalScope
const PAGES = 'congtam-pages'
const PARTS = 'congtam-parts'
const FORM = /^\/office\/units\/[^/]+\/reports\/[^/]+\/[^/]+$/
const KEPT_AT = 'x-kept-at'

worker.addEventListener('install', () => void worker.skipWaiting())
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('message', (event) => {
  const { keep, parts } = event.data as { keep: string; parts: string[] }
  if (FORM.test(keep)) event.waitUntil(keepAll(keep, parts))
})

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== worker.location.origin) return
  if (pathname.startsWith('/assets/')) event.respondWith(part(request))
  else if (request.mode !== 'navigate') return
  else if (FORM.test(pathname)) event.respondWith(page(request, pathname))
  else if (pathname === '/dang-nhap') event.waitUntil(caches.delete(PAGES))
})

async function keepAll(path: string, parts: string[]): Promise<void> {
  const cache = await caches.open(PARTS)
  for (const address of parts) if (!(await cache.match(address))) await cache.add(address)
  const answer = await fetch(path)
  if (isForm(answer)) await keepPage(path, answer)
}

/** Files carry their hash in the name: what is kept never differs from what the server has. */
async function part(request: Request): Promise<Response> {
  const cache = await caches.open(PARTS)
  const kept = await cache.match(request.url)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request.url, answer.clone())
  return answer
}

async function page(request: Request, path: string): Promise<Response> {
  try {
    const answer = await fetch(request)
    if (isForm(answer)) await keepPage(path, answer.clone())
    else if (answer.type === 'opaqueredirect' || answer.redirected) await caches.delete(PAGES)
    return answer
  } catch (failure) {
    const kept = await (await caches.open(PAGES)).match(path)
    if (!kept) throw failure
    const text = await kept.text()
    const at = kept.headers.get(KEPT_AT) ?? ''
    return new Response(text.replace('<body ', `<body data-kept-at="${at}" `), {
      headers: kept.headers,
    })
  }
}

const isForm = (answer: Response): boolean =>
  answer.status === 200 &&
  !answer.redirected &&
  (answer.headers.get('content-type') ?? '').startsWith('text/html')

async function keepPage(path: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers)
  headers.set(KEPT_AT, new Date().toISOString())
  headers.delete('content-length')
  headers.delete('content-encoding')
  await (await caches.open(PAGES)).put(path, new Response(await answer.text(), { headers }))
}
