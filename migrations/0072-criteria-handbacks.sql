-- A sent self-score may be handed back with a reason and a day: that sending is ended, the unit corrects and sends again.

alter table criteria_sendings
  add column handed_back_at timestamptz,
  add column handed_back_by uuid,
  add column reason text,
  -- Sent again by this day, the unit keeps the day it first sent on.
  add column correct_by date,
  add constraint criteria_sendings_handed_back
    check ((handed_back_at is null) = (reason is null) and (handed_back_at is null) = (correct_by is null));
alter table criteria_sendings drop constraint criteria_sendings_pkey;
alter table criteria_sendings add primary key (unit_id, cycle_id, sent_at);
create unique index criteria_sendings_standing on criteria_sendings (unit_id, cycle_id)
  where handed_back_at is null;
