-- A due day names the calendar version that gave it; a changed calendar is a new version.
create table calendars (
  version text primary key,
  covers_from date not null,
  covers_to date not null,
  source text not null,
  loaded_at timestamptz not null
);
comment on table calendars is 'scale:reference';

create table calendar_days (
  version text not null references calendars (version),
  day date not null,
  is_working boolean not null,
  kind text not null,
  name text,
  status text,
  source text,
  primary key (version, day)
);
comment on table calendar_days is 'scale:reference';
