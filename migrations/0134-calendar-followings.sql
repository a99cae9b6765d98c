-- By which version of the working calendar what is kept ready was counted: a newer one in force is followed in the background.

create table calendar_followings (
  what text primary key,
  version text not null references calendars (version),
  followed_at timestamptz not null
);
comment on table calendar_followings is 'scale:reference';

insert into calendar_followings (what, version, followed_at)
select what, c.version, c.loaded_at
from (select version, loaded_at from calendars order by loaded_at desc, version desc limit 1) c,
  unnest(array['dossiers', 'petitions']) as what;
