-- What stands of each duty that was reported on: its last line and the decision on it, in one row. Derived from
-- submission_lines, acceptances and returns in the transaction that changes them, so that boards and queues
-- need not look for the last line among all; it can be made anew from those at any time.
create table duty_outcomes (
  unit_id uuid not null,
  duty_id uuid not null,
  plan_id uuid not null,
  submission_id uuid not null,
  reviewer_id uuid not null,
  submitted_at timestamptz not null,
  satisfies boolean not null,
  counts_on date not null,
  accepted_at timestamptz,
  returned_at timestamptz,
  reason text,
  correct_by date,
  primary key (unit_id, duty_id),
  foreign key (unit_id, duty_id) references duties (unit_id, id)
);
comment on table duty_outcomes is 'scale:distributed(unit_id)';

insert into duty_outcomes (unit_id, duty_id, plan_id, submission_id, reviewer_id, submitted_at, satisfies, counts_on,
  accepted_at, returned_at, reason, correct_by)
select distinct on (l.unit_id, l.duty_id) l.unit_id, l.duty_id, s.plan_id, l.submission_id, s.reviewer_id,
  l.submitted_at, l.satisfies, l.counts_on, a.accepted_at, r.returned_at, r.reason, r.correct_by
from submission_lines l
join submissions s on s.unit_id = l.unit_id and s.id = l.submission_id
left join acceptances a on a.unit_id = l.unit_id and a.submission_id = l.submission_id and a.duty_id = l.duty_id
left join returns r on r.unit_id = l.unit_id and r.submission_id = l.submission_id and r.duty_id = l.duty_id
order by l.unit_id, l.duty_id, l.submitted_at desc, l.submission_id desc;

create index duty_outcomes_plan on duty_outcomes (plan_id);
create index duty_outcomes_waiting on duty_outcomes (reviewer_id, submitted_at)
  where accepted_at is null and returned_at is null;

-- The days that differ from Monday–Friday are all that working-day arithmetic reads.
create index calendar_days_exceptions on calendar_days (version, day)
  where is_working <> (extract(isodow from day) < 6);
