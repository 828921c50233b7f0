-- model: score.expected_silver_shop_categories
-- The shop's tree of product categories as its last change left them, from the truth alone.
-- expects: silver.shop_categories
-- grain: a category
-- materialization: view
-- key: category_id
with ranked as (
    select
        *,
        row_number() over (partition by category_id order by cast(lsn as bigint) desc) as place
    from truth.shop_categories
)

select
    cast(category_id as bigint) as category_id,
    cast(parent_id as bigint) as parent_id,
    name
from ranked
where place = 1 and op <> 'D'
