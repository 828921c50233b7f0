-- Invariants as views that return no rows when all is well. They read everything: for tests, for after a repair, for people who wonder.

create or replace view shop.check_stock as
with from_log as (
    select m.layer_id, sum(case when m.kind = 'reservation' then 0 else m.quantity end) as units,
        sum(case when m.kind in ('reservation', 'pick') then m.quantity else 0 end) as promised
    from shop.inventory_log m
    group by m.layer_id
), from_layers as (
    select l.warehouse_id, l.product_id, sum(l.quantity_left) as units, sum(l.quantity_reserved) as promised, sum(l.quantity_left * l.unit_cost) as value
    from shop.inventory_layers l
    group by l.warehouse_id, l.product_id
), by_item as (
    select m.order_item_id, sum(m.quantity) filter (where m.kind = 'reservation') as reserved,
        coalesce(-sum(m.quantity) filter (where m.kind = 'pick'), 0) as picked, coalesce(sum(m.quantity) filter (where m.kind = 'return'), 0) as returned
    from shop.inventory_log m
    where m.order_item_id is not null
    group by m.order_item_id
)
select 'layer equals its movements' as rule, 'layer ' || l.layer_id as id,
    format('%s left, %s reserved', f.units, f.promised) as expected, format('%s left, %s reserved', l.quantity_left, l.quantity_reserved) as found
from shop.inventory_layers l left join from_log f on f.layer_id = l.layer_id
where l.quantity_left is distinct from f.units or l.quantity_reserved is distinct from f.promised
union all
select 'inventory equals its layers', format('warehouse %s, product %s', i.warehouse_id, i.product_id),
    format('%s on hand, %s reserved, worth %s', coalesce(f.units, 0), coalesce(f.promised, 0), coalesce(f.value, 0)),
    format('%s on hand, %s reserved, worth %s', i.on_hand, i.reserved, i.stock_value)
from shop.inventory i left join from_layers f on f.warehouse_id = i.warehouse_id and f.product_id = i.product_id
where i.on_hand <> coalesce(f.units, 0) or i.reserved <> coalesce(f.promised, 0) or i.stock_value <> coalesce(f.value, 0)
union all
select 'stock is not below zero', format('warehouse %s, product %s', i.warehouse_id, i.product_id), '0 <= reserved <= on hand',
    format('%s on hand, %s reserved', i.on_hand, i.reserved)
from shop.inventory i
where i.on_hand < 0 or i.reserved not between 0 and i.on_hand
union all
select 'movements fit the order', format('order %s, item %s', o.order_id, i.order_item_id),
    case when o.status = 'Cancelled' then 'nothing reserved or picked'
        when o.status in ('Pending', 'Processing') then format('returned 0 <= picked <= reserved <= %s', i.quantity)
        else format('%s picked, returned at most that', i.quantity) end,
    format('%s reserved, %s picked, %s returned, order is %s', coalesce(b.reserved, 0), coalesce(b.picked, 0), coalesce(b.returned, 0), o.status)
from shop.order_items i join shop.orders o on o.order_id = i.order_id left join by_item b on b.order_item_id = i.order_item_id
where coalesce(b.picked, 0) > coalesce(b.reserved, 0) or coalesce(b.reserved, 0) > i.quantity or coalesce(b.returned, 0) > coalesce(b.picked, 0)
    or (o.status = 'Cancelled' and coalesce(b.reserved, 0) <> 0)
    or (o.status in ('Shipped', 'Delivered', 'Returned') and coalesce(b.picked, 0) <> i.quantity)
    or (o.status in ('Pending', 'Processing') and coalesce(b.returned, 0) <> 0);
comment on view shop.check_stock is 'Stock that does not add up; no rows when all is well.';

create or replace view shop.check_money as
with items as (
    select i.order_id, sum(i.quantity * i.unit_price) as subtotal, sum(i.discount) as discount from shop.order_items i group by i.order_id
), paid as (
    select p.order_id, coalesce(sum(p.amount) filter (where p.kind = 'charge' and p.status = 'captured'), 0) as captured,
        coalesce(sum(p.amount) filter (where p.kind = 'refund' and p.status <> 'failed'), 0) as refunded
    from shop.payments p
    group by p.order_id
), returned as (
    select n.return_id, sum(n.refund_amount) as refund from shop.return_items n group by n.return_id
), repaid as (
    select p.return_id, sum(p.amount) as amount from shop.payments p where p.return_id is not null and p.status <> 'failed' group by p.return_id
)
select 'order equals its items' as rule, 'order ' || o.order_id as id, format('subtotal %s, discount %s', i.subtotal, i.discount) as expected,
    format('subtotal %s, discount %s', o.subtotal, o.discount) as found
from shop.orders o left join items i on i.order_id = o.order_id
where o.subtotal is distinct from i.subtotal or o.discount is distinct from i.discount
union all
select 'payments fit the order', 'order ' || o.order_id, format('total %s, order is %s', o.total, o.status),
    format('%s captured, %s refunded', coalesce(p.captured, 0), coalesce(p.refunded, 0))
from shop.orders o left join paid p on p.order_id = o.order_id
where coalesce(p.captured, 0) > o.total or coalesce(p.refunded, 0) > coalesce(p.captured, 0)
    or (o.status in ('Delivered', 'Returned') and coalesce(p.captured, 0) <> o.total)
    or (o.status = 'Cancelled' and coalesce(p.captured, 0) <> coalesce(p.refunded, 0))
union all
select 'return equals its items and refunds', 'return ' || r.return_id, format('refund %s, return is %s', r.refund_amount, r.status),
    format('items %s, refunds %s', coalesce(n.refund, 0), coalesce(p.amount, 0))
from shop.order_return r left join returned n on n.return_id = r.return_id left join repaid p on p.return_id = r.return_id
where r.refund_amount is distinct from n.refund or coalesce(p.amount, 0) > r.refund_amount
    or (r.status = 'refunded' and coalesce(p.amount, 0) <> r.refund_amount) or (r.status = 'rejected' and p.amount > 0);
comment on view shop.check_money is 'Money that does not add up; no rows when all is well.';

create or replace view shop.check_points as
with booked as (
    select e.customer_id, sum(e.points) as points from shop.loyalty_ledger e group by e.customer_id
)
select 'balance equals the ledger' as rule, 'customer ' || c.customer_id as id, coalesce(b.points, 0)::text as expected, c.points_balance::text as found
from shop.customers c left join booked b on b.customer_id = c.customer_id
where c.points_balance <> coalesce(b.points, 0) or c.points_balance < 0;
comment on view shop.check_points is 'Points that do not add up; no rows when all is well.';

create or replace view shop.check_tiers as
select 'tier is the last of its history' as rule, 'customer ' || c.customer_id as id, format('tier %s since %s', h.tier_id, h.changed_at) as expected,
    format('tier %s since %s', c.tier_id, c.tier_since) as found
from shop.customers c
left join lateral (
    select t.tier_id, t.changed_at from shop.customer_tier_history t where t.customer_id = c.customer_id order by t.changed_at desc limit 1
) h on true
where (c.tier_id, c.tier_since) is distinct from (h.tier_id, h.changed_at);
comment on view shop.check_tiers is 'Customers whose tier differs from its history; no rows when all is well.';

create or replace view shop.check_status as
with chain as (
    select h.*, lag(h.to_status) over life as before, lag(h.changed_at) over life as before_at, row_number() over life as position,
        lead(h.status_no) over life as next_no
    from shop.order_status_history h
    window life as (partition by h.order_id order by h.status_no)
)
select 'history is a chain of legal moves' as rule, format('order %s, row %s', c.order_id, c.status_no) as id,
    format('from %s', coalesce(c.before, 'nothing')) as expected, format('from %s to %s at %s', coalesce(c.from_status, 'nothing'), c.to_status, c.changed_at) as found
from chain c left join shop.order_status_moves m on m.from_status = c.from_status and m.to_status = c.to_status
where c.status_no <> c.position or c.from_status is distinct from c.before or (c.status_no > 1 and m.to_status is null) or c.changed_at < c.before_at
union all
select 'order is where its history ends', 'order ' || o.order_id, format('%s, number %s, at %s', c.to_status, c.status_no, c.changed_at),
    format('%s, number %s, at %s', o.status, o.status_no, o.status_at)
from shop.orders o left join chain c on c.order_id = o.order_id and c.next_no is null
where (o.status, o.status_no, o.status_at) is distinct from (c.to_status, c.status_no, c.changed_at);
comment on view shop.check_status is 'Orders that differ from their history; no rows when all is well.';

create or replace view shop.check_returns as
with back as (
    select n.order_item_id, sum(n.quantity) as units, sum(n.quantity) filter (where n.condition = 'resellable') as fit
    from shop.return_items n join shop.order_return r on r.return_id = n.return_id
    where r.status <> 'rejected'
    group by n.order_item_id
)
select 'at most what was bought comes back' as rule, 'item ' || i.order_item_id as id, 'at most ' || i.quantity as expected, b.units::text as found
from back b join shop.order_items i on i.order_item_id = b.order_item_id
where b.units > i.quantity
union all
select 'only delivered goods come back', 'return ' || r.return_id, 'Delivered or Returned', o.status
from shop.order_return r join shop.orders o on o.order_id = r.order_id
where r.status <> 'rejected' and o.status not in ('Delivered', 'Returned')
union all
select 'a returned order has a return', 'order ' || o.order_id, 'a return', 'none'
from shop.orders o
where o.status = 'Returned' and not exists (select from shop.order_return r where r.order_id = o.order_id and r.status <> 'rejected')
union all
select 'only what came back fit is in stock again', 'item ' || m.order_item_id, 'at most ' || coalesce(max(b.fit), 0), sum(m.quantity)::text
from shop.inventory_log m left join back b on b.order_item_id = m.order_item_id
where m.kind = 'return'
group by m.order_item_id
having sum(m.quantity) > coalesce(max(b.fit), 0);
comment on view shop.check_returns is 'Returns that do not fit; no rows when all is well.';

create or replace view shop.check_all as
select 'stock' as area, c.* from shop.check_stock c
union all
select 'money', c.* from shop.check_money c
union all
select 'points', c.* from shop.check_points c
union all
select 'tiers', c.* from shop.check_tiers c
union all
select 'status', c.* from shop.check_status c
union all
select 'returns', c.* from shop.check_returns c;
comment on view shop.check_all is 'Every invariant; no rows when all is well.';

do $$
declare
    v text;
begin
    foreach v in array array['check_stock', 'check_money', 'check_points', 'check_tiers', 'check_status', 'check_returns', 'check_all']
    loop
        execute format('comment on column shop.%I.rule is %L', v, 'What should be true.');
        execute format('comment on column shop.%I.id is %L', v, 'Where it is not.');
        execute format('comment on column shop.%I.expected is %L', v, 'What it should be.');
        execute format('comment on column shop.%I.found is %L', v, 'What it is.');
    end loop;
end
$$;
comment on column shop.check_all.area is 'stock, money, points, status or returns.';
