// `congtam audit verify [--unit CODE] [--against FILE] [--json]`

import { type UnitListed, unitByCode, unitsByIds } from '../org/index.ts'
import {
  type Command,
  type CommandContext,
  type EventHeadRow,
  readText,
} from '../platform/index.ts'
import { verifyUnits } from './load-events.ts'
import type { Break, Verified } from './verify.ts'
import { auditWords } from './words.ts'

const USAGE = 'congtam audit verify [--unit CODE] [--against FILE] [--json]'

export const auditCommand: Command = {
  name: 'audit',
  summary: 'verify: check every chain of events; --against an earlier --json of it',
  usage: USAGE,
  run,
}

type Asked = { unit: string | null; against: string | null; json: boolean }

/** Prints what was checked and every head; exit code 1 with the first broken row. */
async function run(context: CommandContext): Promise<number> {
  const asked = parse(context.args)
  if (!asked) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const earlier = asked.against ? await readHeads(context, asked.against) : []
  if (!earlier) {
    context.err(`${asked.against} is not the output of "congtam audit verify --json".`)
    return 2
  }
  const found = await context.read(async ({ db, today }) => {
    const unit = asked.unit === null ? null : await unitByCode(db, asked.unit, today)
    if (asked.unit !== null && !unit) return null
    const verified = await verifyUnits(db, unit ? [unit.id] : null, earlier)
    const ids = [...verified.heads.map((head) => head.unit_id)]
    for (const { unitId } of verified.breaks) ids.push(unitId)
    return { verified, units: new Map((await unitsByIds(db, ids)).map((each) => [each.id, each])) }
  })
  if (!found) {
    context.err(`There is no unit with the code ${asked.unit} today.`)
    return 2
  }
  if (asked.json) context.out(JSON.stringify(asJson(found.verified, found.units)))
  else print(context, found.verified, found.units)
  return found.verified.breaks.length > 0 ? 1 : 0
}

function parse(args: readonly string[]): Asked | null {
  if (args[0] !== 'verify') return null
  const asked: Asked = { unit: null, against: null, json: false }
  for (let at = 1; at < args.length; at++) {
    const name = args[at]
    if (name === '--json') asked.json = true
    else if (name === '--unit' || name === '--against') {
      const value = args[++at]
      if (!value || value.startsWith('--')) return null
      asked[name === '--unit' ? 'unit' : 'against'] = value
    } else return null
  }
  return asked
}

async function readHeads(context: CommandContext, file: string): Promise<EventHeadRow[] | null> {
  try {
    const text = await readText(context, file)
    const { heads } = JSON.parse(text) as { heads: { unitId: string; seq: number; hash: string }[] }
    return heads.map(({ unitId, seq, hash }) => {
      if (typeof unitId !== 'string' || !Number.isInteger(seq) || !/^[0-9a-f]{64}$/.test(hash)) {
        throw new TypeError('not a head')
      }
      return { unit_id: unitId, seq, hash }
    })
  } catch {
    return null
  }
}

type Units = ReadonlyMap<string, UnitListed>

function asJson({ events, head, heads, breaks }: Verified, units: Units) {
  const named = (broken: Break) => ({
    unit: units.get(broken.unitId)?.code ?? null,
    unitId: broken.unitId,
    seq: broken.seq,
    id: broken.id,
    kind: broken.kind,
  })
  const [first] = breaks
  return {
    whole: breaks.length === 0,
    events,
    head,
    heads: heads.map(({ unit_id, seq, hash }) => ({
      unit: units.get(unit_id)?.code ?? null,
      unitId: unit_id,
      seq,
      hash,
    })),
    firstBroken: first ? named(first) : null,
    broken: breaks.map(named),
  }
}

function print(context: CommandContext, { events, head, heads, breaks }: Verified, units: Units) {
  for (const { unit_id, seq, hash } of heads) {
    context.out(`${units.get(unit_id)?.code ?? unit_id}\t${seq}\t${hash}`)
  }
  context.out(`${events} events of ${heads.length} units checked. Head of all: ${head}`)
  for (const [place, { unitId, seq, id, kind }] of breaks.entries()) {
    const unit = units.get(unitId)?.code ?? unitId
    const row = `unit ${unit}, row ${seq}${id ? ` (${id})` : ''}`
    const lead = place === 0 ? 'FIRST BROKEN ROW' : 'also broken'
    context.err(`${lead}: ${row}: ${kind}. ${auditWords.en[`break.${kind}`]}.`)
  }
}
