-- Functions that every model may call. Each is plain SQL; engines that lack macros can inline them.

-- A name without the things people get wrong: case, blanks and punctuation. 'J_T  express ' and 'J&T Express' are one name.
create or replace macro normal_name(name) as
    case when regexp_full_match(name, '[0-9A-Za-z-]*') then replace(lower(name), '-', '') -- most; translate takes five times as long
        else translate(lower(name), ' _-.,;:!?''"#&/\*()', '')
    end;

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

-- A name that may be written in the plural: 'Iron Plates' and 'iron_plate' are one name. Apply it to both sides of a comparison.
create or replace macro singular_name(name) as
    regexp_replace(regexp_replace(regexp_replace(normal_name(name), 'ies$', 'y'), '(x|z|ss|ch|sh)es$', '\1'), 's$', '');

-- The word and the number in a machine's name: 'Smelter #1', 'smelter1', 'SMELTER_01' and 'Smelter No. 1' are 'smelter' and '01'.
create or replace macro machine_word(name) as
    regexp_extract(normal_name(name), '^(?:machine)?([a-z]+?)(?:no|nr|number)?0*([0-9]+)$', 1);
create or replace macro machine_number(name) as
    nullif(regexp_extract(normal_name(name), '^(?:machine)?([a-z]+?)(?:no|nr|number)?0*([0-9]+)$', 2), '');
create or replace macro two_digits(number) as
    case when length(number) < 2 then '0' || number else number end;

-- A moment in one of the forms that are rarer than the usual one.
create or replace macro unusual_event_time(cell) as
    case
        when regexp_full_match(cell, '-?([0-9]{1,7}|[0-9]{9,10})') then make_timestamp(try_cast(cell as bigint) * 1000000)
        when regexp_full_match(cell, '[0-9]{13}') then make_timestamp(try_cast(cell as bigint) * 1000)
        when regexp_full_match(cell, '.*:[0-9.]+ ?(Z|z|[+-][0-9]{2}(:?[0-9]{2})?)') then timezone('UTC', try_cast(cell as timestamptz))
        else try_cast(cell as timestamp)
    end;

-- A moment as text: ISO 8601 with blank or T, with or without zone, or seconds or milliseconds since 1970. Without a zone it is UTC.
-- Eight digits may be a date without dashes and are no moment.
create or replace macro event_time(cell) as
    case when cell like '____-__-_____:__:__' then try_cast(cell as timestamp) -- most, without regular expressions
        else unusual_event_time(trim(cell))
    end;

-- A whole number; '73.0' is one, '73.4' is none. Digits alone come first: reading a decimal of 38 digits costs a hundred times as much.
create or replace macro whole_number(cell) as
    case when regexp_full_match(cell, '-?[0-9]{1,18}') then try_cast(cell as bigint)
        when try_cast(cell as decimal(38, 6)) = try_cast(cell as bigint) then try_cast(cell as bigint) end;

-- The day in the name of the folder that a file lies in: 'factory/2026-01-03/qc_checks.csv'.
create or replace macro folder_day(file) as
    try_cast(nullif(regexp_extract(file, '([0-9]{4}-[0-9]{2}-[0-9]{2})/[^/]*$', 1), '') as date);

-- The plant's own clock. Change these for a plant in another zone or with other hours, before its first file is taken in.
create or replace macro plant_to_utc(plant_time) as plant_time + interval 7 hour;
create or replace macro utc_to_plant(utc_time) as utc_time - interval 7 hour;
create or replace macro plant_opens() as interval 6 hour;
create or replace macro plant_closes() as interval 22 hour;
create or replace macro planned_minutes_per_day() as 960;

-- The day that a moment belongs to in a plant's books. It turns half an hour after the plant closes, when nothing runs: then
-- moments in UTC and moments of a system that writes plant time both belong to the day on which the shift began.
create or replace macro plant_day(utc_time) as
    cast(utc_time - (plant_to_utc(timestamp '2000-01-01 00:00:00') + plant_closes() + interval 30 minute
        - timestamp '2000-01-02 00:00:00') as date);

-- The production day of a row. An id that spells a date decides between the UTC day and the plant's day; a time that is far from the
-- day of the folder is wrong, and the folder tells the day.
create or replace macro production_day(utc_time, id, drop_day) as
    case
        when utc_time is null then drop_day
        when is_far_from(utc_time, drop_day) then
            case
                when spells_day(id, day_before(drop_day, 1)) then day_before(drop_day, 1)
                when spells_day(id, day_before(drop_day, 2)) then day_before(drop_day, 2)
                else drop_day
            end
        when cast(utc_time as date) = cast(utc_to_plant(utc_time) as date) then cast(utc_time as date)
        when spells_day(id, cast(utc_time as date)) and not spells_day(id, cast(utc_to_plant(utc_time) as date))
            then cast(utc_time as date)
        when spells_day(id, cast(utc_to_plant(utc_time) as date)) and not spells_day(id, cast(utc_time as date))
            then cast(utc_to_plant(utc_time) as date)
        else plant_day(utc_time)
    end;
create or replace macro day_before(day, days) as cast(day - to_days(days) as date);
create or replace macro spells_day(id, day) as coalesce(contains(normal_name(id), strftime(day, '%y%m%d')), false);

-- No system is a month late or ahead: a clock that is was reset.
create or replace macro is_far_from(utc_time, drop_day) as
    coalesce(abs(date_diff('day', drop_day, cast(utc_time as date))) > 30, false);

-- No batch of the factory feeds has this many units.
create or replace macro batch_limit_units() as 1000000;

create or replace macro to_celsius(fahrenheit) as (fahrenheit - 32) / 1.8;

-- How far outside of its kind's range a machine may run before a reading is no longer one of it.
create or replace macro temperature_margin(low_c, high_c) as greatest(10, 0.1 * high_c);

-- How many equal readings in a row chance does not explain (less than one in a million), by the number of steps among which a healthy
-- sensor's next reading lies.
create or replace macro chance_run(steps) as coalesce(1 + ceil(6 / log10(greatest(steps, 16))), 6);

-- No machine uses this much between two readings.
create or replace macro energy_limit_kwh() as 1000;

-- Quantiles of Student's t from those of the normal distribution: Fisher's expansion (Abramowitz and Stegun 26.7.5), good from
-- five degrees of freedom on. normal_quantile_99 is the one-sided 99 % quantile of the normal distribution.
create or replace macro normal_quantile_99() as 2.3263478740;
create or replace macro student_t_99(freedom) as
    normal_quantile_99()
    + (pow(normal_quantile_99(), 3) + normal_quantile_99()) / (4 * freedom)
    + (5 * pow(normal_quantile_99(), 5) + 16 * pow(normal_quantile_99(), 3) + 3 * normal_quantile_99()) / (96 * freedom * freedom);

-- Classes of a machine's efficiency.
create or replace macro efficiency_class(share) as
    case when share >= 0.9 then 'A' when share >= 0.8 then 'B' when share >= 0.65 then 'C' when share is not null then 'D' end;

-- What the daily efficiency of a healthy machine scatters by, and how many days' worth of evidence that knowledge counts.
create or replace macro known_scatter_ppm() as 6000.0;
create or replace macro known_scatter_days() as 5;

-- The parts of a machine's id: 'SMELTER-02' is a SMELTER, number 2.
create or replace macro machine_kind(machine_id) as regexp_extract(machine_id, '^(.*)-[0-9]+$', 1);
create or replace macro machine_index(machine_id) as try_cast(regexp_extract(machine_id, '-([0-9]+)$', 1) as bigint);

-- A change of a row of the shop's database that does not say what happened, or when among the others.
create or replace macro is_bad_change(op, lsn) as coalesce(op not in ('I', 'U', 'D', 'R'), true) or try_cast(lsn as bigint) is null;

-- The digits of a phone number, however it is written; null when there are too few to be one.
create or replace macro phone_digits(phone) as
    case when length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 8 then regexp_replace(phone, '[^0-9]', '', 'g') end;

-- Limits of the rules for fraud; see gold.fraud_flags. Change them for a shop with other prices or other customers.
-- An account is new for so long, and an address that was added to it and a device that it had not used as well.
create or replace macro fraud_new_account() as interval 24 hour;
create or replace macro fraud_new_address() as interval 6 hour;
create or replace macro fraud_new_device() as interval 6 hour;
-- Card testing: so many cards are refused on one device, or for one account, within this time.
create or replace macro fraud_testing_window() as interval 1 hour;
create or replace macro fraud_testing_device_cards() as 4;
create or replace macro fraud_testing_account_cards() as 3;
-- Promo abuse: so many new accounts order with one device or to one address, so many of them with a coupon, within this time.
create or replace macro fraud_promo_window() as interval 24 hour;
create or replace macro fraud_promo_accounts() as 3;
create or replace macro fraud_promo_coupons() as 2;
-- Velocity: an account places so many orders worth so much each, together so much, and hardly any others, within this time.
create or replace macro fraud_velocity_window() as interval 2 hour;
create or replace macro fraud_velocity_orders() as 3;
create or replace macro fraud_velocity_order() as 60;
create or replace macro fraud_velocity_amount() as 400;
-- Account takeover: an order from here on is dear.
create or replace macro fraud_dear_order() as 120;

-- Two ways to write an address are one address.
create or replace macro address_key(line1, city, country_code) as normal_name(line1) || '/' || normal_name(city) || '/' || country_code;

-- A measured value of a truck as it is kept: with three decimals, and unknown when it lies outside of what can be.
create or replace macro measured_value(number, low, high) as
    case when number between low and high then cast(round(number, 3) as decimal(12, 3)) end;
create or replace macro is_implausible(number, low, high) as
    coalesce(isfinite(number) and number not between low and high, false);
-- Something is written that is no number, or no yes or no.
create or replace macro is_no_number(cell, number) as
    case when cell is null or isfinite(number) then false else cell_text(cell) is not null end;
create or replace macro is_no_flag(cell) as
    case when cell is null or cell in ('true', 'false') then false else cell_text(cell) is not null and lower(cell) not in ('true', 'false') end;
create or replace macro flag(cell) as
    case when cell = 'true' then true when cell = 'false' then false when lower(cell) = 'true' then true when lower(cell) = 'false' then false end;

-- Seconds since 1970, perhaps with decimals, as a moment; unknown when no calendar has it.
create or replace macro epoch_time(seconds) as
    case when seconds between -60000000000 and 250000000000 then make_timestamp(cast(round(seconds * 1000000) as bigint)) end;

-- Rules for trucks begin anew with each trip; a truck without trips has a day at a time.
create or replace macro truck_segment(trip_id, moment) as
    coalesce(cell_text(trip_id), strftime(moment, '%Y-%m-%d'), 'unknown');

-- How far a reading may be behind the latest one of its segment and still count for alerts, and how long a truck may say nothing.
create or replace macro telemetry_lateness() as interval 10 minute;
create or replace macro silence_limit() as interval 600 second;
-- A value is held until the next reading, but not longer: what was in a longer gap is unknown.
create or replace macro longest_hold_s() as 300;

-- The quotient of whole numbers, rounded towards zero.
create or replace macro whole_quotient(dividend, divisor) as (dividend - dividend % divisor) // divisor;
create or replace macro floor_quotient(dividend, divisor) as (dividend - ((dividend % divisor) + divisor) % divisor) // divisor;

-- Whole metres east and north on a flat map of the equator, from millionths of a degree.
create or replace macro metres_east(lon_e6) as whole_quotient(cast(lon_e6 as bigint) * 111195, 1000000);
create or replace macro metres_north(lat_e6) as whole_quotient(cast(lat_e6 as bigint) * 110574, 1000000);
-- Twice the digits of a bigint.
create or replace macro wide(number) as cast(number as hugeint);

-- What a rule with a limit says of a value: 1 is bad, 0 is good again, null is neither.
create or replace macro above(value, top, cleared) as case when value > top then 1 when value <= cleared then 0 end;
create or replace macro below(value, bottom, cleared) as case when value < bottom then 1 when value >= cleared then 0 end;

-- Mean kinetic temperature (USP 1079.2): activation energy 83.144 kJ/mol over the gas constant 8.314462618 J/(mol K), and the rate of
-- decay at a temperature beside the one at 5 °C, as a whole number so that sums do not depend on their order.
create or replace macro kelvin(celsius) as celsius + 273.15;
create or replace macro activation_over_gas() as 83144.0 / 8.314462618;
create or replace macro decay_rate(celsius) as
    cast(round(exp(activation_over_gas() * (1 / kelvin(5.0) - 1 / kelvin(cast(celsius as double)))) * 1e9) as hugeint);
create or replace macro kinetic_temperature(decay_sum, seconds) as
    1 / (1 / kelvin(5.0) - ln(cast(decay_sum as double) / 1e9 / seconds) / activation_over_gas()) - 273.15;

-- Shelf life of milk: growth after Ratkowsky, with the temperature below which nothing grows, beside the growth at the reference.
create or replace macro spoilage_tmin() as -2.5;
create or replace macro spoilage_tref() as 4.0;
create or replace macro spoilage_rate(celsius) as
    cast(round(pow(greatest(0, (cast(celsius as double) - spoilage_tmin()) / (spoilage_tref() - spoilage_tmin())), 2) * 1e6) as hugeint);
-- Hours that each cargo keeps at the reference temperature.
create or replace macro shelf_life_hours(cargo) as case cargo when 'milk' then 240 when 'flowers' then 240 when 'vaccines' then 17520 end;

-- Litres of a full tank, where a fleet's own figure is not known.
create or replace macro tank_litres() as 500;

-- What kind of figure a metric of gold.data_quality is: 'quarantined_ragged_row' is of those that were quarantined.
create or replace macro quality_group(metric) as
    case
        when starts_with(metric, 'quarantined_') then 'quarantined'
        when starts_with(metric, 'repaired_') then 'repaired'
        when starts_with(metric, 'flagged_') then 'flagged'
        when starts_with(metric, 'null_') then 'empty'
        else metric
    end;
