-- Every message once. Topic, partition and offset name it; the day's partition needs received_at in the key, and that is the broker's:
-- the same message has the same one whenever it is read again.
create table if not exists telemetry.readings
(
    topic text not null,
    partition integer not null,
    "offset" bigint not null,
    received_at timestamptz not null,
    truck_id text,
    temp numeric,
    fuel numeric,
    "timestamp" timestamptz,
    payload text,
    raw bytea,
    constraint readings_key primary key (topic, partition, "offset", received_at)
)
partition by range (received_at);
comment on table telemetry.readings is 'Every message of the trucks, once, by day of reception; partitions readings_yyyymmdd are made when they are needed.';
comment on column telemetry.readings.topic is 'Kafka topic.';
comment on column telemetry.readings.partition is 'Partition of the topic.';
comment on column telemetry.readings."offset" is 'Place in the partition.';
comment on column telemetry.readings.received_at is 'When the broker got it.';
comment on column telemetry.readings.truck_id is 'The truck, where the message tells it.';
comment on column telemetry.readings.temp is 'Air at the return, degrees Celsius, as sent.';
comment on column telemetry.readings.fuel is 'Fuel in per cent of the tank, as sent.';
comment on column telemetry.readings."timestamp" is 'The device''s clock.';
comment on column telemetry.readings.payload is 'The message as it came; null when it is no text, see raw.';
comment on column telemetry.readings.raw is 'The bytes of a message that is no UTF-8 or holds NUL.';

-- Times that no clock of a broker shows: producers can send what they like.
create table if not exists telemetry.readings_other partition of telemetry.readings default;
comment on table telemetry.readings_other is 'Messages with a reception before 2000 or after 2100.';

create table if not exists telemetry.progress
(
    topic text not null,
    partition integer not null,
    next_offset bigint not null,
    updated_at timestamptz not null default now(),
    constraint progress_key primary key (topic, partition)
);
comment on table telemetry.progress is 'How far each partition of a topic is archived; changes in the transaction that archives.';
comment on column telemetry.progress.topic is 'Kafka topic.';
comment on column telemetry.progress.partition is 'Partition of the topic.';
comment on column telemetry.progress.next_offset is 'No offset from here on is archived.';
comment on column telemetry.progress.updated_at is 'When it changed last.';
