// What stands in the office's navigation, for whom.

import type { NavItem } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { navWords } from './nav-words.ts'

const ITEMS = [
  { href: '/office/work', key: 'work', needs: 'duty.read', group: null },
  { href: '/office/review', key: 'review', needs: 'report.review', group: null },
  { href: '/office/leader', key: 'leader', needs: 'leader.read', group: null },
  { href: '/office/delegations', key: 'delegations', needs: 'duty.read', group: null },
  { href: '/office/board', key: 'board', needs: 'board.read', group: 'watch' },
  { href: '/office/index766', key: 'index766', needs: 'index.read', group: 'watch' },
  { href: '/office/duties', key: 'duties', needs: 'duty.read', group: 'watch' },
  { href: '/office/hindrances', key: 'hindrances', needs: 'hindrance.read', group: 'watch' },
  { href: '/office/extensions', key: 'extensions', needs: 'duty.read', group: 'watch' },
  { href: '/office/criteria', key: 'criteria', needs: 'criteria.read', group: 'watch' },
  { href: '/office/papi', key: 'papi', needs: 'papi.read', group: 'watch' },
  { href: '/office/openings', key: 'openings', needs: 'opening.approve', group: 'watch' },
  { href: '/office/dossiers', key: 'dossiers', needs: 'dossier.read', group: 'dossiers' },
  { href: '/office/petitions', key: 'petitions', needs: 'petition.read', group: 'dossiers' },
  { href: '/office/letters', key: 'letters', needs: 'dossier.read', group: 'dossiers' },
  { href: '/office/integrity', key: 'integrity', needs: 'integrity.read', group: 'dossiers' },
  { href: '/office/plans', key: 'plans', needs: 'plan.read', group: 'ground' },
  { href: '/office/units', key: 'units', needs: 'unit.read', group: 'ground' },
  { href: '/office/ownership', key: 'ownership', needs: 'ownership.read', group: 'ground' },
  { href: '/office/people', key: 'people', needs: 'person.read', group: 'manage' },
  { href: '/office/audit', key: 'audit', needs: 'audit.read', group: 'manage' },
  { href: '/office/settings', key: 'settings', needs: 'settings.manage', group: 'manage' },
] as const

/** The items this visitor may open: one's own work, what to watch, what it stands on, the instance. */
export function officeNav(page: Page): NavItem[] {
  const t = say(navWords, page.lang)
  return ITEMS.filter(({ needs }) => page.visitor.rights.holds(needs)).map(
    ({ href, key, group }) => ({
      href,
      label: t(key),
      ...(group ? { group: t(`group.${group}`) } : {}),
    }),
  )
}
