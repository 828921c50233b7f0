-- The operational database of the shop. Apply all files of this folder in the order of their names, in one transaction:
--     cat db/*.sql | psql -v ON_ERROR_STOP=1 -1
-- Applying them again makes functions, triggers, views and comments anew and leaves tables as they are; so tables of an older version are
-- refused (WB005), and whoever changes a table raises the version here and in the last file. PostgreSQL 13 or newer, encoding UTF8, no extension.
--
-- Lists of words in checks are written as = any ('{a,b}'): the server reads the checks of a table anew for every statement that writes to
-- it, and one array is a fifth less to read than a list. For the same reason triggers ask only about changes that could break their rule.
--
-- Every refusal by a rule has a SQLSTATE of class WB, a message that names the row, and a hint that says what to do:
--     WB0xx the schema itself      WB1xx an order's status      WB2xx money            WB3xx stock
--     WB4xx returns and reviews    WB5xx loyalty points         WB6xx journals and deletion

do $$
declare
    this_version constant integer := 1;
    marks integer;
    installed integer;
begin
    if current_setting('server_version_num')::integer < 130000 then
        raise exception using errcode = 'WB001',
            message = format('PostgreSQL %s is too old for the shop.', current_setting('server_version')),
            hint = 'Use PostgreSQL 13 or newer.';
    end if;

    if not exists (select from pg_catalog.pg_namespace where nspname = 'shop') then
        create schema shop;
        return;
    end if;

    select count(*) into marks
    from pg_catalog.pg_attribute
    where attrelid = to_regclass('shop.schema_version') and attname in ('component', 'version', 'content_hash') and not attisdropped;
    if marks = 3 then
        select max(version) into installed from shop.schema_version where component = 'waybill shop';
        if installed > this_version then
            raise exception using errcode = 'WB002',
                message = format('Schema shop has version %s, this program knows version %s.', installed, this_version),
                hint = 'Use the newer program, or another database.';
        end if;

        if installed < this_version then
            raise exception using errcode = 'WB005',
                message = format('Schema shop has version %s, this program makes version %s and cannot change tables that are there.', installed, this_version),
                hint = 'Use the program that made it, or another database; the schema can be made anew after: drop schema shop, shop_load cascade.';
        end if;

        return;
    end if;

    -- An empty schema of that name may have been made by an administrator; anything in it belongs to somebody else.
    if exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'shop')
        or exists (select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace where n.nspname = 'shop')
    then
        raise exception using errcode = 'WB003',
            message = format('Database %s has a schema shop that holds something else.', current_database()),
            hint = 'Use another database, or rename that schema: alter schema shop rename to shop_old.';
    end if;
end
$$;

comment on schema shop is 'An omni-channel shop: catalogue, customers, orders, stock, payments, shipments, returns, loyalty and activity.';

create table if not exists shop.schema_version
(
    component text not null primary key,
    version integer not null,
    content_hash text,
    applied_at timestamptz not null default now(),
    constraint schema_version_is_ours check (component = 'waybill shop')
);
comment on table shop.schema_version is 'Which version of these files was applied; also marks the schema as ours. One row.';
comment on column shop.schema_version.component is 'Always ''waybill shop''.';
comment on column shop.schema_version.version is 'Version of the schema; rises when tables or rules change.';
comment on column shop.schema_version.content_hash is 'SHA-256 of the files as the program applied them; null when they were applied by hand.';
comment on column shop.schema_version.applied_at is 'When they were applied last (the server''s clock).';

create table if not exists shop.order_statuses
(
    status text collate "C" not null primary key,
    position smallint not null unique,
    is_final boolean not null,
    updated_at timestamptz not null default now()
);
comment on table shop.order_statuses is 'The states of an order''s life.';
comment on column shop.order_statuses.status is 'The word, as feeds and screens show it.';
comment on column shop.order_statuses.position is 'Order in which a normal life passes through them.';
comment on column shop.order_statuses.is_final is 'True when no move leads out of it.';

create table if not exists shop.order_status_moves
(
    from_status text collate "C" not null references shop.order_statuses,
    to_status text collate "C" not null references shop.order_statuses,
    updated_at timestamptz not null default now(),
    primary key (from_status, to_status)
);
comment on table shop.order_status_moves is 'The legal moves between states; every other move is refused.';
comment on column shop.order_status_moves.from_status is 'State before.';
comment on column shop.order_status_moves.to_status is 'State after.';

insert into shop.order_statuses (status, position, is_final)
values ('Pending', 1, false), ('Processing', 2, false), ('Shipped', 3, false), ('Delivered', 4, false), ('Cancelled', 5, true), ('Returned', 6, true)
on conflict do nothing;

insert into shop.order_status_moves (from_status, to_status)
values ('Pending', 'Processing'), ('Pending', 'Cancelled'), ('Processing', 'Shipped'), ('Processing', 'Cancelled'),
    ('Shipped', 'Delivered'), ('Delivered', 'Returned')
on conflict do nothing;
