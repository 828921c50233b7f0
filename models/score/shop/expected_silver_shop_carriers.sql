-- model: score.expected_silver_shop_carriers
-- The shop's carriers as its last change left them, from the truth alone.
-- expects: silver.shop_carriers
-- grain: a carrier
-- materialization: view
-- key: carrier_id
with ranked as (
    select
        *,
        row_number() over (partition by carrier_id order by cast(lsn as bigint) desc) as place
    from truth.shop_carriers
)

select
    cast(carrier_id as bigint) as carrier_id,
    name,
    service,
    cast(is_active as boolean) as is_active
from ranked
where place = 1 and op <> 'D'
