-- model: silver.known_names
-- Every spelling that stands for a name, from seeds/names.csv: case, blanks, punctuation and plural do not matter. A spelling that
-- two names of a kind claim stands for neither.
-- grain: a kind of name and a spelling
-- materialization: view
with written as (
    select kind, name, alias from seed.names
    union
    select kind, name, name from seed.names
)

select
    kind,
    singular_name(alias) as spelling,
    min(name) as name
from written
group by 1, 2
having min(name) = max(name)
