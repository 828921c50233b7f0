-- part_of: gold.kpi_daily
-- What the shop did. How much of its stock is in reserve is known of the last day only.
with picked as (
    select flow_date as kpi_date, sum(units_picked) as units
    from gold.kpi_stock_flow
    group by flow_date
),

reserve as (
    select
        (select max(kpi_date) from picked) as kpi_date,
        count(*) filter (where not is_below_safety_stock) as safe,
        count(*) as stocks
    from gold.stock_position
),

sold as (
    select sales_date as kpi_date, sum(net_revenue) as net_revenue
    from gold.kpi_shop_sales
    group by sales_date
),

margins as (
    select ordered_date as kpi_date, sum(margin) as margin, sum(net_sales) as net_sales
    from gold.kpi_margin
    group by ordered_date
),

visits as (
    select started_date as kpi_date, sum(sessions_order) as ordered, sum(sessions) as sessions
    from gold.kpi_funnel
    group by started_date
),

returned as (
    select rate_date as kpi_date, sum(value_returned) as returned, sum(value_shipped) as shipped
    from gold.kpi_return_rate
    where basis = 'return'
    group by rate_date
),

figures as (
    select kpi_date, 'stock' as area, 'units_picked' as kpi, 'units' as unit, units as numerator, null as denominator from picked
    union all
    select kpi_date, 'stock', 'above_safety_stock', 'share', safe, stocks from reserve where kpi_date is not null
    union all
    select kpi_date, 'orders', 'net_revenue', 'money', net_revenue, null from sold
    union all
    select kpi_date, 'orders', 'margin', 'share', margin, net_sales from margins
    union all
    select kpi_date, 'orders', 'conversion', 'share', ordered, sessions from visits
    union all
    select kpi_date, 'customers', 'return_rate_value', 'share', returned, shipped from returned
)

select
    kpi_date,
    area,
    kpi,
    unit,
    cast(numerator as double) as numerator,
    cast(denominator as double) as denominator
from figures
