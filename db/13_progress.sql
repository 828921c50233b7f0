-- How far the simulator has written its world into this database; kept apart from the shop, so that no reader of changes sees it.

create schema if not exists shop_load;
comment on schema shop_load is 'Progress of the simulator that writes into schema shop.';

create table if not exists shop_load.world
(
    only_one boolean not null primary key default true,
    name text not null,
    constraint world_is_one check (only_one)
);
comment on table shop_load.world is 'Which simulated world the shop belongs to. At most one row.';
comment on column shop_load.world.only_one is 'True.';
comment on column shop_load.world.name is 'Seed, scale, scenario and first day.';

create table if not exists shop_load.cells
(
    cell integer not null primary key,
    next_day date not null
);
comment on table shop_load.cells is 'How far each cell of the world is written; changes in the transaction that writes a day.';
comment on column shop_load.cells.cell is 'Number of the cell.';
comment on column shop_load.cells.next_day is 'First day that is not written whole.';

create table if not exists shop_load.done
(
    transaction_id bigint not null primary key
);
comment on table shop_load.done is 'Transactions of days that are written one by one (live) and are not whole yet; each row is written by its transaction.';
comment on column shop_load.done.transaction_id is 'Number of the transaction in the world.';
