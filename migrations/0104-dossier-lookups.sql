-- How often an address asked about dossiers, a minute at a time: kept for some minutes, and only as a hash.
create table dossier_lookups (
  address text not null,
  minute timestamptz not null,
  count integer not null,
  primary key (address, minute)
);
comment on table dossier_lookups is 'scale:local';
