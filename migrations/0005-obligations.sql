-- Who must do what, by when, how often, with what proof.

-- An obligation comes from an item of a plan (or, later, from a rule of law). Its rules are dated:
-- an amended plan ends one row and begins the next.
create table obligations (
  id uuid primary key,
  source_kind text not null check (source_kind in ('plan-task', 'plan-duty', 'law')),
  source_id uuid not null,
  plan_id uuid,
  number text not null,
  position integer not null,
  title text not null,
  text text not null,
  search_key text not null,
  due jsonb not null,
  evidence_kinds text[] not null default '{}',
  quantity_name text,
  quantity_target numeric,
  dimensions integer[] not null default '{}',
  begins_on date not null,
  ends_on date
);
comment on table obligations is 'scale:reference';
create index obligations_plan on obligations (plan_id);
create index obligations_source on obligations (source_id);

create table obligation_units (
  obligation_id uuid not null references obligations (id),
  unit_id uuid not null references units (id),
  part text not null check (part in ('lead', 'supporting')),
  valid_from date not null,
  valid_to date,
  primary key (obligation_id, unit_id, part, valid_from)
);
comment on table obligation_units is 'scale:reference';
create index obligation_units_unit on obligation_units (unit_id);

-- One duty = obligation × unit × period (× milestone). Spawned once, however often the job runs.
create table duties (
  unit_id uuid not null references units (id),
  id uuid not null,
  obligation_id uuid not null references obligations (id),
  plan_id uuid,
  period text not null,
  milestone integer not null default 1,
  opens_on date not null,
  due_on date not null,
  nominal_on date not null,
  rule text not null,
  recurring boolean not null,
  target numeric,
  calendar_version text not null,
  spawned_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, obligation_id, period, milestone)
);
comment on table duties is 'scale:distributed(unit_id)';
create index duties_due on duties (unit_id, due_on);
create index duties_obligation on duties (obligation_id, unit_id);
create index duties_plan on duties (plan_id, period, unit_id);

-- A duty that no longer binds (plan amended, unit merged) is ended by a row, with its reason.
create table duty_endings (
  unit_id uuid not null,
  duty_id uuid not null,
  ended_on date not null,
  reason text not null,
  ended_by uuid,
  primary key (unit_id, duty_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table duty_endings is 'scale:distributed(unit_id)';

-- What the officer is writing. One row a duty and form; overwritten while it is a draft.
create table draft_lines (
  unit_id uuid not null,
  duty_id uuid not null,
  period text not null,
  state text not null check (state in ('done', 'in-progress', 'not-started')),
  progress text not null,
  quantity numeric,
  hindrance text not null default '',
  hindrance_kind text,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (unit_id, duty_id, period),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table draft_lines is 'scale:distributed(unit_id)';

-- Evidence: a file by its hash, or a link; typed and dated. Taken back by a row, never deleted.
create table evidence (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  period text not null,
  kind text not null check (kind in ('photo', 'pdf', 'document', 'spreadsheet', 'minutes', 'link')),
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
  foreign key (unit_id, duty_id) references duties (unit_id, id),
  check ((file_hash is null) <> (url is null))
);
comment on table evidence is 'scale:distributed(unit_id)';
create index evidence_duty on evidence (unit_id, duty_id);

-- Sent by the head of the unit: a frozen round of lines for one plan and reporting period.
create table submissions (
  unit_id uuid not null references units (id),
  id uuid not null,
  plan_id uuid not null,
  period text not null,
  round integer not null check (round > 0),
  reviewer_id uuid not null references units (id),
  submitted_at timestamptz not null,
  submitted_by uuid,
  note text not null default '',
  primary key (unit_id, id),
  unique (unit_id, plan_id, period, round)
);
comment on table submissions is 'scale:distributed(unit_id)';
create index submissions_reviewer on submissions (reviewer_id, submitted_at);

create table submission_lines (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  state text not null check (state in ('done', 'in-progress', 'not-started')),
  progress text not null,
  quantity numeric,
  hindrance text not null default '',
  hindrance_kind text,
  evidence_ids uuid[] not null default '{}',
  submitted_at timestamptz not null,
  -- Decided once, by the rules of the day of sending: does the line satisfy the duty, and which day counts.
  satisfies boolean not null,
  counts_on date not null,
  primary key (unit_id, submission_id, duty_id),
  foreign key (unit_id, submission_id) references submissions (unit_id, id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table submission_lines is 'scale:distributed(unit_id)';
create index submission_lines_duty on submission_lines (unit_id, duty_id, submitted_at desc);

-- The reviewer accepts a line, or returns it with a reason and a day to correct it by.
create table acceptances (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  accepted_at timestamptz not null,
  accepted_by uuid,
  note text not null default '',
  primary key (unit_id, submission_id, duty_id),
  foreign key (unit_id, submission_id, duty_id)
    references submission_lines (unit_id, submission_id, duty_id)
);
comment on table acceptances is 'scale:distributed(unit_id)';

create table returns (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  returned_at timestamptz not null,
  returned_by uuid,
  reason text not null check (length(trim(reason)) > 0),
  correct_by date not null,
  primary key (unit_id, submission_id, duty_id),
  foreign key (unit_id, submission_id, duty_id)
    references submission_lines (unit_id, submission_id, duty_id)
);
comment on table returns is 'scale:distributed(unit_id)';

-- What hinders: raised with a report, followed to closure.
create table hindrances (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  submission_id uuid not null,
  kind text not null,
  text text not null,
  raised_at timestamptz not null,
  raised_by uuid,
  primary key (unit_id, id),
  unique (unit_id, submission_id, duty_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table hindrances is 'scale:distributed(unit_id)';

create table hindrance_answers (
  unit_id uuid not null,
  id uuid not null,
  hindrance_id uuid not null,
  text text not null check (length(trim(text)) > 0),
  answered_at timestamptz not null,
  answered_by uuid,
  closes boolean not null,
  primary key (unit_id, id),
  foreign key (unit_id, hindrance_id) references hindrances (unit_id, id)
);
comment on table hindrance_answers is 'scale:distributed(unit_id)';
