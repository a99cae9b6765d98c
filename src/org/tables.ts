import type { Day } from '../lib/day.ts'
import type { GroupRule, UnitLevel } from './directory.ts'
import type { Succession } from './unit.ts'

export type OrgTables = {
  units: {
    id: string
    code: string
    level: UnitLevel
    name: string
    full_name: string
    type: string
    dossier_code: string | null
    aliases: string[]
    sort_key: string
    search_key: string
    valid_from: Day
    valid_to: Day | null
  }
  unit_parents: { unit_id: string; parent_id: string; valid_from: Day; valid_to: Day | null }
  unit_successions: {
    from_id: string
    to_id: string
    effective_on: Day
    portion: Succession['portion']
    share: string | null
    source: string
    id: string
    recorded_at: string | null
    recorded_by: string | null
    withdrawn_at: string | null
    withdrawn_by: string | null
    withdrawal_reason: string | null
  }
  unit_groups: {
    code: string
    name: string
    aliases: string[]
    rule: Pick<GroupRule, 'levels' | 'parentLevels' | 'codes'>
    source: string
  }
  body_settlements: {
    id: string
    folded: string
    wording: string
    unit_id: string | null
    group_code: string | null
    settled_at: string
    settled_by: string | null
    withdrawn_at: string | null
  }
}
