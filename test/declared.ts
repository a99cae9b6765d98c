// What is allowed to look at all units at once, or to write several in one transaction, each for a reason.

/** Statements over distributed tables that bind no unit. */
export const NATIONAL: readonly { like: RegExp; why: string }[] = [
  { like: /\(select sum\(seq\) from event_heads\)/, why: 'the version of all data' },
  {
    like: /^\s*select coalesce\(sum\(seq\), 0\)::bigint as seq from event_heads/,
    why: 'the version of what some verbs tell of',
  },
  {
    like: /cross join \(select coalesce\(sum\(seq\), 0\)::bigint as seq from event_heads/,
    why: 'the version of some units, with what was written of many',
  },
  { like: /^select distinct d\.unit_id as id from duties d/, why: 'the units that a plan binds' },
  {
    like: /from duty_outcomes\s+where reviewer_id = any/,
    why: 'reports of many units, waiting at one',
  },
  {
    like: /from "submissions" where "reviewer_id" = any\([^)]*\) and "id" =/,
    why: 'one report, addressed to a reviewing unit',
  },
  {
    like: /from "subplan_filings"[\s\S]*subplan_filings\.reviewer_id = any/,
    why: 'plans of many units, waiting at one',
  },
  {
    like: /^insert into duty_endings [\s\S]*where d\.obligation_id = /,
    why: 'an amended plan ends an obligation for every unit at once',
  },
  {
    like: /from "reminders" where "person_id" =|from reminders where settled_at is null|^update reminders r set settled_at/,
    why: 'one person may answer for several units',
  },
  {
    like: /^select \* from "events" order by "unit_id", "seq"|^select \* from "event_heads" order by/,
    why: 'the chains of all units are verified',
  },
  {
    like: /from event_heads h\s+left join event_cursors c/,
    why: 'whoever is told of events follows every chain',
  },
  {
    like: /^select unit_id from dossier_versions order by unit_id/,
    why: 'the units that dossiers were ever received of',
  },
  {
    like: /^select unit_id from petition_versions order by unit_id/,
    why: 'the units that petitions were ever received of',
  },
  {
    like: /^\s*select file_hash as hash from (criteria_evidence|evidence|subplans)/,
    why: 'files that a backup must hold',
  },
]

/** Verbs of actions that write several units, in one transaction, on purpose. */
export const MANY_UNITS: Readonly<Record<string, string>> = {
  'plan.published': 'a plan binds all its units in the same moment, or none',
  'plan.amended': 'what the amended plan drops ends for all its units in the same moment',
  'criteria.cycle-opened': 'a cycle begins for all its units in the same moment, or for none',
  'obligation.ended': 'what binds no more ends for all its units in the same moment',
  'index.figures-given': 'a file of counts is taken whole or refused',
  'plan.closed': 'the figures of all units are frozen in the same moment',
  'duty.reassigned': 'a duty leaves one unit and reaches another, and is never in both',
  'takeover.decided': 'a unit hands a task on and another takes it, in the same moment',
  'takeover.ended': 'a task goes back to its first unit in the same moment',
  'reminders.made': 'reminders of forty units a job; made twice they add nothing',
  'notices.made': 'the chains of many units are read on together; read twice they add nothing',
  'notices.sent': 'one letter to a person who answers for several units',
  'people.imported': 'a file of people is taken whole or refused',
  'dossiers.batches-taken':
    'an instance set to mixed writing takes the piles of many units together',
  'petitions.batch-received':
    'petitions are few: a batch by program is taken whole in the transaction that answers',
  'recovery.used': 'at sign-in told in the chain of the province, the session in that of the post',
}
