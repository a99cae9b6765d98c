// What stands in the office's navigation, for whom.

import type { NavItem } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { navWords } from './nav-words.ts'

const ITEMS = [
  { href: '/office/work', key: 'work', needs: 'duty.read' },
  { href: '/office/review', key: 'review', needs: 'report.review' },
  { href: '/office/leader', key: 'leader', needs: 'leader.read' },
  { href: '/office/board', key: 'board', needs: 'board.read' },
  { href: '/office/duties', key: 'duties', needs: 'duty.read' },
  { href: '/office/hindrances', key: 'hindrances', needs: 'hindrance.read' },
  { href: '/office/extensions', key: 'extensions', needs: 'duty.read' },
  { href: '/office/plans', key: 'plans', needs: 'plan.read' },
  { href: '/office/units', key: 'units', needs: 'unit.read' },
  { href: '/office/ownership', key: 'ownership', needs: 'ownership.read' },
  { href: '/office/people', key: 'people', needs: 'person.read' },
  { href: '/office/audit', key: 'audit', needs: 'audit.read' },
  { href: '/office/openings', key: 'openings', needs: 'opening.approve' },
  { href: '/office/delegations', key: 'delegations', needs: 'duty.read' },
  { href: '/office/settings', key: 'settings', needs: 'settings.manage' },
] as const

/** The items this visitor may open, in the order of a working day. */
export function officeNav(page: Page): NavItem[] {
  const t = say(navWords, page.lang)
  return ITEMS.filter(({ needs }) => page.visitor.rights.holds(needs)).map(({ href, key }) => ({
    href,
    label: t(key),
  }))
}
