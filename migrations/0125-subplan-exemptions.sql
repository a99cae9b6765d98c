-- A unit that need not send the plan of its own that a plan asks for: who let it off and why, until that is taken back.
create table subplan_exemptions (
  unit_id uuid not null references units (id),
  id uuid not null,
  plan_id uuid not null,
  reason text not null check (reason <> ''),
  exempted_at timestamptz not null,
  exempted_by uuid,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  primary key (unit_id, id)
);
comment on table subplan_exemptions is 'scale:distributed(unit_id)';
create unique index subplan_exemptions_standing on subplan_exemptions (unit_id, plan_id) where withdrawn_at is null;
