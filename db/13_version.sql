-- Last of all: what was applied. The program adds the hash of the files.
insert into shop.schema_version (component, version)
values ('waybill shop', 1)
on conflict (component) do update set version = excluded.version, content_hash = null, applied_at = now();
