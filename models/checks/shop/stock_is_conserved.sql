-- check: gold.stock_position
-- severity: warn
-- What the books say is in stock is what came and went, and what is left of its cost layers; never below zero, never promised twice.
select *
from gold.stock_position
where on_hand <> on_hand_of_movements
    or on_hand <> on_hand_of_layers
    or reserved <> reserved_of_movements
    or stock_value <> value_of_movements
    or stock_value <> value_of_layers
    or on_hand < 0
    or reserved not between 0 and on_hand
