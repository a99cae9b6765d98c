// What a statement may not do where tables are distributed by unit: read from its syntax tree.

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadModule, parseSync } from 'libpg-query'

type Tree = { [key: string]: unknown }

const CLOCK = new Set([
  'now',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'timeofday',
  'random',
  'gen_random_uuid',
])
const WRITES = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']

/** Tables that the migrations declare as distributed. */
export function distributedTables(folder = 'migrations'): Set<string> {
  const text = readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n')
  const found = text.matchAll(/comment on table (\w+) is 'scale:distributed\(unit_id\)'/g)
  const gone = new Set([...text.matchAll(/drop table (\w+)/g)].map(([, name]) => name))
  return new Set([...found].flatMap(([, name]) => (gone.has(name) ? [] : [name as string])))
}

export const readyToGuard = (): Promise<void> => loadModule()

/** The faults of one statement; empty when it may run on a distributed database. `unit_id` is bound by a parameter
 * or a list of them in every statement that touches a distributed table. */
export function statementFaults(text: string, distributed: ReadonlySet<string>): string[] {
  const { stmts } = parseSync(text) as { stmts: { stmt: Tree }[] }
  return stmts.flatMap(({ stmt }) => faultsOf(stmt, distributed))
}

function faultsOf(stmt: Tree, distributed: ReadonlySet<string>): string[] {
  const touches = tablesOf(stmt).filter((name) => distributed.has(name))
  const faults: string[] = []
  const say = (what: string) => faults.push(what)
  if (nodes(stmt, 'MergeStmt').length > 0) say('MERGE')
  for (const clause of withClauses(stmt)) {
    const queries = nodes(clause, 'CommonTableExpr').map(({ ctequery }) => ctequery as Tree)
    if (queries.some((query) => WRITES.some((kind) => kind in query))) say('modifying CTE')
    if (clause.recursive && tablesOf(clause).some((name) => distributed.has(name)))
      say('recursive CTE over a distributed table')
  }
  if (touches.length > 0) {
    if (nodes(stmt, 'GroupingSet').length > 0) say('GROUPING SETS over a distributed table')
    const isBound = bindsUnit(stmt)
    if (nodes(stmt, 'LockingClause').length > 0 && !isBound) say('FOR UPDATE without unit_id')
    if (!isBound && !insertsUnit(stmt, distributed)) say('unit_id is not bound')
  }
  const assigned = [
    ...nodes(stmt, 'UpdateStmt').flatMap(({ targetList }) => targetList as Tree[]),
    ...nodes(stmt, 'InsertStmt').flatMap(
      ({ onConflictClause }) => ((onConflictClause as Tree)?.targetList as Tree[]) ?? [],
    ),
  ]
  if (assigned.some(readsClock)) say('clock in UPDATE or DO UPDATE')
  return faults
}

/** All nodes of a kind below, wherever they hang: as `{ Kind: node }` or as a plain field. */
function nodes(tree: unknown, kind: string): Tree[] {
  if (Array.isArray(tree)) return tree.flatMap((each) => nodes(each, kind))
  if (tree === null || typeof tree !== 'object') return []
  return Object.entries(tree as Tree).flatMap(([key, value]) => [
    ...(key === kind ? [value as Tree] : []),
    ...nodes(value, kind),
  ])
}

const withClauses = (stmt: Tree): Tree[] => nodes(stmt, 'withClause')

/** Names of tables; those of the statement's own CTEs are none. A written table is a plain field. */
function tablesOf(tree: Tree): string[] {
  const own = new Set(nodes(tree, 'CommonTableExpr').map(({ ctename }) => ctename as string))
  const named = [...nodes(tree, 'RangeVar'), ...nodes(tree, 'relation')]
  return named
    .map(({ relname }) => relname as string)
    .filter((name) => typeof name === 'string' && !own.has(name))
}

/** `unit_id = $1`, `unit_id = any($1)`, `unit_id in ($1, $2)`, `(unit_id, …) > ($1, …)`. */
const bindsUnit = (tree: Tree): boolean =>
  nodes(tree, 'A_Expr').some(
    ({ lexpr, rexpr }) =>
      (namesUnit(lexpr) && isParameter(rexpr)) || (namesUnit(rexpr) && isParameter(lexpr)),
  )

function namesUnit(side: unknown): boolean {
  const column = (side as Tree | undefined)?.ColumnRef as { fields: Tree[] } | undefined
  if (column) {
    const last = column.fields.at(-1)?.String as { sval: string } | undefined
    return last?.sval === 'unit_id'
  }
  const row = (side as Tree | undefined)?.RowExpr as { args: Tree[] } | undefined
  return row?.args.some(namesUnit) ?? false
}

const isParameter = (side: unknown): boolean =>
  nodes(side, 'ParamRef').length > 0 && nodes(side, 'ColumnRef').length === 0

/** Rows given as values or arrays name their unit themselves. */
function insertsUnit(stmt: Tree, distributed: ReadonlySet<string>): boolean {
  const insert = stmt.InsertStmt as Tree | undefined
  if (!insert) return false
  const columns = (insert.cols as { ResTarget: { name: string } }[] | undefined) ?? []
  const source = (insert.selectStmt as Tree | undefined) ?? {}
  return (
    columns.some(({ ResTarget }) => ResTarget.name === 'unit_id') &&
    !tablesOf(source).some((name) => distributed.has(name))
  )
}

const readsClock = (target: Tree): boolean =>
  nodes(target, 'SQLValueFunction').length > 0 ||
  nodes(target, 'FuncCall').some(({ funcname }) =>
    CLOCK.has(((funcname as Tree[]).at(-1)?.String as { sval: string })?.sval),
  )
