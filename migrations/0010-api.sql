-- Integrations: programs that speak for a unit by a token. Only the hash of the token is kept.
create table api_tokens (
  id uuid primary key,
  -- In whose name it acts; its rights reach this unit and all below it.
  unit_id uuid not null references units (id),
  name text not null check (length(trim(name)) > 0),
  token_hash text not null unique,
  -- The last signs of the token, by which a person tells it from others.
  ending text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  requests_per_minute integer not null check (requests_per_minute > 0),
  issued_at timestamptz not null,
  issued_by uuid references people (id),
  expires_on date not null,
  used_at timestamptz
);
comment on table api_tokens is 'scale:local';
create index api_tokens_unit on api_tokens (unit_id);

create table api_token_revocations (
  token_id uuid primary key references api_tokens (id),
  revoked_at timestamptz not null,
  revoked_by uuid references people (id),
  reason text not null default ''
);
comment on table api_token_revocations is 'scale:local';

-- Answers of writes sent under an Idempotency-Key: kept with the write itself, forgotten after a day.
create table kept_answers (
  owner text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  headers jsonb not null,
  body text not null,
  kept_at timestamptz not null,
  primary key (owner, key)
);
comment on table kept_answers is 'scale:local';
create index kept_answers_kept on kept_answers (kept_at);
