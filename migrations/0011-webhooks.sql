-- Outgoing webhooks: programs that want to be told of events of a unit and all below it.
create table webhooks (
  id uuid primary key,
  unit_id uuid not null references units (id),
  url text not null,
  -- Verbs of events to tell of; none: all.
  verbs text[] not null default '{}',
  -- Signs what is sent; kept in clear because each message is signed with it.
  secret text not null,
  begun_at timestamptz not null,
  begun_by uuid
);
comment on table webhooks is 'scale:local';
create index webhooks_unit on webhooks (unit_id);

create table webhook_endings (
  webhook_id uuid primary key references webhooks (id),
  ended_at timestamptz not null,
  ended_by uuid,
  reason text not null check (reason in ('withdrawn', 'failing'))
);
comment on table webhook_endings is 'scale:local';

-- How far into each unit's chain a webhook has been told.
create table webhook_places (
  webhook_id uuid not null references webhooks (id),
  unit_id uuid not null,
  seq bigint not null,
  primary key (webhook_id, unit_id)
);
comment on table webhook_places is 'scale:local';

create table webhook_deliveries (
  id uuid primary key,
  webhook_id uuid not null references webhooks (id),
  verb text not null,
  body text not null,
  made_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz,
  delivered_at timestamptz
);
comment on table webhook_deliveries is 'scale:local';
create index webhook_deliveries_due on webhook_deliveries (next_at) where next_at is not null;
create index webhook_deliveries_webhook on webhook_deliveries (webhook_id, id);

create table webhook_attempts (
  delivery_id uuid not null references webhook_deliveries (id),
  id uuid not null,
  at timestamptz not null,
  -- Status that the receiver answered; null when there was no answer.
  status integer,
  failure text,
  primary key (delivery_id, id)
);
comment on table webhook_attempts is 'scale:local';
