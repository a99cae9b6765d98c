-- Letters that wait to be sent. Written in the transaction that causes them; one key, one letter, however
-- often the cause is repeated. Address and words are erased with the delivery: what stays is that it was sent.
create table mails (
  id uuid primary key,
  key text not null unique check (key <> ''),
  to_address text,
  subject text,
  text text,
  html text,
  queued_at timestamptz not null
);
comment on table mails is 'scale:local';

create table mail_deliveries (
  mail_id uuid primary key references mails (id),
  delivered_at timestamptz not null,
  message_id text not null
);
comment on table mail_deliveries is 'scale:local';

-- A try that failed, by the kind of failure alone: what a mail server answers may name the address.
create table mail_failures (
  id uuid primary key,
  mail_id uuid not null references mails (id),
  failed_at timestamptz not null,
  code text not null
);
comment on table mail_failures is 'scale:local';
create index mail_failures_mail on mail_failures (mail_id);

-- Given up: the server refused for good, or three days of trying were in vain.
create table mail_abandonments (
  mail_id uuid primary key references mails (id),
  abandoned_at timestamptz not null,
  code text not null
);
comment on table mail_abandonments is 'scale:local';
