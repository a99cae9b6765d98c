-- Dossiers of administrative procedures: what was said about them, what that makes of them, and counters of it.

-- A procedure's rules are dated: a dossier keeps those in force when it was accepted.
create table procedures (
  code text not null,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  name text not null,
  field text not null,
  level text not null check (level in ('province', 'district', 'commune')),
  limit_value numeric check (limit_value > 0),
  limit_unit text check (limit_unit in ('hour', 'working-day', 'calendar-day')),
  fee numeric not null default 0,
  returns_document boolean not null,
  online_level text not null check (online_level in ('none', 'partial', 'full')),
  primary key (code, valid_from),
  check ((limit_value is null) = (limit_unit is null))
);
comment on table procedures is 'scale:reference';

-- How time is judged, from a day on: office hours and the readings of what the index of QĐ 766 leaves open.
create table dossier_rules (
  valid_from date primary key,
  readings jsonb not null,
  hours jsonb not null,
  resident_databases text[] not null,
  source text not null
);
comment on table dossier_rules is 'scale:reference';
insert into dossier_rules values ('2000-01-01',
  '{"compare": "instant", "supplementTime": "wall-clock", "paymentPauses": false, "stopped": "end",
    "reopened": "last-end", "due": "original", "noLimit": "late"}',
  '[["07:00", "11:30"], ["13:30", "17:00"]]', '{7}',
  'packs/vn/index766-2026-09.json');

-- Which unit holds a dossier of a code: one, for ever.
create table dossier_keys (
  code text primary key,
  unit_id uuid not null
);
comment on table dossier_keys is 'scale:distributed(code)';

-- Steps of dossiers that nobody has shown us yet.
create table dossier_waiting (
  code text not null,
  id text not null,
  received_at timestamptz not null,
  item jsonb not null,
  primary key (code, id, received_at)
);
comment on table dossier_waiting is 'scale:distributed(code)';

-- What was sent, as receipts; what is not yet taken lies in the inbox by unit.
create table dossier_batches (
  id uuid primary key,
  unit_id uuid not null references units (id),
  source text not null,
  received_at timestamptz not null,
  items integer not null,
  results jsonb not null
);
comment on table dossier_batches is 'scale:local';
create index dossier_batches_source on dossier_batches (source, received_at);

create table dossier_inbox (
  batch_id uuid not null references dossier_batches (id),
  unit_id uuid not null references units (id),
  received_at timestamptz not null,
  items jsonb not null,
  primary key (batch_id, unit_id)
);
comment on table dossier_inbox is 'scale:local';
create index dossier_inbox_order on dossier_inbox (received_at, batch_id);
create index dossier_inbox_unit on dossier_inbox (unit_id, received_at);

create table dossier_results (
  batch_id uuid not null references dossier_batches (id),
  unit_id uuid not null references units (id),
  taken_at timestamptz not null,
  results jsonb not null,
  primary key (batch_id, unit_id)
);
comment on table dossier_results is 'scale:local';

-- The dossier as its events make it, and what of it is counted now.
create table dossiers (
  unit_id uuid not null references units (id),
  code text not null,
  procedure text not null,
  channel text not null check (channel in ('direct', 'online', 'postal')),
  status smallint not null check (status between 1 and 10),
  submitted_at timestamptz,
  accepted_at timestamptz,
  first_due_at timestamptz,
  due_at timestamptz,
  ended_at timestamptz,
  dossier jsonb not null,
  primary key (unit_id, code)
);
comment on table dossiers is 'scale:distributed(unit_id)';
create index dossiers_open on dossiers (unit_id, due_at) where ended_at is null;
create index dossiers_accepted on dossiers (unit_id, accepted_at);
create index dossiers_procedure on dossiers (unit_id, procedure, accepted_at);

create table dossier_counted (
  unit_id uuid not null references units (id),
  code text not null,
  rows jsonb not null,
  primary key (unit_id, code)
);
comment on table dossier_counted is 'scale:distributed(unit_id)';

create table dossier_events (
  unit_id uuid not null references units (id),
  code text not null,
  received_at timestamptz not null,
  id text not null,
  happened_at timestamptz not null,
  kind text not null check (kind in ('picture', 'progress', 'deletion')),
  data jsonb not null,
  rest text,
  batch_id uuid not null,
  primary key (unit_id, code, received_at, id)
);
comment on table dossier_events is 'scale:distributed(unit_id)';
create index dossier_events_received on dossier_events (unit_id, received_at);

-- Counters, changed in the transaction of the event. `day`: from when on they hold. Marks stand on the day the
-- dossier started, its course on the days it changed.
create table dossier_tallies (
  unit_id uuid not null references units (id),
  day date not null,
  procedure text not null,
  channel text not null,
  received integer not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  gives_result integer not null,
  finished_gives_result integer not null,
  has_result integer not null,
  digitised integer not null,
  reused integer not null,
  from_store integer not null,
  verified integer not null,
  owes integer not null,
  paid_online integer not null,
  online_with_result integer not null,
  primary key (unit_id, day, procedure, channel)
);
comment on table dossier_tallies is 'scale:distributed(unit_id)';

-- The same of all procedures and channels together.
create table dossier_days (
  unit_id uuid not null references units (id),
  day date not null,
  received integer not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  gives_result integer not null,
  finished_gives_result integer not null,
  has_result integer not null,
  digitised integer not null,
  reused integer not null,
  from_store integer not null,
  verified integer not null,
  owes integer not null,
  paid_online integer not null,
  online_with_result integer not null,
  received_online integer not null,
  primary key (unit_id, day)
);
comment on table dossier_days is 'scale:distributed(unit_id)';

-- Late or complained of, by the day the dossier started and the day on which that became so.
create table dossier_late_days (
  unit_id uuid not null references units (id),
  started_on date not null,
  day date not null,
  late integer not null,
  complained integer not null,
  unsatisfied integer not null,
  primary key (unit_id, started_on, day)
);
comment on table dossier_late_days is 'scale:distributed(unit_id)';

-- What distinct procedures are counted by, a month at a time.
create table dossier_months (
  unit_id uuid not null references units (id),
  month date not null,
  procedure text not null,
  received_online integer not null,
  paid_online integer not null,
  verified integer not null,
  primary key (unit_id, month, procedure)
);
comment on table dossier_months is 'scale:distributed(unit_id)';

-- What changes by the passage of time within a day: how much, from which instant on. Rows of a day already hold it.
create table dossier_turns (
  unit_id uuid not null references units (id),
  code text not null,
  at timestamptz not null,
  started_on date not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  late integer not null,
  unsatisfied integer not null,
  primary key (unit_id, code, at)
);
comment on table dossier_turns is 'scale:distributed(unit_id)';
create index dossier_turns_at on dossier_turns (unit_id, at);

-- Grows with every change of a unit's counters; locked while they are changed.
create table dossier_versions (
  unit_id uuid primary key references units (id),
  version bigint not null,
  last_received_at timestamptz not null
);
comment on table dossier_versions is 'scale:distributed(unit_id)';

-- Counts of an index that dossiers do not say, as somebody gave them with their source.
create table index_figures (
  unit_id uuid not null references units (id),
  index text not null,
  code text not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  numerator numeric check (numerator >= 0),
  denominator numeric not null check (denominator >= 0),
  source text not null,
  given_at timestamptz not null,
  primary key (unit_id, index, code, valid_from, valid_to)
);
comment on table index_figures is 'scale:distributed(unit_id)';

-- Versions of an index as data; several hold at once.
create table index_versions (
  index text not null,
  version text not null,
  pack jsonb not null,
  loaded_at timestamptz not null,
  primary key (index, version)
);
comment on table index_versions is 'scale:reference';
