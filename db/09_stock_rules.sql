-- Stock: every change is a row of inventory_log; layers and inventory follow it and can never go below zero.

-- Applies the movements of one insert (one row or a million): locks, checks, layers, sums.
create or replace function shop.apply_movements() returns trigger language plpgsql as $$
declare
    bad record;
    one record;
begin
    -- A live shop moves one thing at a time: its rows are named by their keys. What does not fit is left to the statements below, which say why.
    select m.*, (select count(*) from moved) as movements,
        case when m.kind = 'reservation' then 0 else m.quantity end as units,
        case when m.kind in ('reservation', 'pick') then m.quantity else 0 end as promised
    into one
    from moved m
    limit 1;
    if one.movements = 1 and one.kind <> 'receipt' then
        perform 1 from shop.inventory i where i.warehouse_id = one.warehouse_id and i.product_id = one.product_id for no key update;

        update shop.inventory_layers l
        set quantity_left = l.quantity_left + one.units, quantity_reserved = l.quantity_reserved + one.promised
        where l.layer_id = one.layer_id and l.warehouse_id = one.warehouse_id and l.product_id = one.product_id and l.unit_cost = one.unit_cost
            and l.quantity_reserved + one.promised between 0 and l.quantity_left + one.units
            and not (one.kind = 'reservation' and one.quantity > 0 and exists (
                select from shop.inventory_layers o
                where o.warehouse_id = l.warehouse_id and o.product_id = l.product_id and o.quantity_left > o.quantity_reserved
                    and (o.received_at, o.layer_id) < (l.received_at, l.layer_id)));
        if found then
            update shop.inventory i
            set on_hand = i.on_hand + one.units, reserved = i.reserved + one.promised, stock_value = i.stock_value + one.units * one.unit_cost
            where i.warehouse_id = one.warehouse_id and i.product_id = one.product_id;
            return null;
        end if;
    end if;

    -- Whoever moves stock locks its rows by warehouse and product first, so buyers wait in line and never in a circle.
    perform 1
    from shop.inventory i
    where (i.warehouse_id, i.product_id) in (select m.warehouse_id, m.product_id from moved m)
    order by i.warehouse_id, i.product_id
    for no key update;

    if exists (select from moved m where m.kind = 'receipt') then
        select m.* into bad
        from moved m
        where m.kind = 'receipt'
            and not exists (select from shop.inventory i where i.warehouse_id = m.warehouse_id and i.product_id = m.product_id)
        order by m.occurred_at, m.movement_id
        limit 1;
        if found then
            raise exception using errcode = 'WB302', schema = 'shop', table = 'inventory_log',
                message = format('Movement %s: warehouse %s does not keep product %s.', bad.movement_id, bad.warehouse_id, bad.product_id),
                hint = 'Insert the row of shop.inventory first.';
        end if;

        insert into shop.inventory_layers (layer_id, warehouse_id, product_id, received_at, unit_cost)
        select m.layer_id, m.warehouse_id, m.product_id, m.occurred_at, m.unit_cost from moved m where m.kind = 'receipt';
    end if;

    select m.*, l.layer_id as known_layer, l.warehouse_id as layer_warehouse, l.product_id as layer_product, l.unit_cost as layer_cost
    into bad
    from moved m
    left join shop.inventory_layers l on l.layer_id = m.layer_id
    where l.layer_id is null or l.warehouse_id <> m.warehouse_id or l.product_id <> m.product_id or l.unit_cost <> m.unit_cost
    order by m.occurred_at, m.movement_id
    limit 1;
    if found then
        raise exception using errcode = 'WB302', schema = 'shop', table = 'inventory_log',
            message = case when bad.known_layer is null
                then format('Movement %s: there is no layer %s.', bad.movement_id, bad.layer_id)
                else format('Movement %s: layer %s holds product %s of warehouse %s at %s, not product %s of warehouse %s at %s.', bad.movement_id, bad.layer_id,
                    bad.layer_product, bad.layer_warehouse, bad.layer_cost, bad.product_id, bad.warehouse_id, bad.unit_cost) end,
            hint = 'Only a receipt makes a layer; other movements repeat its warehouse, product and unit cost.';
    end if;

    -- Not only at the end: after each movement, in the order in which they happened, a layer holds no less than nothing.
    select r.* into bad
    from (
        select m.movement_id, m.layer_id, m.warehouse_id, m.product_id, m.kind, m.quantity, m.occurred_at,
            l.quantity_left + sum(case when m.kind = 'reservation' then 0 else m.quantity end) over happened as left_after,
            l.quantity_reserved + sum(case when m.kind in ('reservation', 'pick') then m.quantity else 0 end) over happened as reserved_after
        from moved m
        join shop.inventory_layers l on l.layer_id = m.layer_id
        window happened as (partition by m.layer_id order by m.occurred_at, m.movement_id rows unbounded preceding)
    ) r
    where r.left_after < 0 or r.reserved_after < 0 or r.reserved_after > r.left_after
    order by r.occurred_at, r.movement_id
    limit 1;
    if found then
        raise exception using errcode = 'WB301', schema = 'shop', table = 'inventory_log',
            message = case
                when bad.reserved_after < 0 then format('Movement %s takes %s reserved units from layer %s (product %s, warehouse %s), which has %s.',
                    bad.movement_id, -bad.quantity, bad.layer_id, bad.product_id, bad.warehouse_id, bad.reserved_after - bad.quantity)
                else format('Movement %s asks layer %s (product %s, warehouse %s) for %s units, %s are free.', bad.movement_id, bad.layer_id, bad.product_id,
                    bad.warehouse_id, abs(bad.quantity),
                    bad.left_after - bad.reserved_after + abs(bad.quantity)) end,
            hint = 'Take units from layers that have them (shop.reserve_order does), or wait for a receipt.';
    end if;

    with by_layer as (
        select m.layer_id, m.warehouse_id, m.product_id, m.unit_cost,
            sum(case when m.kind = 'reservation' then 0 else m.quantity end) as units,
            sum(case when m.kind in ('reservation', 'pick') then m.quantity else 0 end) as promised
        from moved m
        group by m.layer_id, m.warehouse_id, m.product_id, m.unit_cost
    ), layers as (
        update shop.inventory_layers l
        set quantity_left = l.quantity_left + b.units, quantity_reserved = l.quantity_reserved + b.promised
        from by_layer b
        where l.layer_id = b.layer_id
    )
    update shop.inventory i
    set on_hand = i.on_hand + s.units, reserved = i.reserved + s.promised, stock_value = i.stock_value + s.value
    from (
        select b.warehouse_id, b.product_id, sum(b.units) as units, sum(b.promised) as promised, sum(b.units * b.unit_cost) as value
        from by_layer b
        group by b.warehouse_id, b.product_id
    ) s
    where i.warehouse_id = s.warehouse_id and i.product_id = s.product_id;

    -- First in, first out. Judged only where the insert frees no units of that stock: there, what is free now was free all the time.
    select m.movement_id, m.layer_id, m.warehouse_id, m.product_id, older.layer_id as older_layer, older.free into bad
    from (
        select r.*, bool_and(r.kind = 'pick' or (r.kind = 'reservation' and r.quantity > 0)) over (partition by r.warehouse_id, r.product_id) as only_takes
        from moved r
    ) m
    join shop.inventory_layers l on l.layer_id = m.layer_id
    cross join lateral (
        select o.layer_id, o.quantity_left - o.quantity_reserved as free
        from shop.inventory_layers o
        where o.warehouse_id = m.warehouse_id and o.product_id = m.product_id and o.quantity_left > o.quantity_reserved
            and (o.received_at, o.layer_id) < (l.received_at, l.layer_id)
        order by o.received_at, o.layer_id
        limit 1
    ) older
    where m.only_takes and m.kind = 'reservation'
    order by m.occurred_at, m.movement_id
    limit 1;
    if found then
        raise exception using errcode = 'WB304', schema = 'shop', table = 'inventory_log',
            message = format('Movement %s reserves from layer %s, but the older layer %s of product %s in warehouse %s has %s free units.',
                bad.movement_id, bad.layer_id, bad.older_layer, bad.product_id, bad.warehouse_id, bad.free),
            hint = 'Reserve from the oldest layer first (shop.reserve_order does).';
    end if;

    return null;
end
$$;
comment on function shop.apply_movements() is 'Brings layers and inventory up to date with movements that were added.';

create or replace function shop.require_item_stock(p_order_item_id bigint) returns void language plpgsql as $$
declare
    i record;
    s record;
begin
    -- The lock lets a cancellation and a reservation of the same order see each other.
    select r.order_id, r.quantity, r.warehouse_id, r.product_id, o.status into i
    from shop.order_items r join shop.orders o on o.order_id = r.order_id
    where r.order_item_id = p_order_item_id
    for no key update of o;

    select coalesce(sum(m.quantity) filter (where m.kind = 'reservation'), 0) as reserved,
        coalesce(-sum(m.quantity) filter (where m.kind = 'pick'), 0) as picked,
        coalesce(sum(m.quantity) filter (where m.kind = 'return'), 0) as returned,
        coalesce(bool_or(m.warehouse_id <> i.warehouse_id or m.product_id <> i.product_id), false) as stray,
        min(m.layer_id) <> max(m.layer_id) as is_from_layers, 0::bigint as open_least, 0::bigint as kept_least
    into s
    from shop.inventory_log m
    where m.order_item_id = p_order_item_id;
    if s.is_from_layers then
        select min(l.reserved - l.picked), min(l.picked - l.returned) into s.open_least, s.kept_least
        from (
            select coalesce(sum(m.quantity) filter (where m.kind = 'reservation'), 0) as reserved,
                coalesce(-sum(m.quantity) filter (where m.kind = 'pick'), 0) as picked,
                coalesce(sum(m.quantity) filter (where m.kind = 'return'), 0) as returned
            from shop.inventory_log m
            where m.order_item_id = p_order_item_id
            group by m.layer_id
        ) l;
    else
        s.open_least := s.reserved - s.picked;
        s.kept_least := s.picked - s.returned;
    end if;

    if s.stray then
        raise exception using errcode = 'WB303', schema = 'shop', table = 'inventory_log',
            message = format('Item %s of order %s is product %s from warehouse %s; a movement for it is of other stock.',
                p_order_item_id, i.order_id, i.product_id, i.warehouse_id),
            hint = 'Move the stock that the item names, or change the item.';
    elsif s.open_least < 0 or s.reserved > i.quantity then
        raise exception using errcode = 'WB303', schema = 'shop', table = 'inventory_log',
            message = format('Item %s of order %s: %s units were bought, %s reserved, %s picked.', p_order_item_id, i.order_id, i.quantity, s.reserved, s.picked),
            hint = 'Reserve at most what was bought, and pick only what is reserved, layer by layer.';
    elsif s.kept_least < 0 then
        raise exception using errcode = 'WB303', schema = 'shop', table = 'inventory_log',
            message = format('Item %s of order %s: %s units were picked, %s would be back in stock.', p_order_item_id, i.order_id, s.picked, s.returned),
            hint = 'Return units to the layers from which they were picked.';
    elsif i.status = 'Cancelled' and s.reserved > 0 then
        raise exception using errcode = 'WB305', schema = 'shop', table = 'inventory_log',
            message = format('Order %s is cancelled, but %s units are reserved or picked for item %s.', i.order_id, s.reserved, p_order_item_id),
            hint = 'Release them in the same transaction: select shop.release_order(order_id, at).';
    elsif i.status in ('Shipped', 'Delivered', 'Returned') and s.picked <> i.quantity then
        raise exception using errcode = 'WB305', schema = 'shop', table = 'orders',
            message = format('Order %s is %s, but %s of %s units of item %s were picked.', i.order_id, i.status, s.picked, i.quantity, p_order_item_id),
            hint = 'Pick them in the same transaction, or before: select shop.pick_order(order_id, at).';
    elsif s.returned > 0 then
        if s.returned > (
            select coalesce(sum(r.quantity), 0)
            from shop.return_items r join shop.order_return h on h.return_id = r.return_id
            where r.order_item_id = p_order_item_id and r.condition = 'resellable' and h.status <> 'rejected')
        then
            raise exception using errcode = 'WB305', schema = 'shop', table = 'inventory_log',
                message = format('Item %s of order %s: %s units are back in stock, fewer came back fit for sale.', p_order_item_id, i.order_id, s.returned),
                hint = 'Insert the return and its resellable items in the same transaction, or before.';
        end if;
    end if;
end
$$;
comment on function shop.require_item_stock(bigint) is 'Reserved, picked and returned units fit an order''s item and status.';

create or replace function shop.check_movement_at_commit() returns trigger language plpgsql as $$
declare
    p record;
begin
    if new.order_item_id is not null then
        perform shop.require_item_stock(new.order_item_id);
        return null;
    end if;

    select o.quantity, o.warehouse_id, o.product_id into p
    from shop.purchase_orders o where o.purchase_order_id = new.purchase_order_id for no key update;
    if p.warehouse_id <> new.warehouse_id or p.product_id <> new.product_id
        or p.quantity < (select sum(m.quantity) from shop.inventory_log m where m.purchase_order_id = new.purchase_order_id)
    then
        raise exception using errcode = 'WB306', schema = 'shop', table = 'inventory_log',
            message = format('Movement %s receives other stock, or more of it, than purchase order %s asks for (%s units of product %s for warehouse %s).',
                new.movement_id, new.purchase_order_id, p.quantity, p.product_id, p.warehouse_id),
            hint = 'Receive at most what was ordered; book more with a purchase order of its own.';
    end if;

    return null;
end
$$;
comment on function shop.check_movement_at_commit() is 'Movements fit the order item or the purchase order that they name.';

drop trigger if exists apply_movements on shop.inventory_log;
create trigger apply_movements after insert on shop.inventory_log referencing new table as moved for each statement
    execute function shop.apply_movements();

drop trigger if exists check_movement on shop.inventory_log;
create constraint trigger check_movement after insert on shop.inventory_log deferrable initially deferred for each row
    when (new.order_item_id is not null or new.purchase_order_id is not null) execute function shop.check_movement_at_commit();

-- Quantities belong to the journal.
drop trigger if exists begins_empty on shop.inventory;
create trigger begins_empty after insert on shop.inventory for each row when (new.on_hand <> 0 or new.reserved <> 0 or new.stock_value <> 0)
    execute function shop.refuse('WB307', 'Stock of warehouse %s must begin with nothing on hand.', 'Insert zeros, then a receipt into shop.inventory_log.', 'warehouse_id');

drop trigger if exists changes_by_movement on shop.inventory;
create trigger changes_by_movement before update on shop.inventory for each row
    when (pg_trigger_depth() = 0 and (old.warehouse_id, old.product_id, old.on_hand, old.reserved, old.stock_value)
        is distinct from (new.warehouse_id, new.product_id, new.on_hand, new.reserved, new.stock_value))
    execute function shop.refuse('WB307', 'Stock of product %s cannot be changed by hand.', 'Insert the movement into shop.inventory_log.', 'product_id');

drop trigger if exists changes_by_movement on shop.inventory_layers;
create trigger changes_by_movement before insert or update on shop.inventory_layers for each row when (pg_trigger_depth() = 0)
    execute function shop.refuse('WB307', 'Layer %s cannot be written by hand.', 'Insert the movement into shop.inventory_log.', 'layer_id');

drop trigger if exists stays_what_it_is on shop.order_items;
create trigger stays_what_it_is before update of order_item_id, order_id on shop.order_items for each row
    when ((old.order_item_id, old.order_id) is distinct from (new.order_item_id, new.order_id))
    execute function shop.refuse('WB308', 'Item %s cannot move to another order.', 'Delete it and insert another.', 'order_item_id');
