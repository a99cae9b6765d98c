-- Petitions (feedback and proposals, PAKN): what was said about them, how that makes them stand at any instant, receipts.

-- How petitions are timed, from a day on.
create table petition_rules (
  valid_from date primary key,
  days jsonb not null,
  after_supplement text not null check (after_supplement in ('restart', 'pause')),
  source text not null
);
comment on table petition_rules is 'scale:reference';
insert into petition_rules values ('2000-01-01', '{"refuse": 2, "supplement": 5, "handle": 15, "publish": 2}',
  'restart', 'packs/vn/petition-clocks.json');

-- Which units hold a petition of a code: the first that showed it, and those it was transferred to.
create table petition_keys (
  code text not null,
  unit_id uuid not null,
  primary key (code, unit_id)
);
comment on table petition_keys is 'scale:distributed(code)';

-- What was sent, as receipts. Whoever sends speaks for a unit and all below it: from then on none is none, not unknown.
create table petition_batches (
  id uuid primary key,
  unit_id uuid not null references units (id),
  source text not null,
  received_at timestamptz not null,
  known_from timestamptz,
  items integer not null,
  results jsonb not null
);
comment on table petition_batches is 'scale:local';

create table petition_messages (
  unit_id uuid not null references units (id),
  message_id uuid not null,
  code text not null,
  received_at timestamptz not null,
  no integer not null,
  said_at timestamptz,
  id text not null,
  kind text not null check (kind in ('picture', 'step', 'deletion')),
  about text check (about in ('rules', 'conduct')),
  dossier_code text,
  rest text,
  batch_id uuid not null,
  primary key (unit_id, message_id)
);
comment on table petition_messages is 'scale:distributed(unit_id)';
create index petition_messages_code on petition_messages (unit_id, code);

create table petition_events (
  unit_id uuid not null references units (id),
  message_id uuid not null,
  code text not null,
  happened_at timestamptz not null,
  received_at timestamptz not null,
  step text not null check (step in ('sent', 'transferred', 'accepted', 'supplement-asked', 'supplemented',
    'refused', 'sent-back', 'answered', 'published', 'liked', 'disliked', 'complained-again')),
  primary key (unit_id, message_id, happened_at, step)
);
comment on table petition_events is 'scale:distributed(unit_id)';
create index petition_events_code on petition_events (unit_id, code);

-- The petition as its messages make it.
create table petitions (
  unit_id uuid not null references units (id),
  code text not null,
  about text not null check (about in ('rules', 'conduct')),
  dossier_code text,
  events jsonb not null,
  primary key (unit_id, code)
);
comment on table petitions is 'scale:distributed(unit_id)';

-- How a petition stands from one instant to the next at which that changes, by an event or by the passage of time.
create table petition_spans (
  unit_id uuid not null references units (id),
  code text not null,
  from_at timestamptz not null,
  to_at timestamptz check (to_at > from_at),
  about text not null,
  first_on date not null,
  started_on date not null,
  ended_on date,
  state text not null check (state in ('waiting', 'processing', 'done')),
  step text not null,
  is_late boolean not null,
  is_unsatisfied boolean not null,
  clock text check (clock in ('refuse', 'supplement', 'handle', 'publish')),
  is_overdue boolean not null,
  due_on date,
  soon_on date,
  primary key (unit_id, code, from_at),
  check ((clock is null) = (due_on is null))
);
comment on table petition_spans is 'scale:distributed(unit_id)';
create index petition_spans_now on petition_spans (unit_id, to_at);

-- Grows with every change of a unit's petitions.
create table petition_versions (
  unit_id uuid primary key references units (id),
  version bigint not null,
  last_received_at timestamptz not null
);
comment on table petition_versions is 'scale:distributed(unit_id)';
