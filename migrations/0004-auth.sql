-- People hold posts; posts hold grants of a role over a unit and all below it. Everything is dated.
create table people (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  password_hash text,
  sort_key text not null,
  search_key text not null,
  created_at timestamptz not null,
  left_on date
);
comment on table people is 'scale:local';

create table posts (
  id uuid primary key,
  unit_id uuid not null references units (id),
  title text not null,
  valid_from date not null,
  valid_to date
);
comment on table posts is 'scale:local';
create index posts_unit on posts (unit_id);

create table post_holdings (
  id uuid primary key,
  post_id uuid not null references posts (id),
  person_id uuid not null references people (id),
  valid_from date not null,
  valid_to date,
  reason text
);
comment on table post_holdings is 'scale:local';
create index post_holdings_person on post_holdings (person_id);
create index post_holdings_post on post_holdings (post_id);

create table grants (
  id uuid primary key,
  post_id uuid not null references posts (id),
  role text not null,
  scope_id uuid not null references units (id),
  valid_from date not null,
  valid_to date,
  granted_by uuid
);
comment on table grants is 'scale:local';
create index grants_post on grants (post_id);

-- Only the hash of the session's secret is kept.
create table sessions (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references people (id),
  post_id uuid references posts (id),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  agent text not null default ''
);
comment on table sessions is 'scale:local';
create index sessions_person on sessions (person_id) where ended_at is null;

-- Failed sign-ins by hashed key (account or address), for the rate limit; pruned after a day.
create table sign_in_failures (
  id uuid primary key,
  key_hash text not null,
  at timestamptz not null
);
comment on table sign_in_failures is 'scale:local';
create index sign_in_failures_key on sign_in_failures (key_hash, at);
