-- What holds for every table: updated_at, journals that only grow, keys of deleted rows, no truncation, whole rows in the change stream.

-- The start of the transaction, not the moment: a reader who takes rows older than the oldest running transaction misses none.
create or replace function shop.touch() returns trigger language plpgsql as $$
begin
    new.updated_at := now();
    return new;
end
$$;
comment on function shop.touch() is 'Keeps updated_at.';

-- Arguments: SQLSTATE, message with %s for the row's id, hint, column that holds the id.
create or replace function shop.refuse() returns trigger language plpgsql as $$
declare
    id text := '';
begin
    if tg_level = 'ROW' then
        id := coalesce(to_jsonb(case tg_op when 'DELETE' then old else new end) ->> tg_argv[3], '?');
    end if;

    raise exception using errcode = tg_argv[0], message = format(tg_argv[1], id), hint = tg_argv[2], schema = tg_table_schema, table = tg_table_name;
end
$$;
comment on function shop.refuse() is 'Refuses what fired it, in the words of the trigger''s arguments.';

create or replace function shop.remember_deletion() returns trigger language plpgsql as $$
begin
    insert into shop.deleted_rows (table_name, row_key)
    select tg_table_name, jsonb_object_agg(f.key, f.value) from jsonb_each(to_jsonb(old)) f where f.key = any (tg_argv);
    return null;
end
$$;
comment on function shop.remember_deletion() is 'Keeps the key of a deleted row; arguments: the columns of the primary key.';

-- Oldest moment at which a row may still appear: read rows with updated_at before it, then go on from it.
create or replace function shop.watermark() returns timestamptz language plpgsql stable as $$
declare
    hidden text;
    oldest timestamptz;
begin
    select string_agg(distinct a.usename::text, ', ' order by a.usename::text) into hidden
    from pg_catalog.pg_stat_activity a
    where a.datname = current_database() and coalesce(a.backend_type, 'client backend') = 'client backend' and a.state is null; -- who may not see, sees no type either
    if hidden is not null then
        raise exception using errcode = 'WB004',
            message = format('User %s may not see when the transactions of %s began.', current_user, hidden),
            hint = format('Grant it: grant pg_read_all_stats to %I.', current_user);
    end if;

    -- A transaction in which track_activities is turned on again goes on without a start.
    select string_agg(distinct a.usename::text, ', ' order by a.usename::text) into hidden
    from pg_catalog.pg_stat_activity a
    where a.datname = current_database() and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'
        and (a.state = 'disabled' or (a.state like 'idle in transaction%' and a.xact_start is null));
    if hidden is not null then
        raise exception using errcode = 'WB004',
            message = format('Connections of %s do not show when their transactions began: track_activities is off.', hidden),
            hint = 'Turn it on (set track_activities = on, for the role, the database or the server) and let them connect again.';
    end if;

    -- A transaction fixes its start a little before it shows it, so a moment is believed only when it is past for a while.
    select least(min(a.xact_start), now() - interval '1 second') into oldest
    from pg_catalog.pg_stat_activity a
    where a.datname = current_database() and a.pid <> pg_backend_pid();

    -- Asked last: whoever prepares meanwhile was still seen above. Rows bear the start of their transaction; of a prepared one nobody knows it.
    select min(p.gid) into hidden from pg_catalog.pg_prepared_xacts p where p.database = current_database();
    if hidden is not null then
        raise exception using errcode = 'WB004',
            message = format('Transaction %L is prepared, and when it began is not known.', hidden),
            hint = format('End it (commit prepared %L, or rollback prepared %L), or follow the database by logical replication.', hidden, hidden);
    end if;

    return oldest;
end
$$;
comment on function shop.watermark() is 'Every row with updated_at before this moment is visible; call it before the transaction that reads.';

do $$
declare
    journals constant text[] := array['customer_activity_log', 'customer_tier_history', 'deleted_rows', 'inventory_log', 'loyalty_ledger',
        'order_status_history', 'shipment_events'];
    kept constant text[] := array['customers', 'inventory', 'inventory_layers', 'order_return', 'orders', 'payments', 'products', 'shipments'];
    large constant text[] := array['customer_activity_log', 'inventory_log', 'loyalty_ledger', 'order_items', 'order_status_history', 'orders', 'payments',
        'shipment_events', 'shipments'];
    t text;
    key_columns text[];
    key_list text;
begin
    for t in
        select c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'shop' and c.relkind = 'r' and c.relname <> 'schema_version' order by c.relname
    loop
        select array_agg(a.attname::text order by a.attnum), string_agg(quote_literal(a.attname), ', ' order by a.attnum) into key_columns, key_list
        from pg_catalog.pg_index i join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where i.indrelid = format('shop.%I', t)::regclass and i.indisprimary;

        execute format('comment on column shop.%I.updated_at is %L', t,
            'Start of the transaction that wrote the row last, by the server''s clock; never given by the writer.');
        execute format('drop trigger if exists refuse_truncate on shop.%I', t);
        execute format('create trigger refuse_truncate before truncate on shop.%I for each statement execute function shop.refuse(%L, %L, %L)', t,
            'WB603', 'Table shop.' || t || ' cannot be truncated: sums and readers of changes would not notice.',
            'Delete rows, or drop the schema and apply it again.');
        if t = any (journals) then
            execute format('drop trigger if exists only_grows on shop.%I', t);
            execute format('create trigger only_grows before update or delete on shop.%I for each row execute function shop.refuse(%L, %L, %L, %L)', t,
                'WB601', 'Row %s of shop.' || t || ' cannot be changed or deleted: it is a journal.',
                'Add a row that takes it back.', key_columns[1]);
        else
            execute format('drop trigger if exists touch on shop.%I', t);
            execute format('create trigger touch before update on shop.%I for each row execute function shop.touch()', t);
            execute format('alter table shop.%I replica identity full', t);
            execute format('drop trigger if exists never_deleted on shop.%I', t);
            execute format('drop trigger if exists remember_deletion on shop.%I', t);
            if t = any (kept) then
                execute format('create trigger never_deleted before delete on shop.%I for each row execute function shop.refuse(%L, %L, %L, %L)', t,
                    'WB602', 'Row %s of shop.' || t || ' cannot be deleted: its history must stay.',
                    'Use its status or its activity flag instead.', key_columns[1]);
            else
                execute format('create trigger remember_deletion after delete on shop.%I for each row execute function shop.remember_deletion(%s)', t, key_list);
            end if;
        end if;

        if t = any (large) then
            execute format('create index if not exists %I on shop.%I using brin (updated_at)', t || '_updated_at', t);
        end if;
    end loop;
end
$$;
