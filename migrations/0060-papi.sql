-- PAPI as published, what was brought in, what a province tries out.

-- Structures by year, formulas, labels, breaks and the like, as the packs say them.
create table papi_documents (
  name text primary key,
  content jsonb not null,
  hash text not null,
  loaded_at timestamptz not null
);
comment on table papi_documents is 'scale:reference';

-- The 63 provinces PAPI measured to 2024, by GSO code, and the unit of 2025 each became part of.
create table papi_provinces (
  code text primary key check (code ~ '^[1-9][0-9]?$'),
  name text not null,
  name_en text not null,
  key text not null unique,
  unit_2025 text not null
);
comment on table papi_provinces is 'scale:reference';

-- A published score: of the total, a dimension, a part or an indicator. What is missing has no row; only an indicator
-- can be zero.
create table papi_scores (
  year integer not null check (year between 2009 and 2100),
  item text not null check (item ~ '^(TOTAL|D[1-8]|[1-8]\.[1-9](\.[0-9]{1,2})?)$'),
  province text not null references papi_provinces (code),
  score double precision not null check (score <> 'NaN' and (score > 0 or item ~ '\..*\.')),
  import_id uuid,
  primary key (year, item, province)
);
comment on table papi_scores is 'scale:reference';

-- How sure a score is: standard error, the interval as printed, respondents.
create table papi_precisions (
  year integer not null,
  item text not null,
  province text not null references papi_provinces (code),
  se double precision check (se > 0),
  low double precision,
  high double precision,
  respondents integer check (respondents > 0),
  primary key (year, item, province),
  check (low <= high)
);
comment on table papi_precisions is 'scale:reference';

-- Places as published, for a province of which alone the scores are shipped.
create table papi_places (
  year integer not null,
  item text not null,
  province text not null references papi_provinces (code),
  place integer not null check (place between 1 and places),
  places integer not null,
  primary key (year, item, province)
);
comment on table papi_places is 'scale:reference';

-- How many provinces each of the four groups held, where that was published.
create table papi_group_sizes (
  year integer not null,
  item text not null,
  top integer not null check (top >= 0),
  upper integer not null check (upper >= 0),
  lower integer not null check (lower >= 0),
  lowest integer not null check (lowest >= 0),
  primary key (year, item)
);
comment on table papi_group_sizes is 'scale:reference';

-- Files brought in: read and looked over first, then applied.
create table papi_imports (
  id uuid primary key,
  file_name text not null,
  file_hash text not null,
  begun_at timestamptz not null,
  begun_by uuid,
  applied_at timestamptz,
  applied_by uuid,
  summary jsonb
);
comment on table papi_imports is 'scale:local';

-- What a score was before an import changed it.
create table papi_corrections (
  import_id uuid not null,
  year integer not null,
  item text not null,
  province text not null,
  before double precision not null,
  after double precision not null,
  primary key (import_id, year, item, province)
);
comment on table papi_corrections is 'scale:reference';
create index papi_corrections_score on papi_corrections (year, item, province);

-- A named what-if: indicators of a province moved from their published values.
create table papi_scenarios (
  unit_id uuid not null references units (id),
  id uuid not null,
  name text not null check (length(trim(name)) > 0),
  year integer not null,
  province text not null,
  settings jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  primary key (unit_id, id)
);
comment on table papi_scenarios is 'scale:distributed(unit_id)';

-- Which indicator or part an item of a plan serves, as settled by a person: added, or taken out of what is proposed.
create table papi_links (
  id uuid primary key,
  plan_item_id uuid not null,
  item text not null,
  serves boolean not null,
  set_at timestamptz not null,
  set_by uuid,
  replaced_at timestamptz
);
comment on table papi_links is 'scale:local';
create unique index papi_links_in_force on papi_links (plan_item_id, item) where replaced_at is null;
