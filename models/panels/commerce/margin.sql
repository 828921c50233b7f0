-- panel: commerce/margin
-- What is left of sales, by the day of the order, of orders that left the warehouse. Net sales are goods less discounts, less returns whose goods
-- were received. Margin is net sales less their cost (first in, first out); contribution adds freight that customers paid, and takes off
-- shipping and the marketplaces' fees. Shares divide sums.
-- title: Margin
-- column: day = date, the day on which orders were placed
-- column: net_sales = money, goods less discounts and returns
-- column: cogs = money, what they cost
-- column: margin = money, net sales less cost
-- column: contribution = money, margin plus freight charged, less shipping and fees
-- column: margin_share = share, margin of net sales
-- column: contribution_share = share, contribution of net sales
select
    ordered_date as day,
    sum(net_sales) as net_sales,
    sum(cogs) as cogs,
    sum(margin) as margin,
    sum(contribution) as contribution,
    cast(sum(margin) as double) / nullif(cast(sum(net_sales) as double), 0) as margin_share,
    cast(sum(contribution) as double) / nullif(cast(sum(net_sales) as double), 0) as contribution_share
from gold.kpi_margin
group by ordered_date
order by ordered_date
