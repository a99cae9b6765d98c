-- What waits to be taken is written once, read once and gone: kept as the text it came as, and not compressed.
alter table dossier_inbox alter column items type text using items::text;
alter table dossier_inbox alter column items set storage external;
