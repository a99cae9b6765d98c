-- Exceptions of a unit to the working calendar of all, and office hours of its own: each row with the decision it stands on,
-- holding for all units below. A row is taken back by a later one; nothing is deleted.
create table unit_calendar_entries (
  id uuid primary key,
  unit_id uuid not null references units (id),
  kind text not null check (kind in ('closed', 'open', 'hours')),
  first_day date not null,
  -- Until further notice when null.
  last_day date check (last_day >= first_day),
  -- Of the days between only this one of each week; 0 is Sunday.
  weekday smallint check (weekday between 0 and 6),
  -- Spans of a day such as [["07:30", "11:30"]].
  hours jsonb,
  reason text not null,
  decision text not null,
  decided_on date not null,
  entered_at timestamptz not null,
  entered_by uuid,
  check (kind <> 'closed' or hours is null),
  check (kind <> 'hours' or hours is not null)
);
comment on table unit_calendar_entries is 'scale:reference';
create index unit_calendar_entries_unit on unit_calendar_entries (unit_id);

create table unit_calendar_withdrawals (
  entry_id uuid not null references unit_calendar_entries (id),
  withdrawn_at timestamptz not null,
  -- From this day on the entry holds no more; its first day when it never was to hold.
  since date not null,
  reason text not null,
  withdrawn_by uuid,
  primary key (entry_id, withdrawn_at)
);
comment on table unit_calendar_withdrawals is 'scale:reference';
