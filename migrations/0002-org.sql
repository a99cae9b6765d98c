-- Units are known by (code, valid_from): codes are re-used after a reorganisation, names are not keys.
create table units (
  id uuid primary key,
  code text not null,
  level text not null check (level in ('province', 'department', 'district', 'commune', 'division',
    'party', 'front', 'association', 'public-body', 'press', 'court', 'vertical')),
  name text not null,
  full_name text not null,
  type text not null default '',
  dossier_code text,
  aliases text[] not null default '{}',
  sort_key text not null,
  search_key text not null,
  valid_from date not null,
  valid_to date,
  check (valid_to is null or valid_to >= valid_from),
  unique (code, valid_from)
);
comment on table units is 'scale:reference';
create index units_search on units (search_key);

-- Who stands under whom, from when to when.
create table unit_parents (
  unit_id uuid not null references units (id),
  parent_id uuid not null references units (id),
  valid_from date not null,
  valid_to date,
  primary key (unit_id, valid_from),
  check (unit_id <> parent_id)
);
comment on table unit_parents is 'scale:reference';
create index unit_parents_parent on unit_parents (parent_id);

-- A merger or split is an edge with a day and a portion, never a rename. Unknown shares stay null.
create table unit_successions (
  from_id uuid not null references units (id),
  to_id uuid not null references units (id),
  effective_on date not null,
  portion text not null check (portion in ('whole', 'part', 'unchanged')),
  share numeric check (share > 0 and share <= 1),
  source text not null,
  primary key (from_id, to_id, effective_on)
);
comment on table unit_successions is 'scale:reference';

-- Groups that documents name ("UBND cấp xã"). Members follow a rule or are listed, with dates.
create table unit_groups (
  code text primary key,
  name text not null,
  aliases text[] not null default '{}',
  rule jsonb not null,
  source text not null
);
comment on table unit_groups is 'scale:reference';

-- A name in a document that a person settled: remembered for the next document.
create table body_settlements (
  id uuid primary key,
  folded text not null,
  wording text not null,
  unit_id uuid references units (id),
  group_code text references unit_groups (code),
  settled_at timestamptz not null,
  settled_by uuid,
  withdrawn_at timestamptz,
  check ((unit_id is null) <> (group_code is null))
);
comment on table body_settlements is 'scale:reference';
create unique index body_settlements_standing on body_settlements (folded) where withdrawn_at is null;
