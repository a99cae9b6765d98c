-- The trail is read by unit, by deed and by person, the newest first.
create index events_unit_at on events (unit_id, at desc);
create index events_verb_at on events (verb, at desc, unit_id);
create index events_person_at on events (person_id, at desc, unit_id);
create index events_subject_begins on events (lower(subject) text_pattern_ops);
create index events_subject_ends on events (reverse(lower(subject)) text_pattern_ops);

-- Which deeds occur in a unit at all, for the filter; a row with the first event of its kind.
create table event_verbs (
  unit_id uuid not null,
  verb text not null,
  primary key (unit_id, verb)
);
comment on table event_verbs is 'scale:distributed(unit_id)';
insert into event_verbs (unit_id, verb) select distinct unit_id, verb from events;
