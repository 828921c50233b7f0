-- What is sold, where, from whom, at which price.

create table if not exists shop.loyalty_tiers
(
    tier_id bigint not null primary key,
    name text not null unique,
    position smallint not null unique,
    min_spend numeric(18, 2) not null unique,
    points_per_unit numeric(9, 4) not null,
    discount_percent numeric(5, 2) not null default 0,
    free_shipping boolean not null default false,
    updated_at timestamptz not null default now(),
    constraint loyalty_tier_name_length check (length(name) between 1 and 100),
    constraint loyalty_tier_min_spend_not_negative check (min_spend >= 0),
    constraint loyalty_tier_points_not_negative check (points_per_unit >= 0),
    constraint loyalty_tier_discount_is_percent check (discount_percent between 0 and 100)
);
comment on table shop.loyalty_tiers is 'Steps of the loyalty programme.';
comment on column shop.loyalty_tiers.tier_id is 'Number of the tier.';
comment on column shop.loyalty_tiers.name is 'Bronze, Silver, Gold, Platinum.';
comment on column shop.loyalty_tiers.position is 'Rank; higher is better.';
comment on column shop.loyalty_tiers.min_spend is 'Spend of the last twelve months from which the tier begins.';
comment on column shop.loyalty_tiers.points_per_unit is 'Points for one unit of currency spent.';
comment on column shop.loyalty_tiers.discount_percent is 'Discount on every order, in per cent.';
comment on column shop.loyalty_tiers.free_shipping is 'Whether shipping is free.';

create table if not exists shop.channels
(
    channel_id bigint not null primary key,
    name text not null unique,
    kind text not null,
    fee_percent numeric(5, 2) not null default 0,
    is_active boolean not null default true,
    updated_at timestamptz not null default now(),
    constraint channel_name_length check (length(name) between 1 and 100),
    constraint channel_kind_known check (kind = any ('{marketplace,own}')),
    constraint channel_fee_is_percent check (fee_percent between 0 and 100)
);
comment on table shop.channels is 'Where customers buy: marketplaces and the shop''s own site.';
comment on column shop.channels.channel_id is 'Number of the channel.';
comment on column shop.channels.name is 'Shopee, Lazada, Tiki, Website.';
comment on column shop.channels.kind is 'marketplace, or own.';
comment on column shop.channels.fee_percent is 'What the marketplace keeps of the price of goods, in per cent.';
comment on column shop.channels.is_active is 'Whether it takes orders.';

create table if not exists shop.categories
(
    category_id bigint not null primary key,
    parent_id bigint references shop.categories,
    name text not null,
    updated_at timestamptz not null default now(),
    constraint category_name_length check (length(name) between 1 and 200),
    constraint category_is_not_its_own_parent check (parent_id <> category_id)
);
create unique index if not exists categories_parent_name on shop.categories (coalesce(parent_id, 0), name);
comment on table shop.categories is 'Tree of product categories.';
comment on column shop.categories.category_id is 'Number of the category.';
comment on column shop.categories.parent_id is 'Category above; null at the top.';
comment on column shop.categories.name is 'Name, once below a parent.';

create table if not exists shop.suppliers
(
    supplier_id bigint not null primary key,
    name text not null unique,
    country_code text not null,
    lead_days_mean numeric(6, 2) not null,
    lead_days_sigma numeric(6, 2) not null default 0,
    is_active boolean not null default true,
    updated_at timestamptz not null default now(),
    constraint supplier_name_length check (length(name) between 1 and 200),
    constraint supplier_country_is_iso check (country_code ~ '^[A-Z]{2}$'),
    constraint supplier_lead_time_positive check (lead_days_mean > 0 and lead_days_sigma >= 0)
);
comment on table shop.suppliers is 'Who replenishes the warehouses.';
comment on column shop.suppliers.supplier_id is 'Number of the supplier.';
comment on column shop.suppliers.name is 'Name of the company.';
comment on column shop.suppliers.country_code is 'ISO 3166-1 alpha-2.';
comment on column shop.suppliers.lead_days_mean is 'Mean days from purchase order to receipt.';
comment on column shop.suppliers.lead_days_sigma is 'Standard deviation of those days.';
comment on column shop.suppliers.is_active is 'Whether it takes purchase orders.';

create table if not exists shop.warehouses
(
    warehouse_id bigint not null primary key,
    code text not null unique,
    name text not null,
    city text not null,
    region text,
    country_code text not null,
    is_active boolean not null default true,
    updated_at timestamptz not null default now(),
    constraint warehouse_code_length check (length(code) between 1 and 40),
    constraint warehouse_name_length check (length(name) between 1 and 200),
    constraint warehouse_country_is_iso check (country_code ~ '^[A-Z]{2}$')
);
comment on table shop.warehouses is 'Where stock lies.';
comment on column shop.warehouses.warehouse_id is 'Number of the warehouse.';
comment on column shop.warehouses.code is 'Short code on labels.';
comment on column shop.warehouses.name is 'Name.';
comment on column shop.warehouses.city is 'City; the origin of an order in the sales export.';
comment on column shop.warehouses.region is 'Region of the country.';
comment on column shop.warehouses.country_code is 'ISO 3166-1 alpha-2.';
comment on column shop.warehouses.is_active is 'Whether it ships.';

create table if not exists shop.carriers
(
    carrier_id bigint not null primary key,
    name text not null unique,
    service text not null default 'standard',
    is_active boolean not null default true,
    updated_at timestamptz not null default now(),
    constraint carrier_name_length check (length(name) between 1 and 100),
    constraint carrier_service_known check (service = any ('{express,standard,economy}'))
);
comment on table shop.carriers is 'Who delivers.';
comment on column shop.carriers.carrier_id is 'Number of the carrier.';
comment on column shop.carriers.name is 'Name, as in the sales export.';
comment on column shop.carriers.service is 'express, standard or economy.';
comment on column shop.carriers.is_active is 'Whether it takes parcels.';

create table if not exists shop.products
(
    product_id bigint not null primary key,
    sku text not null unique,
    name text not null,
    description text,
    category_id bigint not null references shop.categories,
    supplier_id bigint not null references shop.suppliers,
    weight_grams integer not null,
    is_active boolean not null default true,
    launched_at timestamptz not null,
    discontinued_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint product_sku_length check (length(sku) between 1 and 60),
    constraint product_name_length check (length(name) between 1 and 300),
    constraint product_weight_positive check (weight_grams > 0),
    constraint product_ends_after_it_began check (discontinued_at >= launched_at)
);
create index if not exists products_category on shop.products (category_id);
comment on table shop.products is 'The goods.';
comment on column shop.products.product_id is 'Number of the product.';
comment on column shop.products.sku is 'Stock keeping unit.';
comment on column shop.products.name is 'Name, as in the sales export.';
comment on column shop.products.description is 'Text of the product page; any length.';
comment on column shop.products.category_id is 'Its category.';
comment on column shop.products.supplier_id is 'Who supplies it.';
comment on column shop.products.weight_grams is 'Weight of one, packed, in grams.';
comment on column shop.products.is_active is 'Whether it is on sale.';
comment on column shop.products.launched_at is 'When it came on sale.';
comment on column shop.products.discontinued_at is 'When it went; null while on sale.';

create table if not exists shop.product_prices
(
    price_id bigint generated by default as identity (start with 1000000000000000) primary key,
    product_id bigint not null references shop.products,
    channel_id bigint not null references shop.channels,
    price numeric(18, 2) not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    updated_at timestamptz not null default now(),
    constraint product_price_not_negative check (price >= 0),
    constraint product_price_ends_after_it_began check (valid_to > valid_from)
);
create index if not exists product_prices_product on shop.product_prices (product_id, channel_id, valid_from);
comment on table shop.product_prices is 'The price of a product in a channel, and when it holds; periods never overlap.';
comment on column shop.product_prices.price_id is 'Number of the row.';
comment on column shop.product_prices.product_id is 'Whose price.';
comment on column shop.product_prices.channel_id is 'In which channel.';
comment on column shop.product_prices.price is 'Price of one.';
comment on column shop.product_prices.valid_from is 'From this moment on (included).';
comment on column shop.product_prices.valid_to is 'Up to this moment (excluded); null while it holds.';

create table if not exists shop.promotions
(
    promotion_id bigint not null primary key,
    code text unique,
    name text not null,
    kind text not null,
    value numeric(18, 2) not null default 0,
    channel_id bigint references shop.channels,
    category_id bigint references shop.categories,
    segment text,
    min_spend numeric(18, 2) not null default 0,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    updated_at timestamptz not null default now(),
    constraint promotion_code_length check (length(code) between 1 and 40),
    constraint promotion_name_length check (length(name) between 1 and 200),
    constraint promotion_kind_known check (kind = any ('{percent,amount,free_shipping}')),
    constraint promotion_value_makes_sense check (value >= 0 and (kind <> 'percent' or value <= 100)),
    constraint promotion_min_spend_not_negative check (min_spend >= 0),
    constraint promotion_ends_after_it_began check (ends_at > starts_at)
);
comment on table shop.promotions is 'Campaigns and coupons.';
comment on column shop.promotions.promotion_id is 'Number of the promotion.';
comment on column shop.promotions.code is 'What the customer types; null when it applies by itself.';
comment on column shop.promotions.name is 'Name of the campaign.';
comment on column shop.promotions.kind is 'percent, amount or free_shipping.';
comment on column shop.promotions.value is 'Per cent or amount; 0 for free shipping.';
comment on column shop.promotions.channel_id is 'Only in this channel; null for all.';
comment on column shop.promotions.category_id is 'Only for this category; null for all.';
comment on column shop.promotions.segment is 'Only for this segment of customers; null for all.';
comment on column shop.promotions.min_spend is 'Price of goods from which it applies.';
comment on column shop.promotions.starts_at is 'From this moment on (included).';
comment on column shop.promotions.ends_at is 'Up to this moment (excluded).';
