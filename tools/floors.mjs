// The house rules, checked: imports go down the stairs, through the front door, and noun files stay pure.
// Prints one line a fault; exits 1 when there is one, or when it saw suspiciously few files.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

/** The same list ARCHITECTURE.md prints, lowest floor first. */
export const FLOORS = [
  ['lib'],
  ['platform', 'documents'],
  ['org', 'calendar', 'face', 'upkeep'],
  ['auth', 'officetime'],
  ['signin'],
  ['obligations', 'reading', 'cases', 'surveys', 'indices'],
  ['plans', 'papi', 'dossiers', 'disclosures', 'grassroots', 'extensions', 'sheets'],
  ['petitions'],
  ['subplans', 'closings', 'index766', 'localcriteria'],
  ['reports', 'notifications', 'audit', 'integrations'],
  ['portal', 'console'],
  ['demo'],
  ['app'],
]
const FURNITURE = [
  'index',
  'tables',
  'store',
  'actions',
  'api',
  'pages',
  'jobs',
  'words',
  'commands',
]
/** Rooms whose every file may show, store or start something: nothing there is a noun file. */
const OPEN = ['lib', 'platform', 'documents', 'face', 'upkeep', 'portal', 'console', 'demo', 'app']
const CLOCK = /\bnew Date\(\)|\bDate\.now\(|\bprocess\.env\b/
const LONGEST = 400

export function check(root) {
  const floorOf = new Map(FLOORS.flatMap((rooms, floor) => rooms.map((room) => [room, floor])))
  const problems = []
  let seen = 0
  for (const entry of readdirSync(root, { recursive: true }).sort()) {
    if (!/\.tsx?$/.test(entry) || /\.test\.tsx?$/.test(entry)) continue
    seen += 1
    const [room, file] = entry.split(path.sep)
    const text = readFileSync(path.join(root, entry), 'utf8')
    const say = (what) => problems.push(`${entry}: ${what}`)
    if (!floorOf.has(room)) say(`${room} stands on no floor`)
    if (text.split('\n').length > LONGEST) say(`longer than ${LONGEST} lines`)
    if (room !== 'app' && CLOCK.test(withoutComments(text)))
      say('takes clock or environment by itself')
    const kind = file?.split('.')[0]
    const isNoun = !OPEN.includes(room) && !kind?.includes('-') && !FURNITURE.includes(kind)
    for (const { target, isType } of imports(entry, text)) {
      const goal = path.relative(root, path.resolve(root, path.dirname(entry), target))
      const [otherRoom, otherFile] = goal.split(path.sep)
      if (otherRoom === '..') {
        say(`leaves src: ${target}`)
      } else if (otherRoom === room) {
        if (isNoun && !isType && FURNITURE.includes(otherFile.split('.')[0])) {
          say(`a noun file may not import ./${otherFile}`)
        }
      } else {
        if (!(floorOf.get(otherRoom) < floorOf.get(room)))
          say(`${room} may not import ${otherRoom}`)
        if (otherRoom !== 'lib' && !/^index\.tsx?$/.test(otherFile)) {
          say(`enter ${otherRoom} by its index.ts, not ${otherFile}`)
        }
      }
    }
  }
  return { problems, seen }
}

function imports(entry, text) {
  const { program } = parseSync(entry, text)
  const found = []
  for (const node of program.body) {
    const target = node.source?.value
    if (typeof target !== 'string' || !target.startsWith('.')) continue
    found.push({ target, isType: (node.importKind ?? node.exportKind) === 'type' })
  }
  for (const [, target] of text.matchAll(/\bimport\(\s*'(\.[^']+)'\s*\)/g)) {
    found.push({ target, isType: false })
  }
  return found
}

const withoutComments = (text) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems, seen } = check(process.argv[2] ?? 'src')
  for (const problem of problems) console.error(problem)
  if (seen < 50 && !process.argv[2]) problems.push('too few files seen')
  console.log(`floors: ${seen} files, ${problems.length} faults`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
