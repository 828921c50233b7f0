-- Who buys.

create table if not exists shop.customers
(
    customer_id bigint not null primary key,
    full_name text not null,
    email text not null,
    phone text,
    segment text,
    channel_id bigint not null references shop.channels,
    tier_id bigint not null references shop.loyalty_tiers,
    tier_since timestamptz not null,
    points_balance bigint not null default 0,
    marketing_consent boolean not null default false,
    is_active boolean not null default true,
    registered_at timestamptz not null,
    updated_at timestamptz not null default now(),
    constraint customer_name_length check (length(full_name) between 1 and 200),
    constraint customer_email_length check (length(email) between 3 and 254),
    constraint customer_points_not_negative check (points_balance >= 0)
);
create unique index if not exists customers_email on shop.customers (lower(email));
comment on table shop.customers is 'Accounts. One person may have several.';
comment on column shop.customers.customer_id is 'Number of the account.';
comment on column shop.customers.full_name is 'Name, as in the sales export.';
comment on column shop.customers.email is 'Address that the account logs in with; unique without regard to case.';
comment on column shop.customers.phone is 'Phone number as typed.';
comment on column shop.customers.segment is 'Segment of marketing.';
comment on column shop.customers.channel_id is 'Channel through which the account was opened.';
comment on column shop.customers.tier_id is 'Tier in the loyalty programme now.';
comment on column shop.customers.tier_since is 'Since when.';
comment on column shop.customers.points_balance is 'Sum of the loyalty ledger; kept by trigger, insert it as 0.';
comment on column shop.customers.marketing_consent is 'Whether campaigns may write to them.';
comment on column shop.customers.is_active is 'False once closed.';
comment on column shop.customers.registered_at is 'When the account was opened.';

create table if not exists shop.customer_tier_history
(
    customer_id bigint not null references shop.customers,
    changed_at timestamptz not null,
    tier_id bigint not null references shop.loyalty_tiers,
    updated_at timestamptz not null default now(),
    primary key (customer_id, changed_at)
);
comment on table shop.customer_tier_history is 'Every tier that a customer came into; written by the trigger on customers.';
comment on column shop.customer_tier_history.customer_id is 'Who.';
comment on column shop.customer_tier_history.changed_at is 'When; the customer''s tier_since at that time.';
comment on column shop.customer_tier_history.tier_id is 'Into which tier.';

create table if not exists shop.customer_addresses
(
    address_id bigint not null primary key,
    customer_id bigint not null references shop.customers,
    label text not null default 'home',
    recipient text not null,
    line1 text not null,
    line2 text,
    city text not null,
    region text,
    postal_code text,
    country_code text not null,
    is_default boolean not null default false,
    created_at timestamptz not null,
    updated_at timestamptz not null default now(),
    constraint customer_address_belongs_to_one unique (customer_id, address_id),
    constraint customer_address_country_is_iso check (country_code ~ '^[A-Z]{2}$')
);
create unique index if not exists customer_addresses_default on shop.customer_addresses (customer_id) where is_default;
comment on table shop.customer_addresses is 'Where customers want things delivered.';
comment on column shop.customer_addresses.address_id is 'Number of the address.';
comment on column shop.customer_addresses.customer_id is 'Whose.';
comment on column shop.customer_addresses.label is 'What the customer calls it.';
comment on column shop.customer_addresses.recipient is 'Who receives.';
comment on column shop.customer_addresses.line1 is 'Street and number.';
comment on column shop.customer_addresses.line2 is 'Flat, building.';
comment on column shop.customer_addresses.city is 'City; the destination of an order in the sales export.';
comment on column shop.customer_addresses.region is 'Region of the country.';
comment on column shop.customer_addresses.postal_code is 'Postal code.';
comment on column shop.customer_addresses.country_code is 'ISO 3166-1 alpha-2.';
comment on column shop.customer_addresses.is_default is 'At most one of a customer.';
comment on column shop.customer_addresses.created_at is 'When it was entered.';

create table if not exists shop.wishlist
(
    customer_id bigint not null references shop.customers,
    product_id bigint not null references shop.products,
    added_at timestamptz not null,
    note text,
    updated_at timestamptz not null default now(),
    primary key (customer_id, product_id)
);
comment on table shop.wishlist is 'What customers would like to have.';
comment on column shop.wishlist.customer_id is 'Who.';
comment on column shop.wishlist.product_id is 'What.';
comment on column shop.wishlist.added_at is 'Since when.';
comment on column shop.wishlist.note is 'The customer''s own words; any length.';
