-- A plan as signed, item by item, each fact with the span of text it came from.
create table plans (
  id uuid primary key,
  slug text not null unique,
  number text not null,
  signed_on date not null,
  issuer text not null,
  issuer_id uuid references units (id),
  coordinator_id uuid references units (id),
  signer text not null default '',
  year integer not null,
  title text not null,
  goals jsonb not null default '[]',
  recipients jsonb not null default '[]',
  created_at timestamptz not null,
  unique (number, signed_on, issuer)
);
comment on table plans is 'scale:local';

-- Each reading of a document: what was understood, what is still to settle, what a person decided.
create table plan_imports (
  id uuid primary key,
  unit_id uuid not null references units (id),
  plan_id uuid references plans (id),
  file_name text not null,
  file_hash text not null,
  fingerprint text,
  begun_at timestamptz not null,
  begun_by uuid,
  finished_at timestamptz,
  failed_at timestamptz,
  failure jsonb,
  text text,
  reading jsonb,
  applied_at timestamptz,
  applied_by uuid,
  discarded_at timestamptz
);
comment on table plan_imports is 'scale:local';
create index plan_imports_file on plan_imports (file_hash);

-- Tasks (Phụ lục), groups and duties (Tổ chức thực hiện). An amended plan ends rows and begins others.
create table plan_items (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  import_id uuid not null references plan_imports (id),
  kind text not null check (kind in ('task', 'group', 'duty')),
  number text not null,
  position integer not null,
  parent_id uuid references plan_items (id),
  text text not null,
  lead jsonb not null default '[]',
  coordinating jsonb not null default '[]',
  -- A body that is asked, not ordered ("Đề nghị …"), bears no duty unless the coordinator says so.
  asks boolean not null default false,
  time_text text not null default '',
  due jsonb not null default '[]',
  spans jsonb not null default '{}',
  search_key text not null,
  begins_on date not null,
  ended_on date
);
comment on table plan_items is 'scale:local';
create index plan_items_plan on plan_items (plan_id, position);

-- The dimensions of PAPI and the words by which an item is linked to one: data, loaded from a pack.
create table dimensions (
  no integer primary key,
  name text not null,
  name_en text not null,
  keywords text[] not null,
  source text not null
);
comment on table dimensions is 'scale:reference';

-- Which dimensions of PAPI an item serves, and why: data, editable.
create table item_dimensions (
  item_id uuid not null references plan_items (id),
  dimension integer not null check (dimension between 1 and 8),
  reason text not null,
  linked_at timestamptz not null,
  linked_by uuid,
  primary key (item_id, dimension)
);
comment on table item_dimensions is 'scale:local';

create table plan_publications (
  id uuid primary key,
  plan_id uuid not null references plans (id),
  published_at timestamptz not null,
  published_by uuid,
  obligations integer not null,
  duties integer not null
);
comment on table plan_publications is 'scale:local';
create index plan_publications_plan on plan_publications (plan_id);
