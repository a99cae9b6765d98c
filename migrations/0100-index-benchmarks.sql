-- Scores of an index that were published of other provinces, to be shown beside our own.

create table index_benchmarks (
  index text not null,
  code text not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  seen_on date not null,
  name text not null,
  total numeric not null check (total between 0 and 100),
  place integer check (place > 0),
  source text not null,
  primary key (index, code, valid_from, valid_to, seen_on)
);
comment on table index_benchmarks is 'scale:reference';
