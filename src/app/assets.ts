// What browsers may fetch, by a fixed list: a path that is not in the build's manifest does not exist.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Hono } from 'hono'

const MIME: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
}

export type Assets = { address(name: string): string; mount(server: Hono): void }

/** Reads the built files once. `style.css`, `enhance.js` and `logo.svg` are known by these names. */
export function openAssets(folder: string): Assets {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as Record<
    string,
    { file: string; name?: string; css?: string[] }
  >
  const known = new Map<string, string>()
  for (const [source, { file }] of Object.entries(manifest)) {
    known.set(path.basename(source).replace(/\.ts$/, '.js'), `/assets/${file}`)
  }
  const files = readdirSync(folder).filter((file) => MIME[path.extname(file)])
  return {
    address: (name) => {
      const address = known.get(name)
      if (!address) throw new Error(`no built file ${name}`)
      return address
    },
    mount(server) {
      // A worker rules only what lies below its own address, so this one stands at the top.
      const worker = known.get('worker.js')
      if (worker) {
        const bytes = readFileSync(path.join(folder, path.basename(worker)))
        server.get('/worker.js', (context) => {
          context.header('content-type', MIME['.js'] ?? '')
          context.header('cache-control', 'no-cache')
          return context.body(bytes)
        })
      }
      for (const file of files) {
        const bytes = readFileSync(path.join(folder, file))
        const mime = MIME[path.extname(file)] ?? 'application/octet-stream'
        server.get(`/assets/${file}`, (context) => {
          context.header('content-type', mime)
          context.header('cache-control', 'public, max-age=31536000, immutable')
          return context.body(bytes)
        })
      }
    },
  }
}
