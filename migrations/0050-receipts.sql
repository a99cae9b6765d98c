-- A plan published again asks those units for their receipt anew to which it gave new duties: a unit may then have
-- several receipts of one plan, each of its moment.
alter table plan_receipts drop constraint plan_receipts_pkey;
alter table plan_receipts add primary key (unit_id, plan_id, received_at);
