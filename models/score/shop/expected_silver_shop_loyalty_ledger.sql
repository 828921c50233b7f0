-- model: score.expected_silver_shop_loyalty_ledger
-- The shop's points earned and spent as its last change left them, from the truth alone.
-- expects: silver.shop_loyalty_ledger
-- grain: an entry of the ledger
-- materialization: view
-- key: entry_id
with ranked as (
    select
        *,
        row_number() over (partition by entry_id order by cast(lsn as bigint) desc) as place
    from truth.shop_loyalty_ledger
)

select
    cast(entry_id as bigint) as entry_id,
    cast(customer_id as bigint) as customer_id,
    kind,
    cast(points as bigint) as points,
    order_id,
    note,
    cast(occurred_at as timestamp) as occurred_at
from ranked
where place = 1 and op <> 'D'
