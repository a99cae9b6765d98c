-- What a person says of an indicator as a lever, over what the packs suggest: whether a plan can move it within a year, what
-- it costs to move it to its bound, how far it may be moved at most.
create table papi_lever_terms (
  id uuid primary key,
  code text not null check (code ~ '^[1-8]\.[1-9]\.[0-9]{1,2}$'),
  within_year text not null check (within_year in ('yes', 'partly', 'no')),
  effort double precision not null check (effort > 0 and effort <= 100),
  -- In published units; null: as far as the question allows.
  bound double precision,
  reason text not null check (length(trim(reason)) > 0),
  set_at timestamptz not null,
  set_by uuid,
  replaced_at timestamptz
);
comment on table papi_lever_terms is 'scale:local';
create unique index papi_lever_terms_in_force on papi_lever_terms (code) where replaced_at is null;
create index papi_lever_terms_code on papi_lever_terms (code, set_at);
