-- Plans of units: asked for by a published plan, filed by each unit that it names, reviewed, carried out inside.

-- A plan asks for the units' own plans by a day. Asking anew withdraws the row before.
create table subplan_demands (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  from_on date not null,
  due_on date not null,
  -- Working days after from_on that gave the due day; null when the day itself was set.
  workdays integer check (workdays > 0),
  -- The words of the plan that ask for it; empty when the coordinator asks by itself.
  source text not null default '',
  demanded_at timestamptz not null,
  demanded_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid
);
comment on table subplan_demands is 'scale:local';
create unique index subplan_demands_standing on subplan_demands (plan_id) where withdrawn_at is null;

-- What a unit is writing for a plan: one row, overwritten while it is a draft.
create table subplans (
  unit_id uuid not null references units (id),
  id uuid not null,
  plan_id uuid not null,
  number text not null default '',
  signed_on date,
  title text not null default '',
  text text not null default '',
  file_hash text,
  file_name text,
  mime text,
  size bigint,
  begun_at timestamptz not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (unit_id, id),
  unique (unit_id, plan_id)
);
comment on table subplans is 'scale:distributed(unit_id)';

-- Own tasks of the draft: what, who, by when, and the plan's obligation that it serves.
create table subplan_tasks (
  unit_id uuid not null,
  id uuid not null,
  subplan_id uuid not null,
  position integer not null,
  text text not null,
  -- The words of the document, or the name of what was chosen.
  executor text not null default '',
  division_id uuid references units (id),
  post_id uuid,
  person_id uuid,
  due_on date,
  obligation_id uuid references obligations (id),
  added_at timestamptz not null,
  added_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (unit_id, id),
  foreign key (unit_id, subplan_id) references subplans (unit_id, id)
);
comment on table subplan_tasks is 'scale:distributed(unit_id)';
create index subplan_tasks_subplan on subplan_tasks (unit_id, subplan_id) where ended_at is null;

-- Sent by the head of the unit: a frozen round.
create table subplan_filings (
  unit_id uuid not null references units (id),
  id uuid not null,
  subplan_id uuid not null,
  plan_id uuid not null,
  round integer not null check (round > 0),
  number text not null,
  signed_on date not null,
  title text not null,
  text text not null,
  file_hash text,
  file_name text,
  mime text,
  size bigint,
  note text not null default '',
  reviewer_id uuid not null references units (id),
  filed_at timestamptz not null,
  filed_by uuid,
  -- The day asked for when it was sent, if any, and the day that counts for timeliness.
  due_on date,
  counts_on date not null,
  primary key (unit_id, id),
  unique (unit_id, plan_id, round),
  foreign key (unit_id, subplan_id) references subplans (unit_id, id)
);
comment on table subplan_filings is 'scale:distributed(unit_id)';
create index subplan_filings_reviewer on subplan_filings (reviewer_id, filed_at);
create index subplan_filings_plan on subplan_filings (plan_id, unit_id);

create table subplan_filed_tasks (
  unit_id uuid not null,
  filing_id uuid not null,
  task_id uuid not null,
  position integer not null,
  text text not null,
  executor text not null,
  division_id uuid,
  post_id uuid,
  person_id uuid,
  due_on date not null,
  obligation_id uuid,
  primary key (unit_id, filing_id, task_id),
  foreign key (unit_id, filing_id) references subplan_filings (unit_id, id)
);
comment on table subplan_filed_tasks is 'scale:distributed(unit_id)';

create table subplan_acceptances (
  unit_id uuid not null,
  filing_id uuid not null,
  accepted_at timestamptz not null,
  accepted_by uuid,
  note text not null default '',
  primary key (unit_id, filing_id),
  foreign key (unit_id, filing_id) references subplan_filings (unit_id, id)
);
comment on table subplan_acceptances is 'scale:distributed(unit_id)';

create table subplan_returns (
  unit_id uuid not null,
  filing_id uuid not null,
  returned_at timestamptz not null,
  returned_by uuid,
  reason text not null check (length(trim(reason)) > 0),
  correct_by date not null,
  primary key (unit_id, filing_id),
  foreign key (unit_id, filing_id) references subplan_filings (unit_id, id)
);
comment on table subplan_returns is 'scale:distributed(unit_id)';

-- What became of an own task, said by those who do it; the newest row counts.
create table subplan_marks (
  unit_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  state text not null check (state in ('done', 'not-done')),
  note text not null default '',
  marked_at timestamptz not null,
  marked_by uuid,
  primary key (unit_id, id),
  foreign key (unit_id, task_id) references subplan_tasks (unit_id, id)
);
comment on table subplan_marks is 'scale:distributed(unit_id)';
create index subplan_marks_task on subplan_marks (unit_id, task_id, marked_at desc);

-- Tasks of two plans that belong together: they serve the same end, or one waits for the other.
create table task_links (
  id uuid primary key,
  from_id uuid not null references obligations (id),
  to_id uuid not null references obligations (id),
  kind text not null check (kind in ('serves-same', 'depends-on')),
  reason text not null check (length(trim(reason)) > 0),
  linked_at timestamptz not null,
  linked_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  check (from_id <> to_id)
);
comment on table task_links is 'scale:local';
create index task_links_from on task_links (from_id);
create index task_links_to on task_links (to_id);
