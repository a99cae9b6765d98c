-- 2.2 of the index, how long finished dossiers took: sums that any unit above can add up, by procedure and by what its limit is told
-- in, beside the counters of the day the dossier was accepted.

alter table dossier_tallies add column worked integer not null default 0;
alter table dossier_tallies add column worked_seconds bigint not null default 0;
alter table dossier_tallies add column passed integer not null default 0;
alter table dossier_tallies add column passed_seconds bigint not null default 0;
alter table dossier_months add column worked integer not null default 0;
alter table dossier_months add column worked_seconds bigint not null default 0;
alter table dossier_months add column passed integer not null default 0;
alter table dossier_months add column passed_seconds bigint not null default 0;

-- Dossiers that were counted without them are counted anew in the background.
alter table calendar_followings alter column version drop not null;
update calendar_followings set version = null
where what = 'dossiers' and exists (select 1 from dossier_versions);
