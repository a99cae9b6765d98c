-- Printed from a migrated database by `bin/congtam docs`. Do not edit.

-- scale:distributed(unit_id)
create table acceptances (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  accepted_at timestamp with time zone not null,
  accepted_by uuid,
  note text not null default ''::text,
  delegation_id uuid,
  PRIMARY KEY (unit_id, submission_id, duty_id),
  FOREIGN KEY (unit_id, submission_id, duty_id) REFERENCES submission_lines(unit_id, submission_id, duty_id)
);

-- scale:local
create table api_token_revocations (
  token_id uuid not null,
  revoked_at timestamp with time zone not null,
  revoked_by uuid,
  reason text not null default ''::text,
  PRIMARY KEY (token_id),
  FOREIGN KEY (revoked_by) REFERENCES people(id),
  FOREIGN KEY (token_id) REFERENCES api_tokens(id)
);

-- scale:local
create table api_tokens (
  id uuid not null,
  unit_id uuid not null,
  name text not null,
  token_hash text not null,
  ending text not null,
  scopes text[] not null,
  requests_per_minute integer not null,
  issued_at timestamp with time zone not null,
  issued_by uuid,
  expires_on date not null,
  used_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (token_hash),
  FOREIGN KEY (issued_by) REFERENCES people(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (cardinality(scopes) > 0),
  CHECK (length(TRIM(BOTH FROM name)) > 0),
  CHECK (requests_per_minute > 0)
);

CREATE INDEX api_tokens_unit ON api_tokens USING btree (unit_id);

-- scale:reference
create table body_settlements (
  id uuid not null,
  folded text not null,
  wording text not null,
  unit_id uuid,
  group_code text,
  settled_at timestamp with time zone not null,
  settled_by uuid,
  withdrawn_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (group_code) REFERENCES unit_groups(code),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK ((unit_id IS NULL) <> (group_code IS NULL))
);

CREATE UNIQUE INDEX body_settlements_standing ON body_settlements USING btree (folded) WHERE (withdrawn_at IS NULL);

-- scale:reference
create table calendar_days (
  version text not null,
  day date not null,
  is_working boolean not null,
  kind text not null,
  name text,
  status text,
  source text,
  PRIMARY KEY (version, day),
  FOREIGN KEY (version) REFERENCES calendars(version)
);

CREATE INDEX calendar_days_exceptions ON calendar_days USING btree (version, day) WHERE (is_working <> (EXTRACT(isodow FROM day) < (6)::numeric));

-- scale:reference
create table calendar_followings (
  what text not null,
  version text,
  followed_at timestamp with time zone not null,
  PRIMARY KEY (what),
  FOREIGN KEY (version) REFERENCES calendars(version)
);

-- scale:reference
create table calendars (
  version text not null,
  covers_from date not null,
  covers_to date not null,
  source text not null,
  loaded_at timestamp with time zone not null,
  PRIMARY KEY (version)
);

-- scale:local
create table channel_attempts (
  id uuid not null,
  message_id uuid not null,
  tried_at timestamp with time zone not null,
  outcome text not null,
  code text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (message_id) REFERENCES channel_messages(id),
  CHECK (outcome = ANY (ARRAY['delivered'::text, 'failed'::text, 'abandoned'::text]))
);

CREATE INDEX channel_attempts_message ON channel_attempts USING btree (message_id);

-- scale:local
create table channel_messages (
  id uuid not null,
  key text not null,
  kind text not null,
  phone text,
  text text,
  queued_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (key)
);

-- scale:distributed(unit_id)
create table closing_duties (
  unit_id uuid not null,
  closing_id uuid not null,
  duty_id uuid not null,
  fate text not null,
  reason text not null default ''::text,
  PRIMARY KEY (unit_id, closing_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  CHECK ((fate = 'carried'::text) OR (length(TRIM(BOTH FROM reason)) > 0)),
  CHECK (fate = ANY (ARRAY['carried'::text, 'dropped'::text]))
);

CREATE INDEX closing_duties_closing ON closing_duties USING btree (closing_id, unit_id);

-- scale:local
create table closing_exceptions (
  id uuid not null,
  closing_id uuid not null,
  unit_id uuid not null,
  until_on date not null,
  reason text not null,
  granted_at timestamp with time zone not null,
  granted_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (closing_id) REFERENCES plan_closings(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

CREATE INDEX closing_exceptions_closing ON closing_exceptions USING btree (closing_id);

-- scale:distributed(unit_id)
create table closing_figures (
  unit_id uuid not null,
  closing_id uuid not null,
  obligation_id uuid not null,
  total integer not null,
  expected integer not null,
  sent integer not null,
  on_time integer not null,
  accepted integer not null,
  returned integer not null,
  overdue integer not null,
  PRIMARY KEY (unit_id, closing_id, obligation_id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX closing_figures_closing ON closing_figures USING btree (closing_id, unit_id);

-- scale:distributed(unit_id)
create table criteria_answers (
  unit_id uuid not null,
  cycle_id uuid not null,
  agrees boolean not null,
  text text not null,
  objections jsonb not null,
  answered_at timestamp with time zone not null,
  answered_by uuid,
  PRIMARY KEY (unit_id, cycle_id),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id)
);

-- scale:distributed(unit_id)
create table criteria_appraisals (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  line text not null,
  value numeric,
  not_applicable boolean not null,
  reason text not null,
  appraised_at timestamp with time zone not null,
  appraised_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id),
  CHECK (not_applicable = (value IS NULL)),
  CHECK (value >= (0)::numeric)
);

CREATE UNIQUE INDEX criteria_appraisals_standing ON criteria_appraisals USING btree (unit_id, cycle_id, line) WHERE (replaced_at IS NULL);

-- scale:distributed(unit_id)
create table criteria_conclusions (
  unit_id uuid not null,
  cycle_id uuid not null,
  round integer not null,
  note text not null,
  concluded_at timestamp with time zone not null,
  concluded_by uuid,
  PRIMARY KEY (unit_id, cycle_id, round),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id),
  CHECK (round = ANY (ARRAY[1, 2]))
);

-- scale:distributed(unit_id)
create table criteria_cycle_units (
  unit_id uuid not null,
  cycle_id uuid not null,
  PRIMARY KEY (unit_id, cycle_id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX criteria_cycle_units_cycle ON criteria_cycle_units USING btree (cycle_id);

-- scale:local
create table criteria_cycles (
  id uuid not null,
  unit_id uuid not null,
  version_id uuid not null,
  slug text not null,
  name text not null,
  from_on date not null,
  to_on date not null,
  opens_on date not null,
  self_by date not null,
  appraise_by date not null,
  answer_by date not null,
  previous_id uuid,
  opened_at timestamp with time zone not null,
  opened_by uuid,
  unit_ids uuid[] not null default '{}'::uuid[],
  PRIMARY KEY (id),
  UNIQUE (slug),
  FOREIGN KEY (previous_id) REFERENCES criteria_cycles(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  FOREIGN KEY (version_id) REFERENCES criteria_versions(id),
  CHECK ((from_on <= to_on) AND (opens_on <= self_by) AND (self_by <= appraise_by) AND (appraise_by <= answer_by)),
  CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);

-- scale:distributed(unit_id)
create table criteria_decisions (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  rule text not null,
  kind text not null,
  agreed boolean not null,
  note text not null,
  facts jsonb not null,
  decided_at timestamp with time zone not null,
  decided_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id),
  CHECK (kind = ANY (ARRAY['commend'::text, 'criticise'::text]))
);

CREATE UNIQUE INDEX criteria_decisions_standing ON criteria_decisions USING btree (unit_id, cycle_id, rule) WHERE (replaced_at IS NULL);

-- scale:local
create table criteria_edits (
  id uuid not null,
  version_id uuid not null,
  what text not null,
  before jsonb not null,
  made_at timestamp with time zone not null,
  made_by uuid,
  undone_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (version_id) REFERENCES criteria_versions(id)
);

CREATE INDEX criteria_edits_version ON criteria_edits USING btree (version_id, id) WHERE (undone_at IS NULL);

-- scale:distributed(unit_id)
create table criteria_evidence (
  unit_id uuid not null,
  id uuid not null,
  cycle_id uuid not null,
  line text not null,
  kind text not null,
  title text not null,
  file_hash text,
  thumbnail_hash text,
  mime text,
  size bigint,
  url text,
  taken_on date,
  added_at timestamp with time zone not null,
  added_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id)
);

CREATE INDEX criteria_evidence_cycle ON criteria_evidence USING btree (unit_id, cycle_id) WHERE (withdrawn_at IS NULL);

-- scale:local
create table criteria_publications (
  id uuid not null,
  cycle_id uuid not null,
  result jsonb not null,
  hash text not null,
  published_at timestamp with time zone not null,
  published_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (cycle_id) REFERENCES criteria_cycles(id)
);

CREATE UNIQUE INDEX criteria_publications_standing ON criteria_publications USING btree (cycle_id) WHERE (withdrawn_at IS NULL);

-- scale:distributed(unit_id)
create table criteria_scores (
  unit_id uuid not null,
  cycle_id uuid not null,
  line text not null,
  value numeric,
  not_applicable boolean not null,
  note text not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  PRIMARY KEY (unit_id, cycle_id, line),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id),
  CHECK (value >= (0)::numeric)
);

-- scale:distributed(unit_id)
create table criteria_sendings (
  unit_id uuid not null,
  cycle_id uuid not null,
  note text not null,
  sent_at timestamp with time zone not null,
  sent_on date not null,
  sent_by uuid,
  handed_back_at timestamp with time zone,
  handed_back_by uuid,
  reason text,
  correct_by date,
  PRIMARY KEY (unit_id, cycle_id, sent_at),
  FOREIGN KEY (unit_id, cycle_id) REFERENCES criteria_cycle_units(unit_id, cycle_id),
  CHECK (((handed_back_at IS NULL) = (reason IS NULL)) AND ((handed_back_at IS NULL) = (correct_by IS NULL)))
);

CREATE UNIQUE INDEX criteria_sendings_standing ON criteria_sendings USING btree (unit_id, cycle_id) WHERE (handed_back_at IS NULL);

-- scale:local
create table criteria_sets (
  id uuid not null,
  unit_id uuid not null,
  code text not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  PRIMARY KEY (id),
  UNIQUE (code),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text)
);

-- scale:local
create table criteria_versions (
  id uuid not null,
  set_id uuid not null,
  number integer not null,
  document jsonb not null,
  based_on_id uuid,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  published_at timestamp with time zone,
  published_by uuid,
  PRIMARY KEY (id),
  UNIQUE (set_id, number),
  FOREIGN KEY (based_on_id) REFERENCES criteria_versions(id),
  FOREIGN KEY (set_id) REFERENCES criteria_sets(id),
  CHECK (number > 0)
);

-- scale:local
create table delegations (
  id uuid not null,
  unit_id uuid not null,
  post_id uuid not null,
  given_by uuid not null,
  to_person_id uuid not null,
  permissions text[] not null,
  valid_from date not null,
  valid_to date not null,
  reason text not null default ''::text,
  given_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (given_by) REFERENCES people(id),
  FOREIGN KEY (post_id) REFERENCES posts(id),
  FOREIGN KEY (to_person_id) REFERENCES people(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (cardinality(permissions) > 0),
  CHECK (valid_to > valid_from)
);

CREATE INDEX delegations_person ON delegations USING btree (to_person_id, valid_to);

CREATE INDEX delegations_post ON delegations USING btree (post_id);

-- scale:reference
create table dimensions (
  no integer not null,
  name text not null,
  name_en text not null,
  keywords text[] not null,
  source text not null,
  PRIMARY KEY (no)
);

-- scale:local
create table dossier_batches (
  id uuid not null,
  unit_id uuid not null,
  source text not null,
  received_at timestamp with time zone not null,
  items integer not null,
  results json not null,
  PRIMARY KEY (id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX dossier_batches_source ON dossier_batches USING btree (source, received_at);

-- scale:distributed(unit_id)
create table dossier_days (
  unit_id uuid not null,
  day date not null,
  received integer not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  gives_result integer not null,
  finished_gives_result integer not null,
  has_result integer not null,
  digitised integer not null,
  reused integer not null,
  from_store integer not null,
  verified integer not null,
  owes integer not null,
  paid_online integer not null,
  online_with_result integer not null,
  received_online integer not null,
  PRIMARY KEY (unit_id, day)
);

-- scale:distributed(unit_id)
create table dossier_events (
  unit_id uuid not null,
  code text not null,
  received_at timestamp with time zone not null,
  id text not null,
  happened_at timestamp with time zone not null,
  kind text not null,
  data text not null,
  rest text,
  batch_id uuid not null,
  PRIMARY KEY (unit_id, code, received_at, id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (kind = ANY (ARRAY['picture'::text, 'progress'::text, 'deletion'::text]))
);

CREATE INDEX dossier_events_received ON dossier_events USING btree (unit_id, received_at);

-- scale:local
create table dossier_inbox (
  batch_id uuid not null,
  unit_id uuid not null,
  received_at timestamp with time zone not null,
  items text not null,
  PRIMARY KEY (batch_id, unit_id),
  FOREIGN KEY (batch_id) REFERENCES dossier_batches(id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX dossier_inbox_order ON dossier_inbox USING btree (received_at, batch_id);

CREATE INDEX dossier_inbox_unit ON dossier_inbox USING btree (unit_id, received_at);

-- scale:distributed(code)
create table dossier_keys (
  code text not null,
  unit_id uuid not null,
  PRIMARY KEY (code)
);

-- scale:distributed(unit_id)
create table dossier_late_days (
  unit_id uuid not null,
  started_on date not null,
  day date not null,
  late integer not null,
  complained integer not null,
  unsatisfied integer not null,
  PRIMARY KEY (unit_id, started_on, day)
);

-- scale:local
create table dossier_lookups (
  address text not null,
  minute timestamp with time zone not null,
  count integer not null,
  PRIMARY KEY (address, minute)
);

-- scale:distributed(unit_id)
create table dossier_months (
  unit_id uuid not null,
  month date not null,
  procedure text not null,
  received_online integer not null,
  paid_online integer not null,
  verified integer not null,
  worked integer not null default 0,
  worked_seconds bigint not null default 0,
  passed integer not null default 0,
  passed_seconds bigint not null default 0,
  PRIMARY KEY (unit_id, month, procedure)
);

-- scale:local
create table dossier_results (
  batch_id uuid not null,
  unit_id uuid not null,
  taken_at timestamp with time zone not null,
  results json not null,
  PRIMARY KEY (batch_id, unit_id),
  FOREIGN KEY (batch_id) REFERENCES dossier_batches(id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

-- scale:reference
create table dossier_rules (
  valid_from date not null,
  readings jsonb not null,
  hours jsonb not null,
  resident_databases text[] not null,
  source text not null,
  PRIMARY KEY (valid_from)
);

-- scale:distributed(unit_id)
create table dossier_tallies (
  unit_id uuid not null,
  day date not null,
  procedure text not null,
  channel text not null,
  received integer not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  gives_result integer not null,
  finished_gives_result integer not null,
  has_result integer not null,
  digitised integer not null,
  reused integer not null,
  from_store integer not null,
  verified integer not null,
  owes integer not null,
  paid_online integer not null,
  online_with_result integer not null,
  worked integer not null default 0,
  worked_seconds bigint not null default 0,
  passed integer not null default 0,
  passed_seconds bigint not null default 0,
  PRIMARY KEY (unit_id, day, procedure, channel)
);

-- scale:distributed(unit_id)
create table dossier_turns (
  unit_id uuid not null,
  code text not null,
  at timestamp with time zone not null,
  started_on date not null,
  accepted integer not null,
  ended integer not null,
  ended_late integer not null,
  open_late integer not null,
  late integer not null,
  unsatisfied integer not null,
  PRIMARY KEY (unit_id, code, at)
);

CREATE INDEX dossier_turns_at ON dossier_turns USING btree (unit_id, at);

-- scale:distributed(unit_id)
create table dossier_versions (
  unit_id uuid not null,
  version bigint not null,
  last_received_at timestamp with time zone not null,
  PRIMARY KEY (unit_id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

-- scale:distributed(code)
create table dossier_waiting (
  code text not null,
  id text not null,
  received_at timestamp with time zone not null,
  item jsonb not null,
  PRIMARY KEY (code, id, received_at)
);

-- scale:distributed(unit_id)
create table dossiers (
  unit_id uuid not null,
  code text not null,
  procedure text not null,
  channel text not null,
  status smallint not null,
  submitted_at timestamp with time zone,
  accepted_at timestamp with time zone,
  first_due_at timestamp with time zone,
  due_at timestamp with time zone,
  ended_at timestamp with time zone,
  dossier text not null,
  started_at timestamp with time zone not null,
  due_in_force_at timestamp with time zone,
  soon_at timestamp with time zone,
  paused_at timestamp with time zone,
  outcome text,
  counted text not null,
  PRIMARY KEY (unit_id, code),
  CHECK ((status >= 1) AND (status <= 10)),
  CHECK (channel = ANY (ARRAY['direct'::text, 'online'::text, 'postal'::text])),
  CHECK (outcome = ANY (ARRAY['finished-early'::text, 'finished-on-time'::text, 'finished-late'::text, 'ended'::text]))
);

CREATE INDEX dossiers_accepted ON dossiers USING btree (unit_id, accepted_at) INCLUDE (procedure, channel, ended_at, due_in_force_at, paused_at);

CREATE INDEX dossiers_open ON dossiers USING btree (unit_id, due_in_force_at) WHERE (outcome IS NULL);

CREATE INDEX dossiers_procedure ON dossiers USING btree (unit_id, procedure, accepted_at);

CREATE INDEX dossiers_started ON dossiers USING btree (started_at, code);

-- scale:distributed(unit_id)
create table draft_lines (
  unit_id uuid not null,
  duty_id uuid not null,
  period text not null,
  state text not null,
  progress text not null,
  quantity numeric,
  hindrance text not null default ''::text,
  hindrance_kind text,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  PRIMARY KEY (unit_id, duty_id, period),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  CHECK (state = ANY (ARRAY['done'::text, 'in-progress'::text, 'not-started'::text]))
);

-- scale:distributed(unit_id)
create table due_days (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  due_on date not null,
  source text not null,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0),
  CHECK (source = ANY (ARRAY['extension'::text, 'reassignment'::text]))
);

CREATE UNIQUE INDEX due_days_in_force ON due_days USING btree (unit_id, duty_id) WHERE (replaced_at IS NULL);

-- scale:distributed(unit_id)
create table duties (
  unit_id uuid not null,
  id uuid not null,
  obligation_id uuid not null,
  plan_id uuid,
  period text not null,
  milestone integer not null default 1,
  opens_on date not null,
  due_on date not null,
  nominal_on date not null,
  rule text not null,
  recurring boolean not null,
  target numeric,
  calendar_version text not null,
  spawned_at timestamp with time zone not null,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, obligation_id, period, milestone),
  FOREIGN KEY (obligation_id) REFERENCES obligations(id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX duties_due ON duties USING btree (unit_id, due_on);

CREATE INDEX duties_obligation ON duties USING btree (obligation_id, unit_id);

CREATE INDEX duties_plan ON duties USING btree (plan_id, period, unit_id);

-- scale:distributed(unit_id)
create table duty_endings (
  unit_id uuid not null,
  duty_id uuid not null,
  ended_on date not null,
  reason text not null,
  ended_by uuid,
  PRIMARY KEY (unit_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id)
);

-- scale:distributed(unit_id)
create table duty_outcomes (
  unit_id uuid not null,
  duty_id uuid not null,
  plan_id uuid not null,
  submission_id uuid not null,
  reviewer_id uuid not null,
  submitted_at timestamp with time zone not null,
  satisfies boolean not null,
  counts_on date not null,
  accepted_at timestamp with time zone,
  returned_at timestamp with time zone,
  reason text,
  correct_by date,
  PRIMARY KEY (unit_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id)
);

CREATE INDEX duty_outcomes_plan ON duty_outcomes USING btree (plan_id);

CREATE INDEX duty_outcomes_waiting ON duty_outcomes USING btree (reviewer_id, submitted_at) WHERE ((accepted_at IS NULL) AND (returned_at IS NULL));

-- scale:distributed(unit_id)
create table duty_posts (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  post_id uuid,
  reason text not null default ''::text,
  assigned_at timestamp with time zone not null,
  assigned_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id)
);

CREATE UNIQUE INDEX duty_posts_in_force ON duty_posts USING btree (unit_id, duty_id) WHERE (replaced_at IS NULL);

-- scale:distributed(unit_id)
create table event_cursors (
  unit_id uuid not null,
  seq bigint not null,
  PRIMARY KEY (unit_id),
  CHECK (seq >= 0)
);

-- scale:distributed(unit_id)
create table event_heads (
  unit_id uuid not null,
  seq bigint not null,
  hash text not null,
  PRIMARY KEY (unit_id),
  CHECK (seq >= 0)
);

-- scale:distributed(unit_id)
create table event_verbs (
  unit_id uuid not null,
  verb text not null,
  PRIMARY KEY (unit_id, verb)
);

-- scale:distributed(unit_id)
create table events (
  unit_id uuid not null,
  seq bigint not null,
  id uuid not null,
  at timestamp with time zone not null,
  verb text not null,
  subject text not null,
  person_id uuid,
  post_id uuid,
  details jsonb not null,
  previous_hash text not null,
  hash text not null,
  PRIMARY KEY (unit_id, seq),
  CHECK (seq > 0)
);

CREATE INDEX events_at ON events USING btree (at DESC, unit_id);

CREATE INDEX events_person_at ON events USING btree (person_id, at DESC, unit_id);

CREATE INDEX events_subject ON events USING btree (unit_id, subject);

CREATE INDEX events_subject_begins ON events USING btree (lower(subject) text_pattern_ops);

CREATE INDEX events_subject_ends ON events USING btree (reverse(lower(subject)) text_pattern_ops);

CREATE INDEX events_unit_at ON events USING btree (unit_id, at DESC);

CREATE INDEX events_verb_at ON events USING btree (verb, at DESC, unit_id);

-- scale:distributed(unit_id)
create table evidence (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  period text not null,
  kind text not null,
  title text not null,
  file_hash text,
  thumbnail_hash text,
  mime text,
  size bigint,
  url text,
  taken_on date,
  added_at timestamp with time zone not null,
  added_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  CHECK ((file_hash IS NULL) <> (url IS NULL)),
  CHECK (kind = ANY (ARRAY['photo'::text, 'pdf'::text, 'document'::text, 'spreadsheet'::text, 'minutes'::text, 'link'::text]))
);

CREATE INDEX evidence_duty ON evidence USING btree (unit_id, duty_id);

-- scale:distributed(unit_id)
create table extension_line_decisions (
  unit_id uuid not null,
  request_id uuid not null,
  duty_id uuid not null,
  granted_on date,
  reason text not null default ''::text,
  decided_at timestamp with time zone not null,
  decided_by uuid,
  PRIMARY KEY (unit_id, request_id, duty_id),
  FOREIGN KEY (unit_id, request_id, duty_id) REFERENCES extension_lines(unit_id, request_id, duty_id),
  CHECK ((granted_on IS NOT NULL) OR (length(TRIM(BOTH FROM reason)) > 0))
);

-- scale:distributed(unit_id)
create table extension_lines (
  unit_id uuid not null,
  request_id uuid not null,
  duty_id uuid not null,
  due_on date not null,
  in_time boolean not null,
  PRIMARY KEY (unit_id, request_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  FOREIGN KEY (unit_id, request_id) REFERENCES extension_requests(unit_id, id)
);

CREATE INDEX extension_lines_duty ON extension_lines USING btree (unit_id, duty_id);

-- scale:distributed(unit_id)
create table extension_requests (
  unit_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  reviewer_id uuid not null,
  reason text not null,
  wanted_on date not null,
  asked_on date not null,
  asked_at timestamp with time zone not null,
  asked_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (reviewer_id) REFERENCES units(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

CREATE INDEX extension_requests_reviewer ON extension_requests USING btree (reviewer_id, asked_at);

-- scale:distributed(unit_id)
create table extension_withdrawals (
  unit_id uuid not null,
  request_id uuid not null,
  withdrawn_at timestamp with time zone not null,
  withdrawn_by uuid,
  PRIMARY KEY (unit_id, request_id),
  FOREIGN KEY (unit_id, request_id) REFERENCES extension_requests(unit_id, id)
);

-- scale:local
create table factor_removals (
  id uuid not null,
  factor_id uuid not null,
  person_id uuid not null,
  reason text not null,
  asked_by uuid,
  asked_at timestamp with time zone not null,
  approved_by uuid,
  approved_at timestamp with time zone,
  declined_by uuid,
  declined_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (factor_id) REFERENCES second_factors(id),
  FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE INDEX factor_removals_person ON factor_removals USING btree (person_id);

CREATE UNIQUE INDEX factor_removals_open ON factor_removals USING btree (factor_id) WHERE ((approved_at IS NULL) AND (declined_at IS NULL));

-- scale:distributed(unit_id)
create table form_opening_decisions (
  unit_id uuid not null,
  opening_id uuid not null,
  approved boolean not null,
  note text not null default ''::text,
  decided_at timestamp with time zone not null,
  decided_by uuid not null,
  PRIMARY KEY (unit_id, opening_id),
  FOREIGN KEY (unit_id, opening_id) REFERENCES form_openings(unit_id, id)
);

-- scale:distributed(unit_id)
create table form_openings (
  unit_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  period text not null,
  reason text not null,
  until date not null,
  asked_at timestamp with time zone not null,
  asked_by uuid not null,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

CREATE INDEX form_openings_form ON form_openings USING btree (unit_id, plan_id, period);

-- scale:distributed(unit_id)
create table form_saves (
  unit_id uuid not null,
  key uuid not null,
  answer jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  PRIMARY KEY (unit_id, key),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX form_saves_day ON form_saves USING btree (saved_at);

-- scale:local
create table grants (
  id uuid not null,
  post_id uuid not null,
  role text not null,
  scope_id uuid not null,
  valid_from date not null,
  valid_to date,
  granted_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (post_id) REFERENCES posts(id),
  FOREIGN KEY (scope_id) REFERENCES units(id)
);

CREATE INDEX grants_post ON grants USING btree (post_id);

-- scale:distributed(unit_id)
create table hindrance_answers (
  unit_id uuid not null,
  id uuid not null,
  hindrance_id uuid not null,
  text text not null,
  answered_at timestamp with time zone not null,
  answered_by uuid,
  closes boolean not null,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, hindrance_id) REFERENCES hindrances(unit_id, id),
  CHECK (length(TRIM(BOTH FROM text)) > 0)
);

-- scale:distributed(unit_id)
create table hindrances (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  submission_id uuid not null,
  kind text not null,
  text text not null,
  raised_at timestamp with time zone not null,
  raised_by uuid,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, submission_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id)
);

-- scale:reference
create table index_benchmarks (
  index text not null,
  code text not null,
  valid_from date not null,
  valid_to date not null,
  seen_on date not null,
  name text not null,
  total numeric not null,
  place integer,
  source text not null,
  PRIMARY KEY (index, code, valid_from, valid_to, seen_on),
  CHECK ((total >= (0)::numeric) AND (total <= (100)::numeric)),
  CHECK (place > 0),
  CHECK (valid_to >= valid_from)
);

-- scale:distributed(unit_id)
create table index_figures (
  unit_id uuid not null,
  index text not null,
  code text not null,
  valid_from date not null,
  valid_to date not null,
  numerator numeric,
  denominator numeric not null,
  source text not null,
  given_at timestamp with time zone not null,
  PRIMARY KEY (unit_id, index, code, valid_from, valid_to),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (denominator >= (0)::numeric),
  CHECK (numerator >= (0)::numeric),
  CHECK (valid_to >= valid_from)
);

-- scale:reference
create table index_versions (
  index text not null,
  version text not null,
  pack jsonb not null,
  loaded_at timestamp with time zone not null,
  PRIMARY KEY (index, version)
);

-- scale:distributed(unit_id)
create table integrity_looks (
  unit_id uuid not null,
  month date not null,
  at timestamp with time zone not null,
  detectors text not null,
  dossiers integer not null,
  PRIMARY KEY (unit_id, month, at),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (EXTRACT(day FROM month) = (1)::numeric),
  CHECK (dossiers >= 0)
);

-- scale:distributed(unit_id)
create table integrity_signs (
  unit_id uuid not null,
  month date not null,
  at timestamp with time zone not null,
  detector text not null,
  code text not null,
  seen_on date,
  seen jsonb not null,
  PRIMARY KEY (unit_id, month, at, detector, code),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  FOREIGN KEY (unit_id, month, at) REFERENCES integrity_looks(unit_id, month, at)
);

CREATE INDEX integrity_signs_code ON integrity_signs USING btree (unit_id, code);

-- scale:distributed(unit_id)
create table integrity_verdicts (
  unit_id uuid not null,
  id uuid not null,
  code text not null,
  detector text not null,
  verdict text not null,
  reason text not null,
  at timestamp with time zone not null,
  by_person uuid not null,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (verdict = ANY (ARRAY['confirmed'::text, 'set-aside'::text, 'undone'::text]))
);

CREATE INDEX integrity_verdicts_code ON integrity_verdicts USING btree (unit_id, code, detector, at);

-- scale:local
create table item_dimensions (
  item_id uuid not null,
  dimension integer not null,
  reason text not null,
  linked_at timestamp with time zone not null,
  linked_by uuid,
  PRIMARY KEY (item_id, dimension),
  FOREIGN KEY (item_id) REFERENCES plan_items(id),
  CHECK ((dimension >= 1) AND (dimension <= 8))
);

-- scale:local
create table kept_answers (
  owner text not null,
  key text not null,
  request_hash text not null,
  status integer not null,
  headers jsonb not null,
  body text not null,
  kept_at timestamp with time zone not null,
  PRIMARY KEY (owner, key)
);

CREATE INDEX kept_answers_kept ON kept_answers USING btree (kept_at);

-- scale:distributed(unit_id)
create table letter_steps (
  unit_id uuid not null,
  letter_id uuid not null,
  step text not null,
  at timestamp with time zone not null,
  by_person uuid,
  sent_by text,
  PRIMARY KEY (unit_id, letter_id, step),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  FOREIGN KEY (unit_id, letter_id) REFERENCES letters(unit_id, id),
  CHECK ((step = 'sent'::text) = (sent_by IS NOT NULL)),
  CHECK (sent_by = ANY (ARRAY['mail'::text, 'paper'::text])),
  CHECK (step = ANY (ARRAY['drafted'::text, 'approved'::text, 'signed'::text, 'sent'::text, 'withdrawn'::text]))
);

-- scale:reference
create table letter_templates (
  code text not null,
  version integer not null,
  template jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  PRIMARY KEY (code, version)
);

-- scale:distributed(unit_id)
create table letters (
  unit_id uuid not null,
  id uuid not null,
  code text not null,
  template_version integer not null,
  due_at timestamp with time zone not null,
  new_due_at timestamp with time zone not null,
  content text not null,
  reason text not null,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX letters_code ON letters USING btree (unit_id, code);

-- scale:local
create table mail_abandonments (
  mail_id uuid not null,
  abandoned_at timestamp with time zone not null,
  code text not null,
  PRIMARY KEY (mail_id),
  FOREIGN KEY (mail_id) REFERENCES mails(id)
);

-- scale:local
create table mail_deliveries (
  mail_id uuid not null,
  delivered_at timestamp with time zone not null,
  message_id text not null,
  PRIMARY KEY (mail_id),
  FOREIGN KEY (mail_id) REFERENCES mails(id)
);

-- scale:local
create table mail_failures (
  id uuid not null,
  mail_id uuid not null,
  failed_at timestamp with time zone not null,
  code text not null,
  PRIMARY KEY (id),
  FOREIGN KEY (mail_id) REFERENCES mails(id)
);

CREATE INDEX mail_failures_mail ON mail_failures USING btree (mail_id);

-- scale:local
create table mails (
  id uuid not null,
  key text not null,
  to_address text,
  subject text,
  text text,
  html text,
  queued_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (key),
  CHECK (key <> ''::text)
);

-- scale:local
create table migrations (
  name text not null,
  hash text not null,
  applied_at timestamp with time zone not null,
  PRIMARY KEY (name)
);

-- scale:local
create table notice_preferences (
  person_id uuid not null,
  by_mail boolean not null,
  by_message boolean not null,
  digest_at text not null,
  lang text not null,
  phone text,
  saved_at timestamp with time zone not null,
  PRIMARY KEY (person_id),
  FOREIGN KEY (person_id) REFERENCES people(id),
  CHECK (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'::text),
  CHECK (lang = ANY (ARRAY['vi'::text, 'en'::text]))
);

-- scale:local
create table notices (
  id uuid not null,
  person_id uuid not null,
  key text not null,
  kind text not null,
  unit_id uuid,
  href text not null,
  facts jsonb not null,
  lines jsonb not null default '[]'::jsonb,
  made_at timestamp with time zone not null,
  read_at timestamp with time zone,
  sent_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (key),
  FOREIGN KEY (person_id) REFERENCES people(id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX notices_person ON notices USING btree (person_id, made_at DESC);

CREATE INDEX notices_unread ON notices USING btree (person_id) WHERE (read_at IS NULL);

CREATE INDEX notices_unsent ON notices USING btree (person_id) WHERE (sent_at IS NULL);

-- scale:reference
create table obligation_units (
  obligation_id uuid not null,
  unit_id uuid not null,
  part text not null,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (obligation_id, unit_id, part, valid_from),
  FOREIGN KEY (obligation_id) REFERENCES obligations(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (part = ANY (ARRAY['lead'::text, 'supporting'::text]))
);

CREATE INDEX obligation_units_unit ON obligation_units USING btree (unit_id);

-- scale:reference
create table obligations (
  id uuid not null,
  source_kind text not null,
  source_id uuid not null,
  plan_id uuid,
  number text not null,
  position integer not null,
  title text not null,
  text text not null,
  search_key text not null,
  due jsonb not null,
  evidence_kinds text[] not null default '{}'::text[],
  quantity_name text,
  quantity_target numeric,
  dimensions integer[] not null default '{}'::integer[],
  begins_on date not null,
  ends_on date,
  PRIMARY KEY (id),
  CHECK (source_kind = ANY (ARRAY['plan-task'::text, 'plan-duty'::text, 'law'::text]))
);

CREATE INDEX obligations_plan ON obligations USING btree (plan_id);

CREATE INDEX obligations_source ON obligations USING btree (source_id);

-- scale:reference
create table papi_corrections (
  import_id uuid not null,
  year integer not null,
  item text not null,
  province text not null,
  before double precision not null,
  after double precision not null,
  PRIMARY KEY (import_id, year, item, province)
);

CREATE INDEX papi_corrections_score ON papi_corrections USING btree (year, item, province);

-- scale:reference
create table papi_documents (
  name text not null,
  content jsonb not null,
  hash text not null,
  loaded_at timestamp with time zone not null,
  PRIMARY KEY (name)
);

-- scale:reference
create table papi_group_sizes (
  year integer not null,
  item text not null,
  top integer not null,
  upper integer not null,
  lower integer not null,
  lowest integer not null,
  PRIMARY KEY (year, item),
  CHECK (lower >= 0),
  CHECK (lowest >= 0),
  CHECK (top >= 0),
  CHECK (upper >= 0)
);

-- scale:local
create table papi_imports (
  id uuid not null,
  file_name text not null,
  file_hash text not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  applied_at timestamp with time zone,
  applied_by uuid,
  summary jsonb,
  PRIMARY KEY (id)
);

-- scale:local
create table papi_lever_terms (
  id uuid not null,
  code text not null,
  within_year text not null,
  effort double precision not null,
  bound double precision,
  reason text not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (id),
  CHECK ((effort > (0)::double precision) AND (effort <= (100)::double precision)),
  CHECK (code ~ '^[1-8]\.[1-9]\.[0-9]{1,2}$'::text),
  CHECK (length(TRIM(BOTH FROM reason)) > 0),
  CHECK (within_year = ANY (ARRAY['yes'::text, 'partly'::text, 'no'::text]))
);

CREATE INDEX papi_lever_terms_code ON papi_lever_terms USING btree (code, set_at);

CREATE UNIQUE INDEX papi_lever_terms_in_force ON papi_lever_terms USING btree (code) WHERE (replaced_at IS NULL);

-- scale:local
create table papi_links (
  id uuid not null,
  plan_item_id uuid not null,
  item text not null,
  serves boolean not null,
  set_at timestamp with time zone not null,
  set_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX papi_links_in_force ON papi_links USING btree (plan_item_id, item) WHERE (replaced_at IS NULL);

-- scale:reference
create table papi_places (
  year integer not null,
  item text not null,
  province text not null,
  place integer not null,
  places integer not null,
  PRIMARY KEY (year, item, province),
  FOREIGN KEY (province) REFERENCES papi_provinces(code),
  CHECK ((place >= 1) AND (place <= places))
);

-- scale:reference
create table papi_precisions (
  year integer not null,
  item text not null,
  province text not null,
  se double precision,
  low double precision,
  high double precision,
  respondents integer,
  PRIMARY KEY (year, item, province),
  FOREIGN KEY (province) REFERENCES papi_provinces(code),
  CHECK (low <= high),
  CHECK (respondents > 0),
  CHECK (se > (0)::double precision)
);

-- scale:reference
create table papi_provinces (
  code text not null,
  name text not null,
  name_en text not null,
  key text not null,
  unit_2025 text not null,
  PRIMARY KEY (code),
  UNIQUE (key),
  CHECK (code ~ '^[1-9][0-9]?$'::text)
);

-- scale:distributed(unit_id)
create table papi_scenarios (
  unit_id uuid not null,
  id uuid not null,
  name text not null,
  year integer not null,
  province text not null,
  settings jsonb not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (length(TRIM(BOTH FROM name)) > 0)
);

-- scale:reference
create table papi_scores (
  year integer not null,
  item text not null,
  province text not null,
  score double precision not null,
  import_id uuid,
  PRIMARY KEY (year, item, province),
  FOREIGN KEY (province) REFERENCES papi_provinces(code),
  CHECK ((score <> 'NaN'::double precision) AND ((score > (0)::double precision) OR (item ~ '\..*\.'::text))),
  CHECK ((year >= 2009) AND (year <= 2100)),
  CHECK (item ~ '^(TOTAL|D[1-8]|[1-8]\.[1-9](\.[0-9]{1,2})?)$'::text)
);

-- scale:local
create table people (
  id uuid not null,
  name text not null,
  email text not null,
  password_hash text,
  sort_key text not null,
  search_key text not null,
  created_at timestamp with time zone not null,
  left_on date,
  PRIMARY KEY (id),
  UNIQUE (email),
  CHECK (email = lower(email))
);

-- scale:local
create table person_links (
  id uuid not null,
  person_id uuid not null,
  kind text not null,
  token_hash text not null,
  made_by uuid,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (token_hash),
  FOREIGN KEY (person_id) REFERENCES people(id),
  CHECK (kind = ANY (ARRAY['invitation'::text, 'reset'::text]))
);

CREATE INDEX person_links_person ON person_links USING btree (person_id);

-- scale:local
create table petition_batches (
  id uuid not null,
  unit_id uuid not null,
  source text not null,
  received_at timestamp with time zone not null,
  known_from timestamp with time zone,
  items integer not null,
  results jsonb not null,
  PRIMARY KEY (id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

-- scale:distributed(unit_id)
create table petition_events (
  unit_id uuid not null,
  message_id uuid not null,
  code text not null,
  happened_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  step text not null,
  PRIMARY KEY (unit_id, message_id, happened_at, step),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (step = ANY (ARRAY['sent'::text, 'transferred'::text, 'accepted'::text, 'supplement-asked'::text, 'supplemented'::text, 'refused'::text, 'sent-back'::text, 'answered'::text, 'published'::text, 'liked'::text, 'disliked'::text, 'complained-again'::text]))
);

CREATE INDEX petition_events_code ON petition_events USING btree (unit_id, code);

-- scale:distributed(code)
create table petition_keys (
  code text not null,
  unit_id uuid not null,
  place integer not null default 1,
  PRIMARY KEY (code, unit_id),
  CHECK (place > 0)
);

CREATE INDEX petition_keys_several ON petition_keys USING btree (code) WHERE (place > 1);

-- scale:distributed(unit_id)
create table petition_messages (
  unit_id uuid not null,
  message_id uuid not null,
  code text not null,
  received_at timestamp with time zone not null,
  no integer not null,
  said_at timestamp with time zone,
  id text not null,
  kind text not null,
  about text,
  dossier_code text,
  rest text,
  batch_id uuid not null,
  PRIMARY KEY (unit_id, message_id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (about = ANY (ARRAY['rules'::text, 'conduct'::text])),
  CHECK (kind = ANY (ARRAY['picture'::text, 'step'::text, 'deletion'::text]))
);

CREATE INDEX petition_messages_code ON petition_messages USING btree (unit_id, code);

-- scale:reference
create table petition_rules (
  valid_from date not null,
  days jsonb not null,
  after_supplement text not null,
  source text not null,
  PRIMARY KEY (valid_from),
  CHECK (after_supplement = ANY (ARRAY['restart'::text, 'pause'::text]))
);

-- scale:distributed(unit_id)
create table petition_spans (
  unit_id uuid not null,
  code text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone,
  about text not null,
  first_on date not null,
  started_on date not null,
  ended_on date,
  state text not null,
  step text not null,
  is_late boolean not null,
  is_unsatisfied boolean not null,
  clock text,
  is_overdue boolean not null,
  due_on date,
  soon_on date,
  PRIMARY KEY (unit_id, code, from_at),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK ((clock IS NULL) = (due_on IS NULL)),
  CHECK (clock = ANY (ARRAY['refuse'::text, 'supplement'::text, 'handle'::text, 'publish'::text])),
  CHECK (state = ANY (ARRAY['waiting'::text, 'processing'::text, 'done'::text])),
  CHECK (to_at > from_at)
);

CREATE INDEX petition_spans_now ON petition_spans USING btree (unit_id, to_at);

-- scale:distributed(unit_id)
create table petition_versions (
  unit_id uuid not null,
  version bigint not null,
  last_received_at timestamp with time zone not null,
  PRIMARY KEY (unit_id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

-- scale:distributed(unit_id)
create table petitions (
  unit_id uuid not null,
  code text not null,
  about text not null,
  dossier_code text,
  events jsonb not null,
  PRIMARY KEY (unit_id, code),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (about = ANY (ARRAY['rules'::text, 'conduct'::text]))
);

-- scale:local
create table plan_beginnings (
  plan_id uuid not null,
  from_id uuid not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  PRIMARY KEY (plan_id),
  FOREIGN KEY (from_id) REFERENCES plans(id),
  FOREIGN KEY (plan_id) REFERENCES plans(id),
  CHECK (plan_id <> from_id)
);

-- scale:local
create table plan_change_acceptances (
  id uuid not null,
  plan_id uuid not null,
  fingerprint text not null,
  note text not null default ''::text,
  accepted_at timestamp with time zone not null,
  accepted_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES plans(id)
);

CREATE INDEX plan_change_acceptances_plan ON plan_change_acceptances USING btree (plan_id);

-- scale:local
create table plan_closings (
  id uuid not null,
  plan_id uuid not null,
  closed_on date not null,
  closed_at timestamp with time zone not null,
  closed_by uuid,
  note text not null default ''::text,
  reopened_at timestamp with time zone,
  reopened_by uuid,
  reopen_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES plans(id),
  CHECK ((reopened_at IS NULL) = (reopen_reason IS NULL))
);

CREATE UNIQUE INDEX plan_closings_standing ON plan_closings USING btree (plan_id) WHERE (reopened_at IS NULL);

-- scale:local
create table plan_imports (
  id uuid not null,
  unit_id uuid not null,
  plan_id uuid,
  file_name text not null,
  file_hash text not null,
  fingerprint text,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  finished_at timestamp with time zone,
  failed_at timestamp with time zone,
  failure jsonb,
  text text,
  reading jsonb,
  applied_at timestamp with time zone,
  applied_by uuid,
  discarded_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES plans(id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX plan_imports_file ON plan_imports USING btree (file_hash);

-- scale:local
create table plan_items (
  id uuid not null,
  plan_id uuid not null,
  import_id uuid,
  kind text not null,
  number text not null,
  position integer not null,
  parent_id uuid,
  text text not null,
  lead jsonb not null default '[]'::jsonb,
  coordinating jsonb not null default '[]'::jsonb,
  asks boolean not null default false,
  time_text text not null default ''::text,
  due jsonb not null default '[]'::jsonb,
  spans jsonb not null default '{}'::jsonb,
  search_key text not null,
  begins_on date not null,
  ended_on date,
  PRIMARY KEY (id),
  FOREIGN KEY (import_id) REFERENCES plan_imports(id),
  FOREIGN KEY (parent_id) REFERENCES plan_items(id),
  FOREIGN KEY (plan_id) REFERENCES plans(id),
  CHECK (kind = ANY (ARRAY['task'::text, 'group'::text, 'duty'::text]))
);

CREATE INDEX plan_items_plan ON plan_items USING btree (plan_id, "position");

-- scale:local
create table plan_locks (
  id uuid not null,
  plan_id uuid not null,
  workdays integer,
  set_at timestamp with time zone not null,
  set_by uuid,
  replaced_at timestamp with time zone,
  PRIMARY KEY (id),
  CHECK ((workdays >= 0) AND (workdays <= 250))
);

CREATE UNIQUE INDEX plan_locks_in_force ON plan_locks USING btree (plan_id) WHERE (replaced_at IS NULL);

-- scale:local
create table plan_publications (
  id uuid not null,
  plan_id uuid not null,
  published_at timestamp with time zone not null,
  published_by uuid,
  obligations integer not null,
  duties integer not null,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES plans(id)
);

CREATE INDEX plan_publications_plan ON plan_publications USING btree (plan_id);

-- scale:distributed(unit_id)
create table plan_receipts (
  unit_id uuid not null,
  plan_id uuid not null,
  received_at timestamp with time zone not null,
  received_by uuid,
  PRIMARY KEY (unit_id, plan_id, received_at),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX plan_receipts_plan ON plan_receipts USING btree (plan_id);

-- scale:local
create table plans (
  id uuid not null,
  slug text not null,
  number text not null,
  signed_on date not null,
  issuer text not null,
  issuer_id uuid,
  coordinator_id uuid,
  signer text not null default ''::text,
  year integer not null,
  title text not null,
  goals jsonb not null default '[]'::jsonb,
  recipients jsonb not null default '[]'::jsonb,
  created_at timestamp with time zone not null,
  PRIMARY KEY (id),
  UNIQUE (number, signed_on, issuer),
  UNIQUE (slug),
  FOREIGN KEY (coordinator_id) REFERENCES units(id),
  FOREIGN KEY (issuer_id) REFERENCES units(id)
);

-- scale:local
create table post_holdings (
  id uuid not null,
  post_id uuid not null,
  person_id uuid not null,
  valid_from date not null,
  valid_to date,
  reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (person_id) REFERENCES people(id),
  FOREIGN KEY (post_id) REFERENCES posts(id)
);

CREATE INDEX post_holdings_person ON post_holdings USING btree (person_id);

CREATE INDEX post_holdings_post ON post_holdings USING btree (post_id);

-- scale:local
create table posts (
  id uuid not null,
  unit_id uuid not null,
  title text not null,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX posts_unit ON posts USING btree (unit_id);

-- scale:reference
create table procedures (
  code text not null,
  valid_from date not null,
  valid_to date,
  name text not null,
  field text not null,
  level text not null,
  limit_value numeric,
  limit_unit text,
  fee numeric not null default 0,
  returns_document boolean not null,
  online_level text not null,
  PRIMARY KEY (code, valid_from),
  CHECK ((limit_value IS NULL) = (limit_unit IS NULL)),
  CHECK (level = ANY (ARRAY['province'::text, 'district'::text, 'commune'::text])),
  CHECK (limit_unit = ANY (ARRAY['hour'::text, 'working-day'::text, 'calendar-day'::text])),
  CHECK (limit_value > (0)::numeric),
  CHECK (online_level = ANY (ARRAY['none'::text, 'partial'::text, 'full'::text])),
  CHECK (valid_to >= valid_from)
);

-- scale:local
create table provider_identities (
  id uuid not null,
  person_id uuid not null,
  issuer text not null,
  subject text not null,
  linked_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE INDEX provider_identities_person ON provider_identities USING btree (person_id);

CREATE UNIQUE INDEX provider_identities_subject ON provider_identities USING btree (issuer, subject) WHERE (ended_at IS NULL);

-- scale:distributed(unit_id)
create table reassignments (
  unit_id uuid not null,
  id uuid not null,
  duty_id uuid not null,
  to_unit_id uuid not null,
  to_duty_id uuid not null,
  moved_on date not null,
  reason text not null,
  moved_at timestamp with time zone not null,
  moved_by uuid,
  takeover_id uuid,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

CREATE INDEX reassignments_to ON reassignments USING btree (to_unit_id, to_duty_id);

-- scale:local
create table recovery_codes (
  id uuid not null,
  factor_id uuid not null,
  code_hash text not null,
  used_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (factor_id) REFERENCES second_factors(id)
);

CREATE UNIQUE INDEX recovery_codes_factor ON recovery_codes USING btree (factor_id, code_hash);

-- scale:local
create table reminder_days (
  day date not null,
  begun_at timestamp with time zone not null,
  PRIMARY KEY (day)
);

-- scale:distributed(unit_id)
create table reminders (
  unit_id uuid not null,
  duty_id uuid not null,
  kind text not null,
  limit_on date not null,
  person_id uuid not null,
  made_at timestamp with time zone not null,
  settled_at timestamp with time zone,
  notice_id uuid,
  PRIMARY KEY (unit_id, duty_id, kind, limit_on, person_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id)
);

CREATE INDEX reminders_pending ON reminders USING btree (person_id) WHERE (settled_at IS NULL);

-- scale:distributed(unit_id)
create table returns (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  returned_at timestamp with time zone not null,
  returned_by uuid,
  reason text not null,
  correct_by date not null,
  delegation_id uuid,
  PRIMARY KEY (unit_id, submission_id, duty_id),
  FOREIGN KEY (unit_id, submission_id, duty_id) REFERENCES submission_lines(unit_id, submission_id, duty_id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

-- scale:local
create table second_factors (
  id uuid not null,
  person_id uuid not null,
  sealed text not null,
  begun_at timestamp with time zone not null,
  confirmed_at timestamp with time zone,
  ended_at timestamp with time zone,
  last_step bigint not null default 0,
  PRIMARY KEY (id),
  FOREIGN KEY (person_id) REFERENCES people(id)
);

CREATE INDEX second_factors_person ON second_factors USING btree (person_id);

CREATE UNIQUE INDEX second_factors_in_force ON second_factors USING btree (person_id) WHERE ((confirmed_at IS NOT NULL) AND (ended_at IS NULL));

-- scale:local
create table sessions (
  id uuid not null,
  token_hash text not null,
  person_id uuid not null,
  post_id uuid,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  agent text not null default ''::text,
  confirmed_at timestamp with time zone,
  PRIMARY KEY (id),
  UNIQUE (token_hash),
  FOREIGN KEY (person_id) REFERENCES people(id),
  FOREIGN KEY (post_id) REFERENCES posts(id)
);

CREATE INDEX sessions_person ON sessions USING btree (person_id) WHERE (ended_at IS NULL);

-- scale:local
create table settings (
  name text not null,
  value jsonb not null,
  saved_at timestamp with time zone not null,
  PRIMARY KEY (name)
);

-- scale:local
create table sign_in_failures (
  id uuid not null,
  key_hash text not null,
  at timestamp with time zone not null,
  PRIMARY KEY (id)
);

CREATE INDEX sign_in_failures_key ON sign_in_failures USING btree (key_hash, at);

-- scale:distributed(unit_id)
create table submission_lines (
  unit_id uuid not null,
  submission_id uuid not null,
  duty_id uuid not null,
  state text not null,
  progress text not null,
  quantity numeric,
  hindrance text not null default ''::text,
  hindrance_kind text,
  evidence_ids uuid[] not null default '{}'::uuid[],
  submitted_at timestamp with time zone not null,
  satisfies boolean not null,
  counts_on date not null,
  PRIMARY KEY (unit_id, submission_id, duty_id),
  FOREIGN KEY (unit_id, duty_id) REFERENCES duties(unit_id, id),
  FOREIGN KEY (unit_id, submission_id) REFERENCES submissions(unit_id, id),
  CHECK (state = ANY (ARRAY['done'::text, 'in-progress'::text, 'not-started'::text]))
);

CREATE INDEX submission_lines_duty ON submission_lines USING btree (unit_id, duty_id, submitted_at DESC);

-- scale:distributed(unit_id)
create table submissions (
  unit_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  period text not null,
  round integer not null,
  reviewer_id uuid not null,
  submitted_at timestamp with time zone not null,
  submitted_by uuid,
  note text not null default ''::text,
  delegation_id uuid,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, plan_id, period, round),
  FOREIGN KEY (reviewer_id) REFERENCES units(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (round > 0)
);

CREATE INDEX submissions_reviewer ON submissions USING btree (reviewer_id, submitted_at);

-- scale:distributed(unit_id)
create table subplan_acceptances (
  unit_id uuid not null,
  filing_id uuid not null,
  accepted_at timestamp with time zone not null,
  accepted_by uuid,
  note text not null default ''::text,
  PRIMARY KEY (unit_id, filing_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES subplan_filings(unit_id, id)
);

-- scale:local
create table subplan_demands (
  id uuid not null,
  plan_id uuid not null,
  from_on date not null,
  due_on date not null,
  workdays integer,
  source text not null default ''::text,
  demanded_at timestamp with time zone not null,
  demanded_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (plan_id) REFERENCES plans(id),
  CHECK (workdays > 0)
);

CREATE UNIQUE INDEX subplan_demands_standing ON subplan_demands USING btree (plan_id) WHERE (withdrawn_at IS NULL);

-- scale:distributed(unit_id)
create table subplan_exemptions (
  unit_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  reason text not null,
  exempted_at timestamp with time zone not null,
  exempted_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (reason <> ''::text)
);

CREATE UNIQUE INDEX subplan_exemptions_standing ON subplan_exemptions USING btree (unit_id, plan_id) WHERE (withdrawn_at IS NULL);

-- scale:distributed(unit_id)
create table subplan_filed_tasks (
  unit_id uuid not null,
  filing_id uuid not null,
  task_id uuid not null,
  position integer not null,
  text text not null,
  executor text not null,
  division_id uuid,
  post_id uuid,
  person_id uuid,
  due_on date not null,
  obligation_id uuid,
  PRIMARY KEY (unit_id, filing_id, task_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES subplan_filings(unit_id, id)
);

-- scale:distributed(unit_id)
create table subplan_filings (
  unit_id uuid not null,
  id uuid not null,
  subplan_id uuid not null,
  plan_id uuid not null,
  round integer not null,
  number text not null,
  signed_on date not null,
  title text not null,
  text text not null,
  file_hash text,
  file_name text,
  mime text,
  size bigint,
  note text not null default ''::text,
  reviewer_id uuid not null,
  filed_at timestamp with time zone not null,
  filed_by uuid,
  due_on date,
  counts_on date not null,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, plan_id, round),
  FOREIGN KEY (reviewer_id) REFERENCES units(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  FOREIGN KEY (unit_id, subplan_id) REFERENCES subplans(unit_id, id),
  CHECK (round > 0)
);

CREATE INDEX subplan_filings_plan ON subplan_filings USING btree (plan_id, unit_id);

CREATE INDEX subplan_filings_reviewer ON subplan_filings USING btree (reviewer_id, filed_at);

-- scale:distributed(unit_id)
create table subplan_marks (
  unit_id uuid not null,
  id uuid not null,
  task_id uuid not null,
  state text not null,
  note text not null default ''::text,
  marked_at timestamp with time zone not null,
  marked_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (unit_id, task_id) REFERENCES subplan_tasks(unit_id, id),
  CHECK (state = ANY (ARRAY['done'::text, 'not-done'::text]))
);

CREATE INDEX subplan_marks_task ON subplan_marks USING btree (unit_id, task_id, marked_at DESC);

-- scale:distributed(unit_id)
create table subplan_returns (
  unit_id uuid not null,
  filing_id uuid not null,
  returned_at timestamp with time zone not null,
  returned_by uuid,
  reason text not null,
  correct_by date not null,
  PRIMARY KEY (unit_id, filing_id),
  FOREIGN KEY (unit_id, filing_id) REFERENCES subplan_filings(unit_id, id),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

-- scale:distributed(unit_id)
create table subplan_tasks (
  unit_id uuid not null,
  id uuid not null,
  subplan_id uuid not null,
  position integer not null,
  text text not null,
  executor text not null default ''::text,
  division_id uuid,
  post_id uuid,
  person_id uuid,
  due_on date,
  obligation_id uuid,
  added_at timestamp with time zone not null,
  added_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  PRIMARY KEY (unit_id, id),
  FOREIGN KEY (division_id) REFERENCES units(id),
  FOREIGN KEY (obligation_id) REFERENCES obligations(id),
  FOREIGN KEY (unit_id, subplan_id) REFERENCES subplans(unit_id, id)
);

CREATE INDEX subplan_tasks_subplan ON subplan_tasks USING btree (unit_id, subplan_id) WHERE (ended_at IS NULL);

-- scale:distributed(unit_id)
create table subplans (
  unit_id uuid not null,
  id uuid not null,
  plan_id uuid not null,
  number text not null default ''::text,
  signed_on date,
  title text not null default ''::text,
  text text not null default ''::text,
  file_hash text,
  file_name text,
  mime text,
  size bigint,
  begun_at timestamp with time zone not null,
  saved_at timestamp with time zone not null,
  saved_by uuid,
  PRIMARY KEY (unit_id, id),
  UNIQUE (unit_id, plan_id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

-- scale:reference
create table takeovers (
  id uuid not null,
  source_id uuid not null,
  plan_id uuid,
  unit_id uuid not null,
  to_unit_id uuid not null,
  period text not null,
  opens_on date not null,
  from_on date not null,
  reason text not null,
  decided_at timestamp with time zone not null,
  decided_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  end_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (to_unit_id) REFERENCES units(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CHECK (length(TRIM(BOTH FROM reason)) > 0),
  CHECK (unit_id <> to_unit_id)
);

CREATE INDEX takeovers_plan ON takeovers USING btree (plan_id);

CREATE INDEX takeovers_source ON takeovers USING btree (source_id);

-- scale:local
create table task_links (
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null,
  reason text not null,
  linked_at timestamp with time zone not null,
  linked_by uuid,
  ended_at timestamp with time zone,
  ended_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (from_id) REFERENCES obligations(id),
  FOREIGN KEY (to_id) REFERENCES obligations(id),
  CHECK (from_id <> to_id),
  CHECK (kind = ANY (ARRAY['serves-same'::text, 'depends-on'::text])),
  CHECK (length(TRIM(BOTH FROM reason)) > 0)
);

CREATE INDEX task_links_from ON task_links USING btree (from_id);

CREATE INDEX task_links_to ON task_links USING btree (to_id);

-- scale:reference
create table unit_calendar_entries (
  id uuid not null,
  unit_id uuid not null,
  kind text not null,
  first_day date not null,
  last_day date,
  weekday smallint,
  hours jsonb,
  reason text not null,
  decision text not null,
  decided_on date not null,
  entered_at timestamp with time zone not null,
  entered_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK ((kind <> 'closed'::text) OR (hours IS NULL)),
  CHECK ((kind <> 'hours'::text) OR (hours IS NOT NULL)),
  CHECK ((weekday >= 0) AND (weekday <= 6)),
  CHECK (kind = ANY (ARRAY['closed'::text, 'open'::text, 'hours'::text])),
  CHECK (last_day >= first_day)
);

CREATE INDEX unit_calendar_entries_unit ON unit_calendar_entries USING btree (unit_id);

-- scale:reference
create table unit_calendar_withdrawals (
  entry_id uuid not null,
  withdrawn_at timestamp with time zone not null,
  since date not null,
  reason text not null,
  withdrawn_by uuid,
  PRIMARY KEY (entry_id, withdrawn_at),
  FOREIGN KEY (entry_id) REFERENCES unit_calendar_entries(id)
);

-- scale:reference
create table unit_groups (
  code text not null,
  name text not null,
  aliases text[] not null default '{}'::text[],
  rule jsonb not null,
  source text not null,
  PRIMARY KEY (code)
);

-- scale:reference
create table unit_parents (
  unit_id uuid not null,
  parent_id uuid not null,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (unit_id, valid_from),
  FOREIGN KEY (parent_id) REFERENCES units(id),
  FOREIGN KEY (unit_id) REFERENCES units(id),
  CHECK (unit_id <> parent_id)
);

CREATE INDEX unit_parents_parent ON unit_parents USING btree (parent_id);

-- scale:reference
create table unit_successions (
  from_id uuid not null,
  to_id uuid not null,
  effective_on date not null,
  portion text not null,
  share numeric,
  source text not null,
  id uuid not null,
  recorded_at timestamp with time zone,
  recorded_by uuid,
  withdrawn_at timestamp with time zone,
  withdrawn_by uuid,
  withdrawal_reason text,
  PRIMARY KEY (id),
  FOREIGN KEY (from_id) REFERENCES units(id),
  FOREIGN KEY (to_id) REFERENCES units(id),
  CHECK ((share > (0)::numeric) AND (share <= (1)::numeric)),
  CHECK ((withdrawn_at IS NULL) = (withdrawal_reason IS NULL)),
  CHECK (portion = ANY (ARRAY['whole'::text, 'part'::text, 'unchanged'::text]))
);

CREATE UNIQUE INDEX unit_successions_standing ON unit_successions USING btree (from_id, to_id, effective_on) WHERE (withdrawn_at IS NULL);

-- scale:reference
create table units (
  id uuid not null,
  code text not null,
  level text not null,
  name text not null,
  full_name text not null,
  type text not null default ''::text,
  dossier_code text,
  aliases text[] not null default '{}'::text[],
  sort_key text not null,
  search_key text not null,
  valid_from date not null,
  valid_to date,
  PRIMARY KEY (id),
  UNIQUE (code, valid_from),
  CHECK ((valid_to IS NULL) OR (valid_to >= valid_from)),
  CHECK (level = ANY (ARRAY['province'::text, 'department'::text, 'district'::text, 'commune'::text, 'division'::text, 'party'::text, 'front'::text, 'association'::text, 'public-body'::text, 'press'::text, 'court'::text, 'vertical'::text]))
);

CREATE INDEX units_search ON units USING btree (search_key);

-- scale:local
create table webhook_attempts (
  delivery_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  status integer,
  failure text,
  PRIMARY KEY (delivery_id, id),
  FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries(id)
);

-- scale:local
create table webhook_deliveries (
  id uuid not null,
  webhook_id uuid not null,
  verb text not null,
  body text not null,
  made_at timestamp with time zone not null,
  attempts integer not null default 0,
  next_at timestamp with time zone,
  delivered_at timestamp with time zone,
  PRIMARY KEY (id),
  FOREIGN KEY (webhook_id) REFERENCES webhooks(id)
);

CREATE INDEX webhook_deliveries_due ON webhook_deliveries USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries USING btree (webhook_id, id);

-- scale:local
create table webhook_endings (
  webhook_id uuid not null,
  ended_at timestamp with time zone not null,
  ended_by uuid,
  reason text not null,
  PRIMARY KEY (webhook_id),
  FOREIGN KEY (webhook_id) REFERENCES webhooks(id),
  CHECK (reason = ANY (ARRAY['withdrawn'::text, 'failing'::text]))
);

-- scale:local
create table webhook_places (
  webhook_id uuid not null,
  unit_id uuid not null,
  seq bigint not null,
  PRIMARY KEY (webhook_id, unit_id),
  FOREIGN KEY (webhook_id) REFERENCES webhooks(id)
);

-- scale:local
create table webhooks (
  id uuid not null,
  unit_id uuid not null,
  url text not null,
  verbs text[] not null default '{}'::text[],
  secret text not null,
  begun_at timestamp with time zone not null,
  begun_by uuid,
  PRIMARY KEY (id),
  FOREIGN KEY (unit_id) REFERENCES units(id)
);

CREATE INDEX webhooks_unit ON webhooks USING btree (unit_id);
