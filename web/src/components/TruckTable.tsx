import { useMemo } from 'react';
import { strip, type Fleet } from '../live/fleet';
import { useLive } from '../live/useLive';
import type { Frame } from '../format/frame';
import { text } from '../format/frame';
import { dateTime } from '../format/numbers';
import { DataTable } from './DataTable';
import { Notice } from './Notice';
import { Tag } from './Tag';
import { TemperatureStrip } from './TemperatureStrip';

const COLUMNS: Frame['columns'] = [
  { name: 'truck', type: 'text' },
  { name: 'state', type: 'text' },
  { name: 'temp', type: 'number', unit: '°C', meaning: 'air in the box' },
  { name: 'set_point', type: 'number', unit: '°C', meaning: 'what the cooler is set to' },
  { name: 'cargo_temp', type: 'number', unit: '°C' },
  {
    name: 'last_readings',
    type: 'text',
    meaning: 'air against the set point: green as set, amber a little off, red far off, blue too cold',
  },
  { name: 'speed', type: 'number', unit: 'km/h' },
  { name: 'fuel', type: 'number', unit: '%' },
  { name: 'trip', type: 'text' },
  { name: 'heard', type: 'timestamp' },
];

/** All trucks as they are now, with the last temperatures of each as a strip. The same as the map, for those who read. */
export function TruckTable({
  fleet,
  live,
  selected,
  onTruck,
}: {
  fleet: Fleet;
  live: boolean;
  selected: string | null;
  onTruck: (truck: string) => void;
}) {
  const version = useLive((live) => live.version);
  const size = fleet.trucks.size;
  const frame = useMemo<Frame>(
    () => ({
      columns: COLUMNS.filter((c) => live || c.name !== 'last_readings'),
      rows: [...fleet.trucks.values()].map(({ truck }) => [
        truck.truckId,
        truck.alerts.join(', ') || (truck.doorOpen ? 'doors open' : (truck.speedKmh ?? 0) >= 1 ? 'driving' : 'standing'),
        truck.temp,
        truck.setPoint,
        truck.cargoTemp,
        ...(live ? [''] : []),
        truck.speedKmh,
        truck.fuel,
        truck.tripId,
        truck.at,
      ]),
    }),
    [fleet, live, version, size],
  );
  return (
    <section className="panel span-12" aria-label="Trucks">
      <header className="panel-head">
        <h2>{live ? 'Trucks now' : 'Trucks as last heard of'}</h2>
        <span className="tag">{size.toLocaleString('en')}</span>
      </header>
      <div className="panel-body flush">
        {size === 0 ? (
          <Notice title="No truck yet">
            {live ? 'The first readings arrive as soon as the world has moved on. Press play if it is paused.' : 'No reading has landed.'}
          </Notice>
        ) : (
          <DataTable
            frame={frame}
            label="Trucks"
            pageSize={10}
            sort={{ column: 'truck', direction: 'ascending' }}
            onRow={(row) => onTruck(text(row[0]))}
            selected={(row) => row[0] === selected}
            cells={{
              state: (value) => (
                <Tag tone={value === 'driving' ? 'good' : value === 'standing' ? 'plain' : 'bad'}>{text(value).replaceAll('_', ' ')}</Tag>
              ),
              last_readings: (_, row) => {
                const drawn = fleet.trucks.get(text(row[0]));
                return drawn ? (
                  <TemperatureStrip temps={strip(drawn)} setPoint={drawn.truck.setPoint} label={`Last temperatures of ${text(row[0])}`} />
                ) : null;
              },
              heard: (value) => dateTime(text(value)),
            }}
          />
        )}
      </div>
    </section>
  );
}
