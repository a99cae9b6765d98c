// `docs/permissions.md`: who may call what, computed from the route rows and the roles.

import type { Route } from '../platform/index.ts'

type RoleTable = Readonly<Record<string, readonly string[]>>

/** What the printed table promises for one route and role, by where the matter's unit stands. */
export function allowed(
  route: Route,
  permissions: readonly string[],
): 'yes' | 'own' | 'scope' | 'filtered' | 'no' {
  if (route.may === 'public' || route.may === 'signed-in') return 'yes'
  if (!permissions.includes(route.may)) return 'no'
  if (route.own) return 'own'
  return route.unit ? 'scope' : 'filtered'
}

const MARK = { yes: '●', own: '◉', scope: '◐', filtered: '◯', no: '·' } as const

export function printPermissions(routes: readonly Route[], roles: RoleTable): string {
  const names = Object.keys(roles)
  const head = ['route', 'needs', 'visitor', ...names]
  const lines = [...routes]
    .sort((a, b) => a.path.localeCompare(b.path, 'en') || a.method.localeCompare(b.method, 'en'))
    .map((row) => [
      `\`${row.method} ${row.path}\``,
      row.may,
      row.may === 'public' ? '●' : '·',
      ...names.map((name) => MARK[allowed(row, roles[name] ?? [])]),
    ])
  return `# Who may do what

Printed from the route rows and the roles by \`bin/congtam docs\`. Do not edit; a test walks it.

A role is granted to a post over a unit and everything below it (the scope).

| mark | the route answers |
|---|---|
| ● | always |
| ◉ | when the matter's unit is the unit of one's own post, and within the scope |
| ◐ | when the matter's unit is the scope or below it: **own** and **child** yes; sibling, parent, outside no |
| ◯ | the page opens, and shows, counts, finds and exports only what lies within the scope |
| · | never: 403, or the sign-in page for a visitor without an account |

${table([head, ...lines])}

## Roles

${table([['role', 'permissions'], ...names.map((name) => [name, (roles[name] ?? []).join(', ')])])}
`
}

function table(rows: string[][]): string {
  const [head = [], ...body] = rows
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
