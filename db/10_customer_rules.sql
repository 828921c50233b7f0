-- Returns only of what was delivered, reviews only by who received, points never below zero, one price at a time.

-- ---- Returns and reviews ------------------------------------------------------------------------------------------------------------

create or replace function shop.require_return(p_return_id bigint) returns void language plpgsql as $$
declare
    r record;
    i record;
    paid numeric;
begin
    -- The lock lets two returns of the same order see each other.
    select h.order_id, h.status, h.refund_amount, o.status as order_status into r
    from shop.order_return h join shop.orders o on o.order_id = h.order_id
    where h.return_id = p_return_id
    for no key update of o;

    if r.status <> 'rejected' and r.order_status not in ('Delivered', 'Returned') then
        raise exception using errcode = 'WB401', schema = 'shop', table = 'order_return',
            message = format('Return %s: order %s is %s, only what was delivered can come back.', p_return_id, r.order_id, r.order_status),
            hint = 'Cancel the order instead, or wait for the delivery.';
    end if;

    select coalesce(sum(n.refund_amount), 0) as refund, count(*) as lines into i from shop.return_items n where n.return_id = p_return_id;
    if i.lines = 0 or i.refund <> r.refund_amount then
        raise exception using errcode = 'WB403', schema = 'shop', table = 'order_return',
            message = format('Return %s says refund %s, its %s items say %s.', p_return_id, r.refund_amount, i.lines, i.refund),
            hint = 'Insert the return and its items in one transaction; refund_amount is the sum of theirs.';
    end if;

    select n.order_item_id, o.order_id, o.quantity, o.line_total, n.refund_amount,
        (select sum(x.quantity) from shop.return_items x join shop.order_return y on y.return_id = x.return_id
         where x.order_item_id = n.order_item_id and y.status <> 'rejected') as back
    into i
    from shop.return_items n join shop.order_items o on o.order_item_id = n.order_item_id
    where n.return_id = p_return_id
        and (o.order_id <> r.order_id or n.refund_amount > o.line_total
            or o.quantity < (select sum(x.quantity) from shop.return_items x join shop.order_return y on y.return_id = x.return_id
                where x.order_item_id = n.order_item_id and y.status <> 'rejected'))
    order by n.order_item_id
    limit 1;
    if found then
        raise exception using
            errcode = case when i.order_id <> r.order_id then 'WB404' when i.back > i.quantity then 'WB402' else 'WB405' end,
            schema = 'shop', table = 'return_items',
            message = case
                when i.order_id <> r.order_id then format('Return %s is of order %s, item %s belongs to order %s.', p_return_id, r.order_id, i.order_item_id, i.order_id)
                when i.back > i.quantity then format('Return %s: %s units of item %s would be back, %s were bought.', p_return_id, i.back, i.order_item_id, i.quantity)
                else format('Return %s: %s would be refunded for item %s, which cost %s.', p_return_id, i.refund_amount, i.order_item_id, i.line_total) end,
            hint = 'Return at most what was bought in that order, at most for what it cost.';
    end if;

    select coalesce(sum(p.amount), 0) into paid from shop.payments p where p.return_id = p_return_id and p.status <> 'failed';
    if paid > r.refund_amount or (r.status = 'refunded' and paid <> r.refund_amount) or (r.status = 'rejected' and paid > 0) then
        raise exception using errcode = 'WB406', schema = 'shop', table = 'order_return',
            message = format('Return %s is %s with refund %s, its payments say %s.', p_return_id, r.status, r.refund_amount, paid),
            hint = 'Insert the refund into payments in the transaction that sets the status to refunded.';
    elsif exists (select from shop.payments p where p.return_id = p_return_id and p.order_id <> r.order_id) then
        raise exception using errcode = 'WB406', schema = 'shop', table = 'payments',
            message = format('Return %s is of order %s, a payment for it is of another order.', p_return_id, r.order_id),
            hint = 'Refund to the order that comes back.';
    end if;
end
$$;
comment on function shop.require_return(bigint) is 'A return is of delivered goods, no more than was bought, and its refund adds up.';

create or replace function shop.check_return_at_commit() returns trigger language plpgsql as $$
begin
    perform shop.require_return(new.return_id);

    -- A rejected return takes its goods back out of stock's sight, a returned order needs one that is not.
    if tg_op = 'UPDATE' and new.status = 'rejected' and old.status <> 'rejected' then
        perform shop.require_item_stock(n.order_item_id) from shop.return_items n where n.return_id = new.return_id;
        if exists (select from shop.orders o where o.order_id = new.order_id and o.status = 'Returned')
            and not exists (select from shop.order_return r where r.order_id = new.order_id and r.status <> 'rejected')
        then
            raise exception using errcode = 'WB107', schema = 'shop', table = 'order_return',
                message = format('Order %s is Returned, so its only return %s cannot be rejected.', new.order_id, new.return_id),
                hint = 'Reject a return before the order becomes Returned.';
        end if;
    end if;

    return null;
end
$$;
comment on function shop.check_return_at_commit() is 'Rules of a return that was made or changed.';

create or replace function shop.check_return_item_at_commit() returns trigger language plpgsql as $$
begin
    if tg_op <> 'INSERT' then
        perform shop.require_return(old.return_id);
        perform shop.require_item_stock(old.order_item_id);
    end if;

    if tg_op = 'INSERT' or (tg_op = 'UPDATE' and new.return_id <> old.return_id) then
        perform shop.require_return(new.return_id);
    end if;

    return null;
end
$$;
comment on function shop.check_return_item_at_commit() is 'Rules of a return whose items were made or changed.';

create or replace function shop.check_review_at_commit() returns trigger language plpgsql as $$
declare
    o record;
begin
    select r.order_id, r.customer_id, r.status into o
    from shop.order_items i join shop.orders r on r.order_id = i.order_id
    where i.order_item_id = new.order_item_id;
    if o.customer_id <> new.customer_id or o.status not in ('Delivered', 'Returned') then
        raise exception using errcode = 'WB407', schema = 'shop', table = 'reviews',
            message = format('Review %s: item %s belongs to order %s of customer %s, which is %s.',
                new.review_id, new.order_item_id, o.order_id, o.customer_id, o.status),
            hint = 'Only the customer who received goods can review them.';
    end if;

    return null;
end
$$;
comment on function shop.check_review_at_commit() is 'A review is by who bought and received.';

drop trigger if exists check_return on shop.order_return;
create constraint trigger check_return after insert or update on shop.order_return
    deferrable initially deferred for each row execute function shop.check_return_at_commit();

drop trigger if exists stays_with_its_order on shop.order_return;
create trigger stays_with_its_order before update of order_id on shop.order_return for each row when (old.order_id <> new.order_id)
    execute function shop.refuse('WB408', 'Return %s cannot change its order.', 'Reject it and insert another.', 'return_id');

drop trigger if exists check_return_item on shop.return_items;
create constraint trigger check_return_item after insert or update or delete on shop.return_items
    deferrable initially deferred for each row execute function shop.check_return_item_at_commit();

drop trigger if exists check_review on shop.reviews;
create constraint trigger check_review after insert or update of customer_id, order_item_id on shop.reviews
    deferrable initially deferred for each row execute function shop.check_review_at_commit();

-- ---- Loyalty ------------------------------------------------------------------------------------------------------------------------

create or replace function shop.apply_points() returns trigger language plpgsql as $$
declare
    bad record;
    one record;
begin
    -- A live shop books one entry at a time. One that does not fit is left to the statements below, which say why.
    select a.*, (select count(*) from added) as entries into one from added a limit 1;
    if one.entries = 1 then
        update shop.customers c
        set points_balance = c.points_balance + one.points
        where c.customer_id = one.customer_id and c.points_balance + one.points >= 0
            and (one.order_id is null or exists (select from shop.orders o where o.order_id = one.order_id and o.customer_id = one.customer_id));
        if found then
            return null;
        end if;
    end if;

    perform 1 from shop.customers c where c.customer_id in (select a.customer_id from added a) order by c.customer_id for no key update;

    select r.* into bad
    from (
        select a.entry_id, a.customer_id, a.points, a.occurred_at,
            c.points_balance + sum(a.points) over (partition by a.customer_id order by a.occurred_at, a.entry_id rows unbounded preceding) as balance_after
        from added a join shop.customers c on c.customer_id = a.customer_id
    ) r
    where r.balance_after < 0
    order by r.occurred_at, r.entry_id
    limit 1;
    if found then
        raise exception using errcode = 'WB501', schema = 'shop', table = 'loyalty_ledger',
            message = format('Entry %s takes %s points from customer %s, who has %s.', bad.entry_id, -bad.points, bad.customer_id, bad.balance_after - bad.points),
            hint = 'Take at most the points that are there.';
    end if;

    select a.entry_id, a.customer_id, a.order_id, o.customer_id as owner into bad
    from added a join shop.orders o on o.order_id = a.order_id
    where o.customer_id <> a.customer_id
    order by a.entry_id
    limit 1;
    if found then
        raise exception using errcode = 'WB502', schema = 'shop', table = 'loyalty_ledger',
            message = format('Entry %s is for customer %s, but order %s belongs to customer %s.', bad.entry_id, bad.customer_id, bad.order_id, bad.owner),
            hint = 'Book points to the customer of the order.';
    end if;

    update shop.customers c
    set points_balance = c.points_balance + s.points
    from (select a.customer_id, sum(a.points) as points from added a group by a.customer_id) s
    where c.customer_id = s.customer_id and s.points <> 0;
    return null;
end
$$;
comment on function shop.apply_points() is 'Brings balances up to date with ledger entries that were added.';

drop trigger if exists apply_points on shop.loyalty_ledger;
create trigger apply_points after insert on shop.loyalty_ledger referencing new table as added for each statement execute function shop.apply_points();

drop trigger if exists begins_without_points on shop.customers;
create trigger begins_without_points after insert on shop.customers for each row when (new.points_balance <> 0)
    execute function shop.refuse('WB503', 'Customer %s must begin with no points.', 'Insert 0, then an entry into shop.loyalty_ledger.', 'customer_id');

drop trigger if exists points_change_by_ledger on shop.customers;
create trigger points_change_by_ledger before update on shop.customers for each row
    when (pg_trigger_depth() = 0 and old.points_balance <> new.points_balance)
    execute function shop.refuse('WB503', 'Points of customer %s cannot be changed by hand.', 'Insert an entry into shop.loyalty_ledger.', 'customer_id');

-- ---- Tiers --------------------------------------------------------------------------------------------------------------------------

create or replace function shop.remember_tier() returns trigger language plpgsql as $$
begin
    insert into shop.customer_tier_history (customer_id, changed_at, tier_id) values (new.customer_id, new.tier_since, new.tier_id);
    return null;
end
$$;
comment on function shop.remember_tier() is 'Keeps the tier that a customer came into.';

create or replace function shop.remember_first_tier() returns trigger language plpgsql as $$
begin
    insert into shop.customer_tier_history (customer_id, changed_at, tier_id) select a.customer_id, a.tier_since, a.tier_id from added a;
    return null;
end
$$;
comment on function shop.remember_first_tier() is 'Keeps the tiers in which customers begin.';

-- Accounts that were opened before there was a history begin with what is known of them.
drop trigger if exists is_written_by_trigger on shop.customer_tier_history;
insert into shop.customer_tier_history (customer_id, changed_at, tier_id)
select c.customer_id, c.tier_since, c.tier_id
from shop.customers c
where not exists (select from shop.customer_tier_history h where h.customer_id = c.customer_id);
create trigger is_written_by_trigger before insert on shop.customer_tier_history for each row when (pg_trigger_depth() = 0)
    execute function shop.refuse('WB504', 'Tiers of customer %s cannot be written by hand.', 'Update tier_id and tier_since of shop.customers.', 'customer_id');

drop trigger if exists remember_first_tier on shop.customers;
create trigger remember_first_tier after insert on shop.customers referencing new table as added for each statement execute function shop.remember_first_tier();

drop trigger if exists remember_tier on shop.customers;
create trigger remember_tier after update on shop.customers for each row when ((old.tier_id, old.tier_since) is distinct from (new.tier_id, new.tier_since))
    execute function shop.remember_tier();

drop trigger if exists tier_changes_later on shop.customers;
create trigger tier_changes_later before update on shop.customers for each row
    when ((old.tier_id, old.tier_since) is distinct from (new.tier_id, new.tier_since) and new.tier_since <= old.tier_since)
    execute function shop.refuse('WB505', 'Customer %s comes into a tier before the one that they have.', 'Give a later tier_since with it.', 'customer_id');

-- ---- Prices -------------------------------------------------------------------------------------------------------------------------

create or replace function shop.check_price_at_commit() returns trigger language plpgsql as $$
declare
    other record;
begin
    -- The lock lets two changes of the same product's price see each other.
    perform 1 from shop.products p where p.product_id = new.product_id for no key update;
    select a.price_id, b.price_id as other_id into other
    from shop.product_prices a
    join shop.product_prices b on b.product_id = a.product_id and b.channel_id = a.channel_id and b.price_id <> a.price_id
    where a.price_id = new.price_id
        and a.valid_from < coalesce(b.valid_to, 'infinity') and b.valid_from < coalesce(a.valid_to, 'infinity')
    limit 1;
    if found then
        raise exception using errcode = 'WB209', schema = 'shop', table = 'product_prices',
            message = format('Price %s of product %s in channel %s holds at the same time as price %s.', new.price_id, new.product_id, new.channel_id, other.other_id),
            hint = 'Set valid_to of the price before, in the same transaction.';
    end if;

    return null;
end
$$;
comment on function shop.check_price_at_commit() is 'Prices of a product in a channel never overlap.';

drop trigger if exists check_price on shop.product_prices;
create constraint trigger check_price after insert or update on shop.product_prices
    deferrable initially deferred for each row execute function shop.check_price_at_commit();
