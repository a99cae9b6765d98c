-- What the integrity desk found: a look at the dossiers of a unit that started in a month, with every sign it saw. Looks are
-- added and never changed; the newest of a month speaks.
create table integrity_looks (
  unit_id uuid not null references units (id),
  month date not null check (extract(day from month) = 1),
  at timestamptz not null,
  -- Mark of the detectors and of the readings of time that were used.
  detectors text not null,
  dossiers integer not null check (dossiers >= 0),
  primary key (unit_id, month, at)
);
comment on table integrity_looks is 'scale:distributed(unit_id)';

create table integrity_signs (
  unit_id uuid not null references units (id),
  month date not null,
  at timestamptz not null,
  detector text not null,
  code text not null,
  -- For signs of one day.
  seen_on date,
  -- Instants and counts, never who.
  seen jsonb not null,
  primary key (unit_id, month, at, detector, code),
  foreign key (unit_id, month, at) references integrity_looks (unit_id, month, at)
);
comment on table integrity_signs is 'scale:distributed(unit_id)';
create index integrity_signs_code on integrity_signs (unit_id, code);

-- What a person says of a sign on a dossier. The newest row speaks; one that undoes leaves the sign as it was found.
create table integrity_verdicts (
  unit_id uuid not null references units (id),
  id uuid not null,
  code text not null,
  detector text not null,
  verdict text not null check (verdict in ('confirmed', 'set-aside', 'undone')),
  reason text not null,
  at timestamptz not null,
  by_person uuid not null,
  primary key (unit_id, id)
);
comment on table integrity_verdicts is 'scale:distributed(unit_id)';
create index integrity_verdicts_code on integrity_verdicts (unit_id, code, detector, at);
