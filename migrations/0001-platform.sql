-- The trace of every write, chained by hash within each unit, so that any later edit, deletion or
-- reordering shows. Written by the application only: triggers do not exist in a distributed database.
create table event_heads (
  unit_id uuid primary key,
  seq bigint not null check (seq >= 0),
  hash text not null
);
comment on table event_heads is 'scale:distributed(unit_id)';

create table events (
  unit_id uuid not null,
  seq bigint not null check (seq > 0),
  id uuid not null,
  at timestamptz not null,
  verb text not null,
  subject text not null,
  person_id uuid,
  post_id uuid,
  details jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (unit_id, seq)
);
comment on table events is 'scale:distributed(unit_id)';
create index events_at on events (at desc, unit_id);
create index events_subject on events (unit_id, subject);

-- Settings of this instance: small documents by name.
create table settings (
  name text primary key,
  value jsonb not null,
  saved_at timestamptz not null
);
comment on table settings is 'scale:local';
