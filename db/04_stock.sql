-- What lies in the warehouses. Movements (06_journals.sql) change it; nobody writes quantities here by hand.

create table if not exists shop.inventory
(
    warehouse_id bigint not null references shop.warehouses,
    product_id bigint not null references shop.products,
    on_hand integer not null default 0,
    reserved integer not null default 0,
    stock_value numeric(18, 2) not null default 0,
    safety_stock integer not null default 0,
    reorder_point integer not null default 0,
    reorder_quantity integer not null default 0,
    updated_at timestamptz not null default now(),
    primary key (warehouse_id, product_id),
    constraint inventory_never_below_zero check (on_hand >= 0),
    constraint inventory_reserves_only_what_it_has check (reserved between 0 and on_hand),
    constraint inventory_value_not_negative check (stock_value >= 0),
    constraint inventory_policy_not_negative check (safety_stock >= 0 and reorder_point >= 0 and reorder_quantity >= 0)
);
comment on table shop.inventory is 'Stock of a product in a warehouse: always the sum of its layers.';
comment on column shop.inventory.warehouse_id is 'Where.';
comment on column shop.inventory.product_id is 'What.';
comment on column shop.inventory.on_hand is 'Units in the house, reserved ones included; kept by trigger, insert it as 0.';
comment on column shop.inventory.reserved is 'Units promised to orders and not picked yet; kept by trigger, insert it as 0.';
comment on column shop.inventory.stock_value is 'Units on hand at the unit cost of their layers; kept by trigger, insert it as 0.';
comment on column shop.inventory.safety_stock is 'Units below which an alert is raised: z sqrt(L sd^2 + d^2 sL^2).';
comment on column shop.inventory.reorder_point is 'Units at which more is ordered: d L + safety stock.';
comment on column shop.inventory.reorder_quantity is 'Units that are ordered then.';

create table if not exists shop.purchase_orders
(
    purchase_order_id bigint not null primary key,
    supplier_id bigint not null references shop.suppliers,
    warehouse_id bigint not null,
    product_id bigint not null,
    quantity integer not null,
    unit_cost numeric(18, 2) not null,
    status text not null default 'ordered',
    ordered_at timestamptz not null,
    expected_at timestamptz not null,
    received_at timestamptz,
    updated_at timestamptz not null default now(),
    foreign key (warehouse_id, product_id) references shop.inventory deferrable initially deferred,
    constraint purchase_order_quantity_positive check (quantity > 0),
    constraint purchase_order_cost_not_negative check (unit_cost >= 0),
    constraint purchase_order_status_known check (status = any ('{ordered,received,cancelled}')),
    constraint purchase_order_received_has_a_time check ((status = 'received') = (received_at is not null)),
    constraint purchase_order_times_in_order check (expected_at >= ordered_at and received_at >= ordered_at)
);
create index if not exists purchase_orders_stock on shop.purchase_orders (warehouse_id, product_id, ordered_at);
comment on table shop.purchase_orders is 'Replenishment ordered from suppliers, one product an order.';
comment on column shop.purchase_orders.purchase_order_id is 'Number of the purchase order.';
comment on column shop.purchase_orders.supplier_id is 'From whom.';
comment on column shop.purchase_orders.warehouse_id is 'To which warehouse.';
comment on column shop.purchase_orders.product_id is 'What.';
comment on column shop.purchase_orders.quantity is 'Units ordered; receipts never exceed them.';
comment on column shop.purchase_orders.unit_cost is 'Cost of one.';
comment on column shop.purchase_orders.status is 'ordered, received or cancelled.';
comment on column shop.purchase_orders.ordered_at is 'When it was sent.';
comment on column shop.purchase_orders.expected_at is 'When the supplier means to deliver.';
comment on column shop.purchase_orders.received_at is 'When it was received; null before.';

create table if not exists shop.inventory_layers
(
    layer_id bigint not null primary key,
    warehouse_id bigint not null,
    product_id bigint not null,
    received_at timestamptz not null,
    unit_cost numeric(18, 2) not null,
    quantity_left integer not null default 0,
    quantity_reserved integer not null default 0,
    updated_at timestamptz not null default now(),
    foreign key (warehouse_id, product_id) references shop.inventory,
    constraint inventory_layer_cost_not_negative check (unit_cost >= 0),
    constraint inventory_layer_never_below_zero check (quantity_left >= 0),
    constraint inventory_layer_reserves_only_what_it_has check (quantity_reserved between 0 and quantity_left)
);
create index if not exists inventory_layers_stock on shop.inventory_layers (warehouse_id, product_id);
create index if not exists inventory_layers_free on shop.inventory_layers (warehouse_id, product_id, received_at, layer_id)
    where quantity_left > quantity_reserved;
comment on table shop.inventory_layers is 'FIFO cost layers: what is left of each receipt. Made and kept by the trigger on inventory_log; always the sum of its movements.';
comment on column shop.inventory_layers.layer_id is 'Number of the layer, as its receipt gave it.';
comment on column shop.inventory_layers.warehouse_id is 'Where.';
comment on column shop.inventory_layers.product_id is 'What.';
comment on column shop.inventory_layers.received_at is 'When it was received; with layer_id the order in which layers are used up.';
comment on column shop.inventory_layers.unit_cost is 'What one cost.';
comment on column shop.inventory_layers.quantity_left is 'Units still in the house.';
comment on column shop.inventory_layers.quantity_reserved is 'Of these, promised to orders.';

create table if not exists shop.stock_alerts
(
    alert_id bigint generated by default as identity (start with 1000000000000000) primary key,
    warehouse_id bigint not null,
    product_id bigint not null,
    kind text not null,
    available integer not null,
    threshold integer not null,
    raised_at timestamptz not null,
    resolved_at timestamptz,
    updated_at timestamptz not null default now(),
    foreign key (warehouse_id, product_id) references shop.inventory deferrable initially deferred,
    constraint stock_alert_kind_known check (kind = any ('{below_safety_stock,stock_out,reorder}')),
    constraint stock_alert_resolved_after_raised check (resolved_at >= raised_at)
);
create unique index if not exists stock_alerts_open on shop.stock_alerts (warehouse_id, product_id, kind) where resolved_at is null;
comment on table shop.stock_alerts is 'Stock that fell too low; at most one open alert of a kind for a stock.';
comment on column shop.stock_alerts.alert_id is 'Number of the alert.';
comment on column shop.stock_alerts.warehouse_id is 'Where.';
comment on column shop.stock_alerts.product_id is 'What.';
comment on column shop.stock_alerts.kind is 'below_safety_stock, stock_out or reorder.';
comment on column shop.stock_alerts.available is 'Units on hand and not reserved at that moment.';
comment on column shop.stock_alerts.threshold is 'The limit that was crossed.';
comment on column shop.stock_alerts.raised_at is 'When.';
comment on column shop.stock_alerts.resolved_at is 'When stock was above it again; null while open.';
