-- Who follows whom is recorded by people and programs too: by whom, when, and taken back with a reason.
alter table unit_successions add column id uuid;
update unit_successions set id = gen_random_uuid();
alter table unit_successions alter column id set not null;
alter table unit_successions drop constraint unit_successions_pkey;
alter table unit_successions add primary key (id);
alter table unit_successions add column recorded_at timestamptz;
alter table unit_successions add column recorded_by uuid;
alter table unit_successions add column withdrawn_at timestamptz;
alter table unit_successions add column withdrawn_by uuid;
alter table unit_successions add column withdrawal_reason text;
alter table unit_successions add check ((withdrawn_at is null) = (withdrawal_reason is null));
create unique index unit_successions_standing on unit_successions (from_id, to_id, effective_on)
  where withdrawn_at is null;
