-- model: score.expected_silver_shop_channels
-- The shop's sales channels as its last change left them, from the truth alone.
-- expects: silver.shop_channels
-- grain: a channel
-- materialization: view
-- key: channel_id
with ranked as (
    select
        *,
        row_number() over (partition by channel_id order by cast(lsn as bigint) desc) as place
    from truth.shop_channels
)

select
    cast(channel_id as bigint) as channel_id,
    name,
    kind,
    cast(fee_percent as decimal(5, 2)) as fee_percent,
    cast(is_active as boolean) as is_active
from ranked
where place = 1 and op <> 'D'
