-- A second factor of a person: the secret sealed with the instance's key, counted only once confirmed.
-- `last_step` is the last 30-second step whose code was taken, so that no code serves twice.
create table second_factors (
  id uuid primary key,
  person_id uuid not null references people (id),
  sealed text not null,
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  ended_at timestamptz,
  last_step bigint not null default 0
);
comment on table second_factors is 'scale:local';
create unique index second_factors_in_force on second_factors (person_id)
  where confirmed_at is not null and ended_at is null;
create index second_factors_person on second_factors (person_id);

-- Ten one-time codes for a lost device; only their hashes are kept.
create table recovery_codes (
  id uuid primary key,
  factor_id uuid not null references second_factors (id),
  code_hash text not null,
  used_at timestamptz
);
comment on table recovery_codes is 'scale:local';
create unique index recovery_codes_factor on recovery_codes (factor_id, code_hash);

-- Someone asks that a lost second factor be taken away, with a reason; someone else decides.
create table factor_removals (
  id uuid primary key,
  factor_id uuid not null references second_factors (id),
  person_id uuid not null references people (id),
  reason text not null,
  asked_by uuid,
  asked_at timestamptz not null,
  approved_by uuid,
  approved_at timestamptz,
  declined_by uuid,
  declined_at timestamptz
);
comment on table factor_removals is 'scale:local';
create unique index factor_removals_open on factor_removals (factor_id)
  where approved_at is null and declined_at is null;
create index factor_removals_person on factor_removals (person_id);

-- When the second factor was last given in this session; null when it never was.
alter table sessions add column confirmed_at timestamptz;
