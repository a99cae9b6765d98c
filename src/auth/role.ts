// Roles are names for sets of permissions. A role is granted to a post over a unit and all below it.

export const PERMISSIONS = [
  'plan.read',
  'plan.import',
  'plan.settle',
  'plan.publish',
  'board.read',
  'duty.read',
  'report.read',
  'report.draft',
  'report.submit',
  'report.review',
  'evidence.read',
  'evidence.add',
  'hindrance.read',
  'hindrance.answer',
  'leader.read',
  'unit.read',
  'unit.manage',
  'person.read',
  'person.manage',
  'audit.read',
  'calendar.read',
  'calendar.manage',
  'settings.manage',
  'webhook.manage',
  'metrics.read',
  'export.read',
  'extension.ask',
  'extension.decide',
  'duty.reassign',
  'duty.assign',
  'opening.ask',
  'opening.approve',
  'delegation.give',
  'ownership.read',
  'criteria.read',
  'criteria.manage',
  'criteria.score',
  'criteria.send',
  'criteria.appraise',
  'criteria.publish',
  'criteria.decide',
  'dossier.feed',
  'dossier.read',
  'index.read',
] as const

export type Permission = (typeof PERMISSIONS)[number]

export const READING = [
  'plan.read',
  'board.read',
  'duty.read',
  'report.read',
  'evidence.read',
  'hindrance.read',
  'unit.read',
  'calendar.read',
  'export.read',
  'criteria.read',
  'dossier.read',
  'index.read',
] as const satisfies readonly Permission[]

/** Role → permissions, from least to most. */
export const ROLES = {
  /** Cán bộ: drafts for the unit. */
  officer: [...READING, 'report.draft', 'evidence.add', 'criteria.score'],
  /** Thủ trưởng: sends what leaves the unit. */
  head: [
    ...READING,
    'report.draft',
    'evidence.add',
    'report.submit',
    'criteria.score',
    'criteria.send',
    'extension.ask',
    'duty.assign',
    'opening.ask',
    'delegation.give',
  ],
  /** Người duyệt: accepts or returns what is addressed to the unit, answers what hinders. */
  reviewer: [
    ...READING,
    'report.review',
    'hindrance.answer',
    'extension.decide',
    'opening.ask',
    'opening.approve',
    'ownership.read',
    'delegation.give',
    'criteria.appraise',
  ],
  /** Cơ quan thường trực: brings the plan in, settles, publishes, sees all of it. */
  coordinator: [
    ...READING,
    'plan.import',
    'plan.settle',
    'plan.publish',
    'hindrance.answer',
    'leader.read',
    'duty.reassign',
    'opening.approve',
    'ownership.read',
    'delegation.give',
    'criteria.manage',
    'criteria.appraise',
    'criteria.publish',
    'criteria.decide',
  ],
  /** Lãnh đạo. */
  leader: [
    ...READING,
    'leader.read',
    'hindrance.answer',
    'ownership.read',
    'delegation.give',
    'criteria.decide',
  ],
  /** Thanh tra: sees everything, changes nothing. */
  inspector: [...READING, 'audit.read', 'leader.read', 'person.read', 'ownership.read'],
  /** Quản trị: people, posts, units, calendars. */
  administrator: [
    'unit.read',
    'unit.manage',
    'person.read',
    'person.manage',
    'calendar.read',
    'calendar.manage',
    'settings.manage',
    'webhook.manage',
    'metrics.read',
    'audit.read',
    'plan.read',
    'ownership.read',
  ],
} as const satisfies Record<string, readonly Permission[]>

export type Role = keyof typeof ROLES
export const ROLE_NAMES = Object.keys(ROLES) as Role[]

export const isRole = (name: string): name is Role => Object.hasOwn(ROLES, name)
