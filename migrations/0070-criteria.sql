-- Criteria sets (QĐ 2269 and others) as versioned documents, and the cycles in which units are scored by them.

create table criteria_sets (
  id uuid primary key,
  -- The unit that keeps the set; its matter.
  unit_id uuid not null references units (id),
  code text not null unique check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  begun_at timestamptz not null,
  begun_by uuid
);
comment on table criteria_sets is 'scale:local';

-- A draft until it is published; nothing changes in it after that.
create table criteria_versions (
  id uuid primary key,
  set_id uuid not null references criteria_sets (id),
  number integer not null check (number > 0),
  document jsonb not null,
  based_on_id uuid references criteria_versions (id),
  begun_at timestamptz not null,
  begun_by uuid,
  saved_at timestamptz not null,
  saved_by uuid,
  published_at timestamptz,
  published_by uuid,
  unique (set_id, number)
);
comment on table criteria_versions is 'scale:local';

-- What a draft was before each change, for undoing it.
create table criteria_edits (
  id uuid primary key,
  version_id uuid not null references criteria_versions (id),
  what text not null,
  before jsonb not null,
  made_at timestamptz not null,
  made_by uuid,
  undone_at timestamptz
);
comment on table criteria_edits is 'scale:local';
create index criteria_edits_version on criteria_edits (version_id, id) where undone_at is null;

create table criteria_cycles (
  id uuid primary key,
  -- The unit that holds the cycle: it appraises, settles and publishes.
  unit_id uuid not null references units (id),
  version_id uuid not null references criteria_versions (id),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name text not null,
  -- The time that is judged; measures count in it.
  from_on date not null,
  to_on date not null,
  opens_on date not null,
  self_by date not null,
  appraise_by date not null,
  answer_by date not null,
  -- The cycle that movement is told against.
  previous_id uuid references criteria_cycles (id),
  opened_at timestamptz not null,
  opened_by uuid,
  check (from_on <= to_on and opens_on <= self_by and self_by <= appraise_by and appraise_by <= answer_by)
);
comment on table criteria_cycles is 'scale:local';

create table criteria_cycle_units (
  unit_id uuid not null references units (id),
  cycle_id uuid not null,
  primary key (unit_id, cycle_id)
);
comment on table criteria_cycle_units is 'scale:distributed(unit_id)';
create index criteria_cycle_units_cycle on criteria_cycle_units (cycle_id);

-- What a unit says of itself: overwritten while it drafts, as it is from the sending on.
create table criteria_scores (
  unit_id uuid not null,
  cycle_id uuid not null,
  line text not null,
  -- Points of a criterion; times of a deduction or award. Null: not scored yet, or not applicable.
  value numeric check (value >= 0),
  not_applicable boolean not null,
  note text not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (unit_id, cycle_id, line),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_scores is 'scale:distributed(unit_id)';

create table criteria_evidence (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  line text not null,
  kind text not null,
  title text not null,
  file_hash text,
  thumbnail_hash text,
  mime text,
  size bigint,
  url text,
  taken_on date,
  added_at timestamptz not null,
  added_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (unit_id, id),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_evidence is 'scale:distributed(unit_id)';
create index criteria_evidence_cycle on criteria_evidence (unit_id, cycle_id) where withdrawn_at is null;

create table criteria_sendings (
  unit_id uuid not null,
  cycle_id uuid not null,
  note text not null,
  sent_at timestamptz not null,
  sent_on date not null,
  sent_by uuid,
  primary key (unit_id, cycle_id),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_sendings is 'scale:distributed(unit_id)';

-- What the appraiser says of a line; a later row replaces the one before.
create table criteria_appraisals (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  line text not null,
  value numeric check (value >= 0),
  not_applicable boolean not null,
  reason text not null,
  appraised_at timestamptz not null,
  appraised_by uuid,
  replaced_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id),
  check (not_applicable = (value is null))
);
comment on table criteria_appraisals is 'scale:distributed(unit_id)';
create unique index criteria_appraisals_standing on criteria_appraisals (unit_id, cycle_id, line)
  where replaced_at is null;

-- 1: shown to the unit, which may answer once. 2: settled after the answer.
create table criteria_conclusions (
  unit_id uuid not null,
  cycle_id uuid not null,
  round integer not null check (round in (1, 2)),
  note text not null,
  concluded_at timestamptz not null,
  concluded_by uuid,
  primary key (unit_id, cycle_id, round),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_conclusions is 'scale:distributed(unit_id)';

create table criteria_answers (
  unit_id uuid not null,
  cycle_id uuid not null,
  agrees boolean not null,
  text text not null,
  -- Line code → what the unit says against its appraisal.
  objections jsonb not null,
  answered_at timestamptz not null,
  answered_by uuid,
  primary key (unit_id, cycle_id),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_answers is 'scale:distributed(unit_id)';

-- The result as it was published, whole, with the hash of its text.
create table criteria_publications (
  id uuid primary key,
  cycle_id uuid not null references criteria_cycles (id),
  result jsonb not null,
  hash text not null,
  published_at timestamptz not null,
  published_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  reason text
);
comment on table criteria_publications is 'scale:local';
create unique index criteria_publications_standing on criteria_publications (cycle_id)
  where withdrawn_at is null;

-- What a person decided on a proposal to commend or to criticise, with the figures it stood on.
create table criteria_decisions (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  rule text not null,
  kind text not null check (kind in ('commend', 'criticise')),
  agreed boolean not null,
  note text not null,
  facts jsonb not null,
  decided_at timestamptz not null,
  decided_by uuid,
  replaced_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, cycle_id) references criteria_cycle_units (unit_id, cycle_id)
);
comment on table criteria_decisions is 'scale:distributed(unit_id)';
create unique index criteria_decisions_standing on criteria_decisions (unit_id, cycle_id, rule)
  where replaced_at is null;
