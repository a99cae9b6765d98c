-- Named powers of a post, lent to a colleague of the same unit for some days ("ký thay").
create table delegations (
  id uuid primary key,
  unit_id uuid not null references units (id),
  post_id uuid not null references posts (id),
  given_by uuid not null references people (id),
  to_person_id uuid not null references people (id),
  permissions text[] not null check (cardinality(permissions) > 0),
  valid_from date not null,
  -- The first day on which it no longer holds.
  valid_to date not null,
  reason text not null default '',
  given_at timestamptz not null,
  ended_at timestamptz,
  ended_by uuid,
  check (valid_to > valid_from)
);
comment on table delegations is 'scale:local';
create index delegations_person on delegations (to_person_id, valid_to);
create index delegations_post on delegations (post_id);

-- Under which delegation something was signed; null when the holder of the post signed.
alter table submissions add column delegation_id uuid;
alter table acceptances add column delegation_id uuid;
alter table returns add column delegation_id uuid;

-- A save of a form, by the key its sender made up: the same key gets the same answer.
create table form_saves (
  unit_id uuid not null references units (id),
  key uuid not null,
  answer jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (unit_id, key)
);
comment on table form_saves is 'scale:distributed(unit_id)';
create index form_saves_day on form_saves (saved_at);
