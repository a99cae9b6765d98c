-- The end of a plan's year, and the plan of the next one that is begun from it.

-- From closed_at to reopened_at no report on the plan is taken.
create table plan_closings (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  closed_on date not null,
  closed_at timestamptz not null,
  closed_by uuid,
  note text not null default '',
  reopened_at timestamptz,
  reopened_by uuid,
  reopen_reason text,
  check ((reopened_at is null) = (reopen_reason is null))
);
comment on table plan_closings is 'scale:local';
create unique index plan_closings_standing on plan_closings (plan_id) where reopened_at is null;

-- One unit may still send until a day, with the reason.
create table closing_exceptions (
  id uuid primary key,
  closing_id uuid not null references plan_closings (id),
  unit_id uuid not null references units (id),
  until_on date not null,
  reason text not null check (length(trim(reason)) > 0),
  granted_at timestamptz not null,
  granted_by uuid
);
comment on table closing_exceptions is 'scale:local';
create index closing_exceptions_closing on closing_exceptions (closing_id);

-- Figures as they stood when the plan was closed, by obligation and unit.
create table closing_figures (
  unit_id uuid not null references units (id),
  closing_id uuid not null,
  obligation_id uuid not null,
  total integer not null,
  expected integer not null,
  sent integer not null,
  on_time integer not null,
  accepted integer not null,
  returned integer not null,
  overdue integer not null,
  primary key (unit_id, closing_id, obligation_id)
);
comment on table closing_figures is 'scale:distributed(unit_id)';
create index closing_figures_closing on closing_figures (closing_id, unit_id);

-- Duties that were open then, and what becomes of each.
create table closing_duties (
  unit_id uuid not null,
  closing_id uuid not null,
  duty_id uuid not null,
  fate text not null check (fate in ('carried', 'dropped')),
  reason text not null default '',
  primary key (unit_id, closing_id, duty_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id),
  check (fate = 'carried' or length(trim(reason)) > 0)
);
comment on table closing_duties is 'scale:distributed(unit_id)';
create index closing_duties_closing on closing_duties (closing_id, unit_id);

-- A plan begun from the one of the year before: its items come without a document.
alter table plan_items alter column import_id drop not null;

create table plan_beginnings (
  plan_id uuid primary key references plans (id),
  from_id uuid not null references plans (id),
  begun_at timestamptz not null,
  begun_by uuid,
  check (plan_id <> from_id)
);
comment on table plan_beginnings is 'scale:local';

-- Somebody looked at what changed against the year before; holds for the items of that fingerprint.
create table plan_change_acceptances (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  fingerprint text not null,
  note text not null default '',
  accepted_at timestamptz not null,
  accepted_by uuid
);
comment on table plan_change_acceptances is 'scale:local';
create index plan_change_acceptances_plan on plan_change_acceptances (plan_id);
