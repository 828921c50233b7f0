-- What was said about alerts, and the state of the rules.
create table if not exists telemetry.alert_log
(
    alert_id text not null,
    mark text not null,
    change text not null,
    changed_at timestamptz not null,
    rule text not null,
    truck_id text not null,
    started_at timestamptz not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    closed_reason text,
    severity text not null,
    trip_id text,
    segment text not null,
    cargo text,
    limit_value integer,
    opening_value integer,
    peak_value integer,
    bad_readings integer not null,
    breach_in_s integer,
    written_at timestamptz not null default now(),
    constraint alert_log_key primary key (alert_id, mark),
    constraint change_is_known check (change in ('opened', 'updated', 'closed', 'withdrawn'))
);
comment on table telemetry.alert_log is 'What was said about alerts, each change once. Values are thousandths of the unit.';
comment on column telemetry.alert_log.mark is 'Hash of the change: what comes again has the same one.';
comment on column telemetry.alert_log.changed_at is 'Reception of the reading that brought it, or the clock that told silence.';
create index if not exists alert_log_by_truck on telemetry.alert_log (truck_id, changed_at);

create table if not exists telemetry.rule_state
(
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    state bytea not null,
    saved_at timestamptz not null default now(),
    constraint rule_state_key primary key (topic, partition)
);
comment on table telemetry.rule_state is 'The state of the live rules of each partition, with the first offset that it has not seen.';
comment on column telemetry.rule_state.next_offset is 'Never goes back.';
alter table telemetry.rule_state alter column state set storage external;

insert into telemetry.schema_version (component, version)
values ('waybill telemetry', 1)
on conflict (component) do update set version = excluded.version, content_hash = null, applied_at = now();
