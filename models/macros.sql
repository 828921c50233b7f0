-- Functions that every model may call. Each is plain SQL; engines that lack macros can inline them.

-- A name without the things people get wrong: case, blanks and punctuation. 'J_T  express ' and 'J&T Express' are one name.
create or replace macro normal_name(name) as
    translate(lower(name), ' _-.,;:!?''"#&/\*()', '');

-- An order id as systems retype it: without case, separators, a leading '#' or the prefix 'ORD'. Never null, so that rows without
-- an id can be found again by their key as well.
create or replace macro order_key(id) as
    coalesce(
        case when starts_with(lower(id), 'ord') or starts_with(lower(id), ' ord') or starts_with(lower(id), '#ord')
            then ltrim(substr(normal_name(id), 4))
            else normal_name(id)
        end,
        ''
    );

-- Text of a cell: blank cells are unknown.
create or replace macro cell_text(cell) as nullif(trim(cell), '');

-- The one known name within one swapped, lost, added or changed letter; null when none or several are.
create or replace macro nearest_name(known, name) as
    case when len(list_filter(known, lambda k: damerau_levenshtein(normal_name(k), normal_name(name)) = 1)) = 1
        then list_filter(known, lambda k: damerau_levenshtein(normal_name(k), normal_name(name)) = 1)[1]
    end;

-- Where a status stands in the life of an order.
create or replace macro status_rank(status) as
    case status
        when 'Pending' then 0
        when 'Processing' then 1
        when 'Shipped' then 2
        when 'Delivered' then 3
        when 'Returned' then 4
        when 'Cancelled' then 5
    end;

-- Clocks of carriers disagree by up to five minutes each way; differences below twice that prove nothing.
create or replace macro clock_tolerance() as interval 10 minute;

-- No parcel of the order feeds weighs more than this many kilograms: a larger number is grams.
create or replace macro parcel_limit_kg() as 500;
