import { useMemo } from 'react';
import { usePanel, usePanelInfo } from '../api/panels';
import { useWorkspace } from '../api/workspace';
import { SeriesChart } from '../charts';
import { DataTable } from '../components/DataTable';
import { LiveAlerts } from '../components/LiveAlerts';
import { Panel } from '../components/Panel';
import { Section } from '../components/Section';
import { ShareBar } from '../components/ShareBar';
import { Tag } from '../components/Tag';
import { TripDetails } from '../components/TripDetails';
import { TruckDetails } from '../components/TruckDetails';
import { TruckTable } from '../components/TruckTable';
import { toneOfTemperature } from '../components/TemperatureStrip';
import { column, largest, num, pivot, records, text, type Row } from '../format/frame';
import { dateTime } from '../format/numbers';
import { Fleet as LiveFleet } from '../live/fleet';
import { fleet as liveFleet } from '../live/stream';
import { useLive } from '../live/useLive';
import type { Road } from '../map/draw';
import { FleetMap } from '../map/FleetMap';
import { useParameter } from '../routing';

const NO_TRACE: never[] = [];
const NO_ROADS: Road[] = [];

export default function Fleet() {
  const [truck, setTruck] = useParameter('truck');
  const [trip, setTrip] = useParameter('trip');
  const isLive = useWorkspace()?.mode === 'up';
  const landed = useLandedFleet();
  const fleet = isLive ? liveFleet : landed;
  return (
    <div className="grid">
      <MapPanel fleet={fleet} truck={truck ?? null} trip={trip ?? null} onTruck={setTruck} />
      {isLive ? <LiveAlerts onTruck={setTruck} /> : <RecentAlerts onTruck={setTruck} />}
      {truck && <TruckDetails fleet={fleet} id={truck} onClose={() => setTruck(null)} onTrip={setTrip} />}
      {trip && <TripDetails id={trip} onClose={() => setTrip(null)} />}
      <TruckTable fleet={fleet} live={isLive} selected={truck ?? null} onTruck={setTruck} />
      <Panel id="fleet/trips" span={8} table height={300}>
        {(answer) => (
          <DataTable
            frame={answer}
            label="Trips"
            pageSize={9}
            onRow={(row) => setTrip(text(row[0]))}
            selected={(row) => row[0] === trip}
            show={['trip', 'status', 'truck', 'cargo', 'excursions', 'mkt', 'route', 'departed']}
            cells={{
              status: (value) => <Tag tone={value === 'arrived' ? 'good' : value === 'late' ? 'warn' : 'info'}>{text(value)}</Tag>,
              excursions: (value) => (typeof value === 'number' && value > 0 ? <Tag tone="bad">{String(value)}</Tag> : '0'),
              departed: (value) => dateTime(text(value)),
            }}
          />
        )}
      </Panel>
      <Panel id="fleet/cold_chain_kpis" span={4} height={300} title="Time within the limits">
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'cargo', 'inside_share');
          return (
            <SeriesChart
              label="Share of time within the limits"
              places={x}
              zero={false}
              max={1}
              lines={series.map((line) => ({ ...line, unit: 'share' }))}
            />
          );
        }}
      </Panel>
      <Panel id="fleet/alerts" span={5} height={260}>
        {(answer) => <AlertsByDay rows={records(answer)} />}
      </Panel>
      <Panel id="fleet/drivers" span={4} table height={260}>
        {(answer) => (
          <DataTable
            frame={answer}
            label="Drivers"
            pageSize={7}
            show={['driver', 'distance', 'harsh_events_per_100_km', 'idle_share']}
            titles={{ harsh_events_per_100_km: 'Harsh', idle_share: 'Idle' }}
            cells={{ idle_share: (value) => <ShareBar value={value} /> }}
          />
        )}
      </Panel>
      <Panel id="fleet/fuel" span={3} height={260}>
        {(answer) => {
          const rows = records(answer);
          return (
            <SeriesChart
              label="Fuel by day"
              places={rows.map((row) => text(row['day']))}
              zero={false}
              lines={[
                { name: 'Fuel', values: rows.map((row) => num(row['per_100_km'])), unit: column(answer, 'per_100_km')?.unit, kind: 'area' },
              ]}
            />
          );
        }}
      </Panel>
    </div>
  );
}

function MapPanel({
  fleet,
  truck,
  trip,
  onTruck,
}: {
  fleet: LiveFleet;
  truck: string | null;
  trip: string | null;
  onTruck: (truck: string | null) => void;
}) {
  const traceAnswer = usePanel('fleet/trip_trace', trip ? { trip_id: trip } : null);
  const trace = useMemo(
    () => (trip && traceAnswer.data ? records(traceAnswer.data).flatMap(tracePoint) : NO_TRACE),
    [trip, traceAnswer.data],
  );
  const { info } = usePanelInfo('fleet/routes');
  const known = useLive((live) => live.version > 0 && liveFleet.trucks.size > 0);
  if (fleet === liveFleet && known && info?.available === false)
    return (
      <Section title="Map" span={8}>
        <FleetMap roads={NO_ROADS} fleet={fleet} trace={trace} selected={truck} onSelect={onTruck} height={430} />
      </Section>
    );
  return (
    <Panel id="fleet/routes" span={8} height={440} title="Map">
      {(answer) => <MapOf rows={answer.rows} roads={() => roadsOf(records(answer))} {...{ fleet, truck, trace, onTruck }} />}
    </Panel>
  );
}

function MapOf({
  rows,
  roads,
  fleet,
  truck,
  trace,
  onTruck,
}: {
  rows: unknown;
  roads: () => Road[];
  fleet: LiveFleet;
  truck: string | null;
  trace: ReturnType<typeof tracePoint>;
  onTruck: (truck: string | null) => void;
}) {
  const made = useMemo(roads, [rows]);
  return <FleetMap roads={made} fleet={fleet} trace={trace} selected={truck} onSelect={onTruck} height={430} />;
}

function tracePoint(row: Row) {
  const lat = num(row['lat']);
  const lon = num(row['lon']);
  return lat === null || lon === null ? [] : [{ lat, lon, tone: toneOfTemperature(num(row['temp']), num(row['set_point'])) }];
}

function roadsOf(rows: Row[]): Road[] {
  const roads = new Map<string, Road>();
  for (const row of [...rows].sort((a, b) => (num(a['seq']) ?? 0) - (num(b['seq']) ?? 0))) {
    const name = text(row['route']);
    const road = roads.get(name) ?? { name, stops: [] };
    road.stops.push({ lat: num(row['lat']) ?? 0, lon: num(row['lon']) ?? 0, name: text(row['name']) });
    roads.set(name, road);
  }
  return [...roads.values()];
}

/** Without a live stream: trucks where the lake heard of them last. */
function useLandedFleet(): LiveFleet {
  const answer = usePanel('fleet/trucks');
  return useMemo(() => {
    const fleet = new LiveFleet();
    fleet.take(
      (answer.data ? records(answer.data) : []).map((row) => ({
        truckId: text(row['truck']),
        tripId: text(row['trip']) || null,
        lat: num(row['lat']),
        lon: num(row['lon']),
        speedKmh: num(row['speed']),
        heading: num(row['heading']),
        temp: num(row['temp']),
        cargoTemp: num(row['cargo_temp']),
        setPoint: num(row['set_point']),
        fuel: num(row['fuel']),
        doorOpen: row['door_open'] === true,
        engineOn: null,
        reeferOn: null,
        at: text(row['at']),
        alerts: [],
      })),
      performance.now(),
    );
    return fleet;
  }, [answer.data]);
}

function RecentAlerts({ onTruck }: { onTruck: (truck: string) => void }) {
  return (
    <Panel id="fleet/alert_history" span={4} table height={440} empty="No alert was ever raised.">
      {(answer) => (
        <DataTable
          frame={answer}
          label="Alerts"
          pageSize={11}
          show={['rule', 'truck', 'opened']}
          onRow={(row) => onTruck(text(row[answer.columns.findIndex((c) => c.name === 'truck')]))}
          cells={{ rule: (value) => text(value).replaceAll('_', ' '), opened: (value) => dateTime(text(value)) }}
        />
      )}
    </Panel>
  );
}

function AlertsByDay({ rows }: { rows: Row[] }) {
  const { x, series } = pivot(rows, 'day', 'rule', 'alerts');
  return (
    <SeriesChart
      label="Alerts by day and rule"
      places={x}
      lines={largest(series, 8).map((line) => ({
        ...line,
        name: line.name.replaceAll('_', ' '),
        kind: 'bar' as const,
        stack: 'rule',
        unit: 'alerts',
      }))}
    />
  );
}
