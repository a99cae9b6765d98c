-- Which units a cycle scores stands with the cycle: asked for without looking at every unit's rows.

alter table criteria_cycles add column unit_ids uuid[] not null default '{}';
update criteria_cycles c set unit_ids = u.ids
from (select cycle_id, array_agg(unit_id) as ids from criteria_cycle_units group by cycle_id) u
where u.cycle_id = c.id;
