-- One-time links by which a person chooses a password: only the hash of the secret is kept.
create table person_links (
  id uuid primary key,
  person_id uuid not null references people (id),
  kind text not null check (kind in ('invitation', 'reset')),
  token_hash text not null unique,
  made_by uuid,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
comment on table person_links is 'scale:local';
create index person_links_person on person_links (person_id);

-- Who a person is at an identity provider: found by verified e-mail once, by subject ever after.
create table provider_identities (
  id uuid primary key,
  person_id uuid not null references people (id),
  issuer text not null,
  subject text not null,
  linked_at timestamptz not null,
  ended_at timestamptz
);
comment on table provider_identities is 'scale:local';
create unique index provider_identities_subject on provider_identities (issuer, subject)
  where ended_at is null;
create index provider_identities_person on provider_identities (person_id);
