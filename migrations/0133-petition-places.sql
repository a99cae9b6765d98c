-- A petition that several units show counts once at the units above them. The few of which there are several are found by the
-- place of each unit among those that showed it, so that each writes its own row and no other.

alter table petition_keys add column place integer not null default 1 check (place > 0);

update petition_keys k set place = r.place
from (
  select m.code, m.unit_id, row_number() over (partition by m.code order by min(m.received_at), m.unit_id) as place
  from petition_messages m group by m.code, m.unit_id
) r
where r.code = k.code and r.unit_id = k.unit_id;

create index petition_keys_several on petition_keys (code) where place > 1;
