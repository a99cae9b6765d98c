-- Reminders, notices and receipts: who was told what, once.

-- One reminder of one kind about one deadline to one person, however often the job runs. Settled when it came
-- into a notice, or (without one) when the duty no longer needed it.
create table reminders (
  unit_id uuid not null,
  duty_id uuid not null,
  kind text not null,
  limit_on date not null,
  person_id uuid not null,
  made_at timestamptz not null,
  settled_at timestamptz,
  notice_id uuid,
  primary key (unit_id, duty_id, kind, limit_on, person_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table reminders is 'scale:distributed(unit_id)';
create index reminders_pending on reminders (person_id) where settled_at is null;

-- The working days for which reminders were worked out.
create table reminder_days (
  day date primary key,
  begun_at timestamptz not null
);
comment on table reminder_days is 'scale:local';

-- What a person finds under the bell. The key makes it once; `sent_at` says when it left the desk: in a letter, or
-- without one for who wants none.
create table notices (
  id uuid primary key,
  person_id uuid not null references people (id),
  key text not null unique,
  kind text not null,
  unit_id uuid references units (id),
  href text not null,
  facts jsonb not null,
  lines jsonb not null default '[]',
  made_at timestamptz not null,
  read_at timestamptz,
  sent_at timestamptz
);
comment on table notices is 'scale:local';
create index notices_person on notices (person_id, made_at desc);
create index notices_unread on notices (person_id) where read_at is null;
create index notices_unsent on notices (person_id) where sent_at is null;

-- How a person wants to be told. The telephone number is optional and theirs to remove.
create table notice_preferences (
  person_id uuid primary key references people (id),
  by_mail boolean not null,
  by_message boolean not null,
  digest_at text not null check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  lang text not null check (lang in ('vi', 'en')),
  phone text,
  saved_at timestamptz not null
);
comment on table notice_preferences is 'scale:local';

-- A unit acknowledges that it has received a published plan.
create table plan_receipts (
  unit_id uuid not null references units (id),
  plan_id uuid not null,
  received_at timestamptz not null,
  received_by uuid,
  primary key (unit_id, plan_id)
);
comment on table plan_receipts is 'scale:distributed(unit_id)';
create index plan_receipts_plan on plan_receipts (plan_id);

-- How far the events of each unit have been read for what people are told of.
create table event_cursors (
  unit_id uuid primary key,
  seq bigint not null check (seq >= 0)
);
comment on table event_cursors is 'scale:distributed(unit_id)';

-- Short messages for the gateway of SMS or Zalo; number and words are erased when it has taken them.
create table channel_messages (
  id uuid primary key,
  key text not null unique,
  kind text not null,
  phone text,
  text text,
  queued_at timestamptz not null
);
comment on table channel_messages is 'scale:local';

create table channel_attempts (
  id uuid primary key,
  message_id uuid not null references channel_messages (id),
  tried_at timestamptz not null,
  outcome text not null check (outcome in ('delivered', 'failed', 'abandoned')),
  code text not null
);
comment on table channel_attempts is 'scale:local';
create index channel_attempts_message on channel_attempts (message_id);
