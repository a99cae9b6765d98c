-- What is only kept and handed back is text that is JSON, not a tree: nobody asks the database what stands in it.
alter table dossier_events alter column data type json using data::json;
alter table dossiers alter column dossier type json using dossier::json;
alter table dossier_batches alter column results type json using results::json;
alter table dossier_results alter column results type json using results::json;

-- What of a dossier is counted stands in its own row, each counter at its place.
alter table dossiers add column counted json;
update dossiers d set counted = (
  select json_build_object('procedure', c.rows->'procedure', 'channel', c.rows->'channel', 'rows',
    coalesce((
      select json_agg(json_build_object('startedOn', r->'startedOn', 'day', r->'day', 'n', (
        select json_agg(coalesce((r->'numbers'->>name)::integer, 0) order by place)
        from unnest(array['received', 'accepted', 'ended', 'endedLate', 'openLate', 'late', 'complained',
          'unsatisfied', 'givesResult', 'finishedGivesResult', 'hasResult', 'digitised', 'reused', 'fromStore',
          'verified', 'owes', 'paidOnline', 'onlineWithResult']) with ordinality as names(name, place))))
      from jsonb_array_elements(c.rows->'rows') as r), '[]'::json))
  from dossier_counted c where c.unit_id = d.unit_id and c.code = d.code);
alter table dossiers alter column counted set not null;
drop table dossier_counted;
