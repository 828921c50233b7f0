-- The archive of the trucks' readings. The program applies all files of this folder in the order of their names, in one transaction, and
-- leaves them alone where they were applied; by hand:
--     cat db/telemetry/*.sql | psql -v ON_ERROR_STOP=1 -1
-- Refusals have SQLSTATEs of class WB, as in db/01_schema.sql. PostgreSQL 13 or newer, encoding UTF8, no extension.

do $$
declare
    this_version constant integer := 1;
    installed integer;
begin
    if current_setting('server_version_num')::integer < 130000 then
        raise exception using errcode = 'WB001',
            message = format('PostgreSQL %s is too old for the archive of readings.', current_setting('server_version')),
            hint = 'Use PostgreSQL 13 or newer.';
    end if;

    if not exists (select from pg_catalog.pg_namespace where nspname = 'telemetry') then
        create schema telemetry;
        return;
    end if;

    if exists (select from pg_catalog.pg_attribute
        where attrelid = to_regclass('telemetry.schema_version') and attname = 'component' and not attisdropped)
    then
        select max(version) into installed from telemetry.schema_version where component = 'waybill telemetry';
        if installed > this_version then
            raise exception using errcode = 'WB002',
                message = format('Schema telemetry has version %s, this program knows version %s.', installed, this_version),
                hint = 'Use the newer program, or another database.';
        end if;

        if installed = this_version then
            return;
        end if;
    end if;

    -- An empty schema of that name may have been made by an administrator; anything in it belongs to somebody else.
    if exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'telemetry')
        or exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = 'telemetry')
    then
        raise exception using errcode = 'WB003',
            message = format('Database %s has a schema telemetry that holds something else.', current_database()),
            hint = 'Use another database, or rename that schema: alter schema telemetry rename to telemetry_old.';
    end if;
end
$$;

comment on schema telemetry is 'Every message that trucks sent, what was said about alerts, and how far the live rules are.';

create table if not exists telemetry.schema_version
(
    component text not null primary key,
    version integer not null,
    content_hash text,
    applied_at timestamptz not null default now(),
    constraint schema_version_is_ours check (component = 'waybill telemetry')
);
comment on table telemetry.schema_version is 'Which version of these files was applied; also marks the schema as ours. One row.';
comment on column telemetry.schema_version.component is 'Always ''waybill telemetry''.';
comment on column telemetry.schema_version.version is 'Version of the schema; rises when a table changes.';
comment on column telemetry.schema_version.content_hash is 'SHA-256 of the files.';
comment on column telemetry.schema_version.applied_at is 'When they were applied.';
