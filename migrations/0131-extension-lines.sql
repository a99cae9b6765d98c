-- More time is decided duty by duty: each granted up to a day of its own, or refused with a reason. What was decided
-- before for a request as a whole stands as the same decision on each of its duties.
create table extension_line_decisions (
  unit_id uuid not null,
  request_id uuid not null,
  duty_id uuid not null,
  granted_on date,
  reason text not null default '',
  decided_at timestamptz not null,
  decided_by uuid,
  primary key (unit_id, request_id, duty_id),
  check (granted_on is not null or length(trim(reason)) > 0),
  foreign key (unit_id, request_id, duty_id) references extension_lines (unit_id, request_id, duty_id)
);
comment on table extension_line_decisions is 'scale:distributed(unit_id)';

insert into extension_line_decisions (unit_id, request_id, duty_id, granted_on, reason, decided_at, decided_by)
select l.unit_id, l.request_id, l.duty_id, d.granted_on, d.reason, d.decided_at, d.decided_by
from extension_lines l
join extension_decisions d on d.unit_id = l.unit_id and d.request_id = l.request_id;

drop table extension_decisions;
