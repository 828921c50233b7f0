-- Movements for a whole order in one call: the units come from the oldest layers, and locks are taken in the order that avoids deadlocks
-- (orders, then stock by warehouse and product). Writers that bring their own rows of inventory_log do not need them.

create or replace function shop.lock_order_stock(p_order_id text) returns text language plpgsql as $$
declare
    known text;
begin
    select o.status into known from shop.orders o where o.order_id = p_order_id for no key update;
    if not found then
        raise exception using errcode = 'WB309', schema = 'shop', table = 'orders',
            message = format('There is no order %s.', p_order_id), hint = 'Check the id, or insert the order first.';
    end if;

    perform 1
    from shop.inventory i
    where (i.warehouse_id, i.product_id) in (select r.warehouse_id, r.product_id from shop.order_items r where r.order_id = p_order_id)
    order by i.warehouse_id, i.product_id
    for no key update;
    return known;
end
$$;
comment on function shop.lock_order_stock(text) is 'Locks an order and the stock of its items; gives the order''s status.';

create or replace function shop.reserve_order(p_order_id text, p_at timestamptz) returns setof shop.inventory_log language plpgsql as $$
declare
    known text := shop.lock_order_stock(p_order_id);
    short record;
begin
    if known not in ('Pending', 'Processing') then
        raise exception using errcode = 'WB310', schema = 'shop', table = 'orders',
            message = format('Order %s is %s: nothing can be reserved for it.', p_order_id, known),
            hint = 'Reserve while it is Pending or Processing.';
    end if;

    select w.warehouse_id, w.product_id, w.units, coalesce(i.on_hand - i.reserved, 0) as free into short
    from (
        select r.warehouse_id, r.product_id,
            sum(r.quantity - coalesce((select sum(m.quantity) from shop.inventory_log m
                where m.order_item_id = r.order_item_id and m.kind = 'reservation'), 0)) as units
        from shop.order_items r
        where r.order_id = p_order_id
        group by r.warehouse_id, r.product_id
    ) w
    left join shop.inventory i on i.warehouse_id = w.warehouse_id and i.product_id = w.product_id
    where w.units > coalesce(i.on_hand - i.reserved, 0)
    order by w.warehouse_id, w.product_id
    limit 1;
    if found then
        raise exception using errcode = 'WB301', schema = 'shop', table = 'inventory',
            message = format('Order %s wants %s units of product %s from warehouse %s, %s are free.',
                p_order_id, short.units, short.product_id, short.warehouse_id, short.free),
            hint = 'Take fewer units or another warehouse, or let the customer wait.';
    end if;

    return query
    with wanted as (
        select r.order_item_id, r.warehouse_id, r.product_id, r.line_no,
            r.quantity - coalesce((select sum(m.quantity) from shop.inventory_log m
                where m.order_item_id = r.order_item_id and m.kind = 'reservation'), 0) as units
        from shop.order_items r
        where r.order_id = p_order_id
    ), demand as (
        select w.*, sum(w.units) over (partition by w.warehouse_id, w.product_id order by w.line_no) as upto from wanted w where w.units > 0
    ), supply as (
        select l.layer_id, l.warehouse_id, l.product_id, l.unit_cost, l.quantity_left - l.quantity_reserved as units,
            sum(l.quantity_left - l.quantity_reserved) over (partition by l.warehouse_id, l.product_id order by l.received_at, l.layer_id) as upto
        from shop.inventory_layers l
        where l.quantity_left > l.quantity_reserved
            and (l.warehouse_id, l.product_id) in (select d.warehouse_id, d.product_id from demand d)
    )
    insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, order_item_id, occurred_at)
    select s.layer_id, s.warehouse_id, s.product_id, 'reservation',
        least(d.upto, s.upto) - greatest(d.upto - d.units, s.upto - s.units), s.unit_cost, d.order_item_id, p_at
    from demand d
    join supply s on s.warehouse_id = d.warehouse_id and s.product_id = d.product_id and d.upto > s.upto - s.units and s.upto > d.upto - d.units
    order by d.warehouse_id, d.product_id, d.upto, s.upto
    returning *;
end
$$;
comment on function shop.reserve_order(text, timestamptz) is 'Reserves what an order''s items still lack, oldest layers first, or refuses all of it (WB301).';

create or replace function shop.use_reserved(p_order_id text, p_kind text, p_at timestamptz) returns setof shop.inventory_log language plpgsql as $$
begin
    perform shop.lock_order_stock(p_order_id);
    return query
    insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, order_item_id, occurred_at)
    select m.layer_id, m.warehouse_id, m.product_id, p_kind, -sum(m.quantity), m.unit_cost, m.order_item_id, p_at
    from shop.order_items i join shop.inventory_log m on m.order_item_id = i.order_item_id
    where i.order_id = p_order_id and m.kind in ('reservation', 'pick')
    group by m.order_item_id, m.layer_id, m.warehouse_id, m.product_id, m.unit_cost
    having sum(m.quantity) > 0
    order by m.warehouse_id, m.product_id, m.order_item_id, m.layer_id
    returning *;
end
$$;
comment on function shop.use_reserved(text, text, timestamptz) is 'Ends what is reserved for an order and not picked, with movements of a kind: pick or reservation.';

create or replace function shop.pick_order(p_order_id text, p_at timestamptz) returns setof shop.inventory_log language sql as $$
    select * from shop.use_reserved(p_order_id, 'pick', p_at)
$$;
comment on function shop.pick_order(text, timestamptz) is 'Takes what is reserved for an order out of stock.';

create or replace function shop.release_order(p_order_id text, p_at timestamptz) returns setof shop.inventory_log language sql as $$
    select * from shop.use_reserved(p_order_id, 'reservation', p_at)
$$;
comment on function shop.release_order(text, timestamptz) is 'Gives back what is reserved for an order and not picked.';

create or replace function shop.restock_return(p_return_id bigint, p_at timestamptz) returns setof shop.inventory_log language plpgsql as $$
begin
    perform shop.lock_order_stock(r.order_id) from shop.order_return r where r.return_id = p_return_id;
    return query
    with back as (
        select n.return_item_id, n.order_item_id,
            n.quantity - coalesce((select sum(m.quantity) from shop.inventory_log m
                where m.order_item_id = n.order_item_id and m.return_item_id = n.return_item_id), 0) as units
        from shop.return_items n
        where n.return_id = p_return_id and n.condition = 'resellable'
    ), gone as (
        select m.order_item_id, m.layer_id, m.warehouse_id, m.product_id, m.unit_cost, -sum(m.quantity) as units
        from shop.inventory_log m
        where m.order_item_id in (select b.order_item_id from back b) and m.kind in ('pick', 'return')
        group by m.order_item_id, m.layer_id, m.warehouse_id, m.product_id, m.unit_cost
        having sum(m.quantity) < 0
    ), places as (
        select g.*, sum(g.units) over (partition by g.order_item_id order by l.received_at, l.layer_id) as upto
        from gone g join shop.inventory_layers l on l.layer_id = g.layer_id
    )
    insert into shop.inventory_log (layer_id, warehouse_id, product_id, kind, quantity, unit_cost, order_item_id, return_item_id, occurred_at)
    select p.layer_id, p.warehouse_id, p.product_id, 'return', least(b.units, p.upto) - (p.upto - p.units), p.unit_cost, p.order_item_id, b.return_item_id, p_at
    from back b join places p on p.order_item_id = b.order_item_id
    where b.units > p.upto - p.units
    order by p.warehouse_id, p.product_id, p.order_item_id, p.upto
    returning *;
end
$$;
comment on function shop.restock_return(bigint, timestamptz) is 'Puts the resellable units of a return back into the layers from which they were picked, at their cost.';
