-- From some period on, what an item asks of one unit another unit does: decided by a person, in force until it is ended.
-- Follows the item when the plan is amended; an item that no longer names the first unit ends it.
create table takeovers (
  id uuid not null primary key,
  source_id uuid not null,
  plan_id uuid,
  unit_id uuid not null references units (id),
  to_unit_id uuid not null references units (id),
  -- The first period, the day its work opens and the day it closes: every duty that closes then or later follows.
  period text not null,
  opens_on date not null,
  from_on date not null,
  reason text not null check (length(trim(reason)) > 0),
  decided_at timestamptz not null,
  decided_by uuid,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text,
  check (unit_id <> to_unit_id),
  check ((ended_at is null) = (end_reason is null))
);
comment on table takeovers is 'scale:reference';
create index takeovers_source on takeovers (source_id);
create index takeovers_plan on takeovers (plan_id);

-- The decision by which a duty moved, where one did.
alter table reassignments add column takeover_id uuid;
