// What is allowed to look at all units at once, or to write several in one transaction, each for a reason.

/** Statements over distributed tables that bind no unit. */
export const NATIONAL: readonly { like: RegExp; why: string }[] = [
  { like: /\(select sum\(seq\) from event_heads\)/, why: 'the version of all data' },
  {
    like: /from duty_outcomes\s+where reviewer_id = any/,
    why: 'reports of many units, waiting at one',
  },
  {
    like: /from "subplan_filings"[\s\S]*subplan_filings\.reviewer_id = any/,
    why: 'plans of many units, waiting at one',
  },
]

/** Verbs of actions that write several units, in one transaction, on purpose. */
export const MANY_UNITS: Readonly<Record<string, string>> = {}
