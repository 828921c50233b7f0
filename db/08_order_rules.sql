-- Orders: legal status moves with their history, totals that equal their items, payments that fit the order.
--
-- Rules over several tables are checked at commit, so that a transaction may write its rows in any order that the keys allow.

-- ---- Status -------------------------------------------------------------------------------------------------------------------------

-- An update of orders.status by a client: one legal move. (Triggers that move an order have checked it already.)
create or replace function shop.move_status() returns trigger language plpgsql as $$
begin
    if new.status = old.status then
        raise exception using errcode = 'WB103', schema = 'shop', table = 'orders',
            message = format('Order %s: status_no and status_at cannot change without status.', new.order_id),
            hint = 'Set status and status_at together; status_no is kept by trigger.';
    end if;

    if not exists (select from shop.order_status_moves m where m.from_status = old.status and m.to_status = new.status) then
        raise exception using errcode = 'WB101', schema = 'shop', table = 'orders',
            message = format('Order %s cannot go from %s to %s.', new.order_id, old.status, new.status),
            hint = coalesce(
                (select format('From %s it can go to %s.', old.status, string_agg(m.to_status, ' or ' order by m.to_status))
                 from shop.order_status_moves m where m.from_status = old.status),
                format('%s is the end of an order''s life.', old.status));
    end if;

    new.status_no := old.status_no + 1;
    if new.status_at = old.status_at then
        new.status_at := now();
    end if;

    if new.status_reason = old.status_reason then
        new.status_reason := null;
    end if;

    if new.status_at < old.status_at then
        raise exception using errcode = 'WB102', schema = 'shop', table = 'orders',
            message = format('Order %s cannot be %s at %s: it was %s at %s.', new.order_id, new.status, new.status_at, old.status, old.status_at),
            hint = 'Set status_at to a time that is not before the state before.';
    end if;

    return new;
end
$$;
comment on function shop.move_status() is 'Lets an order make one legal move.';

create or replace function shop.write_history() returns trigger language plpgsql as $$
begin
    insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at, reason)
    values (new.order_id, new.status_no, old.status, new.status, new.status_at, new.status_reason);
    return null;
end
$$;
comment on function shop.write_history() is 'Writes the move that an order just made.';

create or replace function shop.begin_history() returns trigger language plpgsql as $$
begin
    insert into shop.order_status_history (order_id, status_no, from_status, to_status, changed_at, reason)
    select p.order_id, 1, null, p.status, p.ordered_at, p.status_reason from placed p;
    return null;
end
$$;
comment on function shop.begin_history() is 'Writes row 1 of the history of orders just placed.';

-- The other way in, for many moves at once: history rows are added, the orders follow.
create or replace function shop.follow_history() returns trigger language plpgsql as $$
declare
    bad record;
    one record;
begin
    -- A live shop moves one order at a time. A move that does not fit is left to the statements below, which say why.
    select a.*, (select count(*) from added) as moves into one from added a limit 1;
    if one.moves = 1 then
        update shop.orders o
        set status = one.to_status, status_no = one.status_no, status_at = one.changed_at, status_reason = one.reason
        where o.order_id = one.order_id and o.status_no = one.status_no - 1 and o.status = one.from_status and o.status_at <= one.changed_at
            and exists (select from shop.order_status_moves m where m.from_status = one.from_status and m.to_status = one.to_status);
        if found then
            return null;
        end if;
    end if;

    perform 1 from shop.orders o where o.order_id in (select a.order_id from added a) order by o.order_id for no key update;

    -- What came before a row is the row before it in the insert, or the order as it is: reading the history back costs far more.
    select r.* into bad
    from (
        select a.*, coalesce(lag(a.status_no) over life, o.status_no) as before_no, coalesce(lag(a.to_status) over life, o.status) as before_status,
            coalesce(lag(a.changed_at) over life, o.status_at) as before_at
        from added a join shop.orders o on o.order_id = a.order_id
        window life as (partition by a.order_id order by a.status_no)
    ) r
    where r.status_no <> r.before_no + 1 or r.from_status is distinct from r.before_status or r.changed_at < r.before_at
        or not exists (select from shop.order_status_moves m where m.from_status = r.from_status and m.to_status = r.to_status)
    order by r.order_id, r.status_no
    limit 1;
    if not found then
        update shop.orders o
        set status = l.to_status, status_no = l.status_no, status_at = l.changed_at, status_reason = l.reason
        from (select distinct on (a.order_id) a.* from added a order by a.order_id, a.status_no desc) l
        where o.order_id = l.order_id;
        return null;
    end if;

    if bad.status_no <> bad.before_no + 1 or bad.from_status is distinct from bad.before_status then
        raise exception using errcode = 'WB104', schema = 'shop', table = 'order_status_history',
            message = format('Row %s of order %s, from %s, does not continue its history, which ends with row %s, %s.',
                bad.status_no, bad.order_id, coalesce(bad.from_status, 'nothing'), bad.before_no, bad.before_status),
            hint = format('Continue with row %s from %s. Row 1 is written when the order is placed.', bad.before_no + 1, bad.before_status);
    elsif bad.changed_at >= bad.before_at then
        raise exception using errcode = 'WB101', schema = 'shop', table = 'order_status_history',
            message = format('Order %s cannot go from %s to %s.', bad.order_id, bad.from_status, bad.to_status),
            hint = 'See shop.order_status_moves.';
    else
        raise exception using errcode = 'WB102', schema = 'shop', table = 'order_status_history',
            message = format('Order %s cannot be %s at %s: it was %s at %s.', bad.order_id, bad.to_status, bad.changed_at, bad.before_status, bad.before_at),
            hint = 'Set changed_at to a time that is not before the state before.';
    end if;
end
$$;
comment on function shop.follow_history() is 'Checks history rows that a client added and moves the orders.';

-- ---- Money --------------------------------------------------------------------------------------------------------------------------

create or replace function shop.require_order_totals(p_order_id text) returns void language plpgsql as $$
declare
    o record;
    i record;
begin
    select r.subtotal, r.discount, r.promotion_id, r.ordered_at into o from shop.orders r where r.order_id = p_order_id;
    select sum(r.quantity * r.unit_price) as subtotal, sum(r.discount) as discount into i from shop.order_items r where r.order_id = p_order_id;
    if i.subtotal is null then
        raise exception using errcode = 'WB202', schema = 'shop', table = 'orders',
            message = format('Order %s has no items.', p_order_id),
            hint = 'Insert its items in the same transaction.';
    elsif o.subtotal <> i.subtotal or o.discount <> i.discount then
        raise exception using errcode = 'WB201', schema = 'shop', table = 'orders',
            message = format('Order %s says subtotal %s and discount %s, its items say %s and %s.', p_order_id, o.subtotal, o.discount, i.subtotal, i.discount),
            hint = 'Change the order and its items in one transaction.';
    elsif o.promotion_id is not null and not exists (
        select from shop.promotions p where p.promotion_id = o.promotion_id and o.ordered_at >= p.starts_at and o.ordered_at < p.ends_at)
    then
        raise exception using errcode = 'WB207', schema = 'shop', table = 'orders',
            message = format('Order %s of %s uses promotion %s, which does not run then.', p_order_id, o.ordered_at, o.promotion_id),
            hint = 'Leave promotion_id null, or use one that runs at ordered_at.';
    end if;
end
$$;
comment on function shop.require_order_totals(text) is 'An order equals its items, and its promotion runs.';

create or replace function shop.require_order_money(p_order_id text) returns void language plpgsql as $$
declare
    o record;
    captured numeric;
    refunded numeric;
begin
    -- Two refunds at once must see each other.
    select r.total, r.status into o from shop.orders r where r.order_id = p_order_id for no key update;
    select coalesce(sum(p.amount) filter (where p.kind = 'charge' and p.status = 'captured'), 0),
        coalesce(sum(p.amount) filter (where p.kind = 'refund' and p.status <> 'failed'), 0)
    into captured, refunded
    from shop.payments p where p.order_id = p_order_id;
    if captured > o.total then
        raise exception using errcode = 'WB203', schema = 'shop', table = 'payments',
            message = format('Order %s costs %s, but %s would be captured.', p_order_id, o.total, captured),
            hint = 'Capture only what is still to be paid.';
    elsif refunded > captured then
        raise exception using errcode = 'WB204', schema = 'shop', table = 'payments',
            message = format('Order %s: %s would be refunded of %s captured.', p_order_id, refunded, captured),
            hint = 'Refund at most what was captured and not refunded yet.';
    elsif o.status in ('Delivered', 'Returned') and captured <> o.total then
        raise exception using errcode = 'WB205', schema = 'shop', table = 'orders',
            message = format('Order %s is %s, but %s of %s is paid.', p_order_id, o.status, captured, o.total),
            hint = 'Capture the payment in the same transaction (cash on delivery), or before.';
    elsif o.status = 'Cancelled' and captured <> refunded then
        raise exception using errcode = 'WB206', schema = 'shop', table = 'orders',
            message = format('Order %s is cancelled, but only %s of %s captured is refunded.', p_order_id, refunded, captured),
            hint = 'Insert the refund (it may be pending) in the same transaction.';
    end if;
end
$$;
comment on function shop.require_order_money(text) is 'Captured and refunded amounts fit the order and its status.';

-- ---- At commit ----------------------------------------------------------------------------------------------------------------------

create or replace function shop.check_order_at_commit() returns trigger language plpgsql as $$
begin
    perform shop.require_order_totals(new.order_id);
    if tg_op = 'UPDATE' then
        perform shop.require_order_money(new.order_id);
    end if;

    return null;
end
$$;
comment on function shop.check_order_at_commit() is 'Totals of an order that was placed or whose amounts changed.';

create or replace function shop.check_item_at_commit() returns trigger language plpgsql as $$
declare
    id text := case tg_op when 'DELETE' then old.order_id else new.order_id end;
begin
    perform shop.require_order_totals(id);
    if tg_op = 'UPDATE' and old.order_id <> new.order_id then
        perform shop.require_order_totals(old.order_id);
    end if;

    if tg_op <> 'DELETE' and exists (select from shop.orders o where o.order_id = id and o.status <> 'Pending') then
        perform shop.require_item_stock(new.order_item_id);
    end if;

    return null;
end
$$;
comment on function shop.check_item_at_commit() is 'Totals and stock of an order whose items changed.';

create or replace function shop.check_payment_at_commit() returns trigger language plpgsql as $$
begin
    -- An attempt that moved no money changes no sum.
    if tg_op = 'INSERT' and new.kind = 'charge' and new.status <> 'captured' then
        return null;
    end if;

    perform shop.require_order_money(new.order_id);
    if new.return_id is not null then
        perform shop.require_return(new.return_id);
    end if;

    return null;
end
$$;
comment on function shop.check_payment_at_commit() is 'Money of an order that was paid or refunded.';

create or replace function shop.check_status_at_commit() returns trigger language plpgsql as $$
declare
    o record;
    waiting bigint;
begin
    -- The order may have moved on in the same transaction; what counts is where it is now.
    select r.status into o from shop.orders r where r.order_id = new.order_id;
    if o.status in ('Pending', 'Processing') then
        return null;
    end if;

    -- Once it was shipped only movements and items can change what was picked, and they are checked themselves.
    if old.status in ('Pending', 'Processing') then
        perform shop.require_item_stock(i.order_item_id) from shop.order_items i where i.order_id = new.order_id;
    end if;

    if o.status in ('Delivered', 'Returned', 'Cancelled') then
        perform shop.require_order_money(new.order_id);
    end if;

    if o.status in ('Shipped', 'Delivered', 'Returned') and not exists (
        select from shop.shipments s where s.order_id = new.order_id and s.handed_over_at is not null)
    then
        raise exception using errcode = 'WB105', schema = 'shop', table = 'orders',
            message = format('Order %s is %s, but no shipment of it was handed over.', new.order_id, o.status),
            hint = 'Insert the shipment with handed_over_at in the same transaction, or before.';
    end if;

    if o.status in ('Delivered', 'Returned') then
        select s.shipment_id into waiting from shop.shipments s where s.order_id = new.order_id and s.delivered_at is null limit 1;
        if found then
            raise exception using errcode = 'WB106', schema = 'shop', table = 'orders',
                message = format('Order %s is %s, but shipment %s is not delivered.', new.order_id, o.status, waiting),
                hint = 'Set status and delivered_at of the shipment in the same transaction, or before.';
        end if;
    end if;

    if o.status = 'Returned' and not exists (
        select from shop.order_return r where r.order_id = new.order_id and r.status <> 'rejected')
    then
        raise exception using errcode = 'WB107', schema = 'shop', table = 'orders',
            message = format('Order %s is Returned, but there is no return of it.', new.order_id),
            hint = 'Insert the return with its items in the same transaction, or before.';
    end if;

    return null;
end
$$;
comment on function shop.check_status_at_commit() is 'What must be true of an order in its new state: picked, handed over, delivered, paid, returned, released.';

create or replace function shop.check_shipment_at_commit() returns trigger language plpgsql as $$
begin
    if exists (select from shop.orders o where o.order_id = new.order_id and o.status in ('Delivered', 'Returned') and new.delivered_at is null) then
        raise exception using errcode = 'WB106', schema = 'shop', table = 'shipments',
            message = format('Order %s is delivered, but shipment %s is not.', new.order_id, new.shipment_id),
            hint = 'A delivered order takes no shipment that is under way.';
    end if;

    return null;
end
$$;
comment on function shop.check_shipment_at_commit() is 'A delivered order has only delivered shipments.';

-- ---- Triggers -----------------------------------------------------------------------------------------------------------------------

drop trigger if exists placed_as_pending on shop.orders;
create trigger placed_as_pending after insert on shop.orders for each row
    when (new.status <> 'Pending' or new.status_no <> 1 or new.status_at <> new.ordered_at)
    execute function shop.refuse('WB108', 'Order %s must begin as Pending, status_no 1, with status_at equal to ordered_at.',
        'Insert it so, then move it: update its status, or add rows to order_status_history.', 'order_id');

drop trigger if exists begin_history on shop.orders;
create trigger begin_history after insert on shop.orders referencing new table as placed for each statement execute function shop.begin_history();

drop trigger if exists move_status on shop.orders;
create trigger move_status before update of status, status_no, status_at on shop.orders for each row
    when (pg_trigger_depth() = 0 and (old.status, old.status_no, old.status_at) is distinct from (new.status, new.status_no, new.status_at))
    execute function shop.move_status();

drop trigger if exists write_history on shop.orders;
create trigger write_history after update of status on shop.orders for each row
    when (pg_trigger_depth() = 0 and old.status_no <> new.status_no) execute function shop.write_history();

drop trigger if exists follow_history on shop.order_status_history;
create trigger follow_history after insert on shop.order_status_history referencing new table as added for each statement
    when (pg_trigger_depth() = 0) execute function shop.follow_history();

drop trigger if exists check_order on shop.orders;
create constraint trigger check_order after insert or update of subtotal, discount, total, promotion_id, ordered_at on shop.orders
    deferrable initially deferred for each row execute function shop.check_order_at_commit();

drop trigger if exists check_status on shop.orders;
create constraint trigger check_status after update of status on shop.orders
    deferrable initially deferred for each row when (old.status <> new.status) execute function shop.check_status_at_commit();

drop trigger if exists check_item on shop.order_items;
create constraint trigger check_item after insert or update or delete on shop.order_items
    deferrable initially deferred for each row execute function shop.check_item_at_commit();

drop trigger if exists check_payment on shop.payments;
create constraint trigger check_payment after insert or update on shop.payments
    deferrable initially deferred for each row execute function shop.check_payment_at_commit();

drop trigger if exists check_shipment on shop.shipments;
create constraint trigger check_shipment after insert on shop.shipments
    deferrable initially deferred for each row when (new.delivered_at is null) execute function shop.check_shipment_at_commit();

drop trigger if exists check_delivery on shop.shipments;
create constraint trigger check_delivery after update of delivered_at on shop.shipments
    deferrable initially deferred for each row when (old.delivered_at is not null and new.delivered_at is null)
    execute function shop.check_shipment_at_commit();

drop trigger if exists stays_with_its_order on shop.payments;
create trigger stays_with_its_order before update of order_id, kind, amount on shop.payments for each row
    when ((old.order_id, old.kind, old.amount) is distinct from (new.order_id, new.kind, new.amount))
    execute function shop.refuse('WB208', 'Payment %s cannot change its order, kind or amount.', 'Void it and insert another.', 'payment_id');

drop trigger if exists stays_with_its_order on shop.shipments;
create trigger stays_with_its_order before update of order_id on shop.shipments for each row when (old.order_id <> new.order_id)
    execute function shop.refuse('WB109', 'Shipment %s cannot change its order.', 'Insert another shipment.', 'shipment_id');
