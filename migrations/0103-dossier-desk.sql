-- How dossiers stand, in columns: a list of a million is filtered by them and by the clock, without opening one.

alter table dossiers add column started_at timestamptz;
-- The due time in force, from when on it is near, since when the clock stands still; how it ended, once it has.
alter table dossiers add column due_in_force_at timestamptz;
alter table dossiers add column soon_at timestamptz;
alter table dossiers add column paused_at timestamptz;
alter table dossiers add column outcome text
  check (outcome in ('finished-early', 'finished-on-time', 'finished-late', 'ended'));
update dossiers set started_at = coalesce(accepted_at, submitted_at, ended_at, due_at, '2000-01-01T00:00:00+07:00'),
  due_in_force_at = due_at;
alter table dossiers alter column started_at set not null;

drop index dossiers_open;
create index dossiers_open on dossiers (unit_id, due_in_force_at) where outcome is null;
-- What the statutory table counts, so that it is read from the index alone.
drop index dossiers_accepted;
create index dossiers_accepted on dossiers (unit_id, accepted_at)
  include (procedure, channel, ended_at, due_in_force_at, paused_at);
create index dossiers_started on dossiers (started_at, code);
