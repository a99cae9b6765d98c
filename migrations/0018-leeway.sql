-- More time, other hands, locked forms: what changes about a duty after it was given.

-- The due day in force when it is not the one the duty was given with. The row of the duty keeps its own day;
-- a later row replaces an earlier one, and one at most is in force.
create table due_days (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  due_on date not null,
  source text not null check (source in ('extension', 'reassignment')),
  reason text not null check (length(trim(reason)) > 0),
  set_at timestamptz not null,
  set_by uuid,
  replaced_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table due_days is 'scale:distributed(unit_id)';
create unique index due_days_in_force on due_days (unit_id, duty_id) where replaced_at is null;

-- A duty that moved to another unit: it ends at the old one and stands anew at the other.
create table reassignments (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  to_unit_id uuid not null,
  to_duty_id uuid not null,
  moved_on date not null,
  reason text not null check (length(trim(reason)) > 0),
  moved_at timestamptz not null,
  moved_by uuid,
  primary key (unit_id, id),
  unique (unit_id, duty_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table reassignments is 'scale:distributed(unit_id)';
create index reassignments_to on reassignments (to_unit_id, to_duty_id);

-- Which post inside the unit looks after a duty.
create table duty_posts (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  post_id uuid,
  reason text not null default '',
  assigned_at timestamptz not null,
  assigned_by uuid,
  replaced_at timestamptz,
  primary key (unit_id, id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table duty_posts is 'scale:distributed(unit_id)';
create unique index duty_posts_in_force on duty_posts (unit_id, duty_id) where replaced_at is null;

-- After how many working days past the deadline the forms of a plan lock; no row in force, or null: never.
create table plan_locks (
  id uuid primary key,
  plan_id uuid not null,
  workdays integer check (workdays between 0 and 250),
  set_at timestamptz not null,
  set_by uuid,
  replaced_at timestamptz
);
comment on table plan_locks is 'scale:local';
create unique index plan_locks_in_force on plan_locks (plan_id) where replaced_at is null;

-- A locked form opened again for one unit, plan and period: asked with a reason by one person, approved or
-- refused by another.
create table form_openings (
  unit_id uuid not null references units (id),
  id uuid not null,
  plan_id uuid not null,
  period text not null,
  reason text not null check (length(trim(reason)) > 0),
  until date not null,
  asked_at timestamptz not null,
  asked_by uuid not null,
  primary key (unit_id, id)
);
comment on table form_openings is 'scale:distributed(unit_id)';
create index form_openings_form on form_openings (unit_id, plan_id, period);

create table form_opening_decisions (
  unit_id uuid not null,
  opening_id uuid not null,
  approved boolean not null,
  note text not null default '',
  decided_at timestamptz not null,
  decided_by uuid not null,
  primary key (unit_id, opening_id),
  foreign key (unit_id, opening_id) references form_openings (unit_id, id)
);
comment on table form_opening_decisions is 'scale:distributed(unit_id)';

-- More time, asked for by a unit for one or several duties, decided by the unit that reviews it.
create table extension_requests (
  unit_id uuid not null references units (id),
  id uuid not null,
  plan_id uuid not null,
  reviewer_id uuid not null references units (id),
  reason text not null check (length(trim(reason)) > 0),
  wanted_on date not null,
  asked_on date not null,
  asked_at timestamptz not null,
  asked_by uuid,
  primary key (unit_id, id)
);
comment on table extension_requests is 'scale:distributed(unit_id)';
create index extension_requests_reviewer on extension_requests (reviewer_id, asked_at);

-- The first due day of each duty as it stood, and whether the request came before it: decided once, when asked.
create table extension_lines (
  unit_id uuid not null,
  request_id uuid not null,
  duty_id uuid not null,
  due_on date not null,
  in_time boolean not null,
  primary key (unit_id, request_id, duty_id),
  foreign key (unit_id, request_id) references extension_requests (unit_id, id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table extension_lines is 'scale:distributed(unit_id)';
create index extension_lines_duty on extension_lines (unit_id, duty_id);

-- Granted with a day, or refused (no day) with a reason.
create table extension_decisions (
  unit_id uuid not null,
  request_id uuid not null,
  granted_on date,
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (unit_id, request_id),
  check (granted_on is not null or length(trim(reason)) > 0),
  foreign key (unit_id, request_id) references extension_requests (unit_id, id)
);
comment on table extension_decisions is 'scale:distributed(unit_id)';

create table extension_withdrawals (
  unit_id uuid not null,
  request_id uuid not null,
  withdrawn_at timestamptz not null,
  withdrawn_by uuid,
  primary key (unit_id, request_id),
  foreign key (unit_id, request_id) references extension_requests (unit_id, id)
);
comment on table extension_withdrawals is 'scale:distributed(unit_id)';
