-- panel: commerce/cohorts
-- Of the people who ordered for the first time in a month, how many ordered again one, two, … months later; month 0 is everybody. Accounts with the
-- same phone number and name are one person. Cancelled orders do not count. The last month is not finished.
-- title: Who comes back
-- column: cohort_month = date, the first day of the month of the first order
-- column: month = months, since then
-- column: customers = people, of the cohort
-- column: active = people, who ordered in that month
-- column: share = share, active of the cohort
select
    cohort_month,
    months_since as month,
    customers,
    active,
    retention as share
from gold.kpi_retention
order by cohort_month, months_since
