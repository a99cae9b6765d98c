-- Letters of apology and extension: what each says, sealed, and its dated steps. The newest version of a template is in force.
create table letter_templates (
  code text not null,
  version integer not null,
  template jsonb not null,
  saved_at timestamptz not null,
  saved_by uuid,
  primary key (code, version)
);
comment on table letter_templates is 'scale:reference';

create table letters (
  unit_id uuid not null references units (id),
  id uuid not null,
  code text not null,
  template_version integer not null,
  due_at timestamptz not null,
  new_due_at timestamptz not null,
  -- What is filled in, the applicant's name among it.
  content text not null,
  -- Why it is late, for the lists of the office.
  reason text not null,
  primary key (unit_id, id)
);
comment on table letters is 'scale:distributed(unit_id)';
create index letters_code on letters (unit_id, code);

create table letter_steps (
  unit_id uuid not null references units (id),
  letter_id uuid not null,
  step text not null check (step in ('drafted', 'approved', 'signed', 'sent', 'withdrawn')),
  at timestamptz not null,
  -- Null: the system.
  by_person uuid,
  sent_by text check (sent_by in ('mail', 'paper')),
  primary key (unit_id, letter_id, step),
  foreign key (unit_id, letter_id) references letters (unit_id, id),
  check ((step = 'sent') = (sent_by is not null))
);
comment on table letter_steps is 'scale:distributed(unit_id)';
