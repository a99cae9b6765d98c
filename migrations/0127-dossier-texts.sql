-- What is only kept and handed back is text: the program writes and reads it, the database need not look into it.
alter table dossier_events alter column data type text using data::text;
alter table dossiers alter column dossier type text using dossier::text;
alter table dossiers alter column counted type text using counted::text;
update dossier_waiting
  set item = jsonb_set(item, '{event,data}', to_jsonb((item #> '{event,data}')::text));
update dossier_inbox set items = (
  select jsonb_agg(jsonb_set(i, '{event,data}', to_jsonb((i #> '{event,data}')::text)) order by place)::text
  from jsonb_array_elements(items::jsonb) with ordinality as t(i, place));

-- What is worked out from the events of a unit asks for no unit of its own: the events do, and nothing else writes here.
alter table dossiers drop constraint dossiers_unit_id_fkey;
alter table dossier_turns drop constraint dossier_turns_unit_id_fkey;
alter table dossier_tallies drop constraint dossier_tallies_unit_id_fkey;
alter table dossier_days drop constraint dossier_days_unit_id_fkey;
alter table dossier_late_days drop constraint dossier_late_days_unit_id_fkey;
alter table dossier_months drop constraint dossier_months_unit_id_fkey;
