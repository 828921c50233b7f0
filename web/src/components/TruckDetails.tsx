import { strip, type Fleet } from '../live/fleet';
import { useLive } from '../live/useLive';
import { dateTime, number, quantity } from '../format/numbers';
import { text } from '../format/frame';
import { DataTable } from './DataTable';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { Stat } from './Stat';
import { Tag } from './Tag';
import { TemperatureStrip } from './TemperatureStrip';

/** One truck: how it is now, and every alert that it ever had. */
export function TruckDetails({
  fleet,
  id,
  onClose,
  onTrip,
}: {
  fleet: Fleet;
  id: string;
  onClose: () => void;
  onTrip: (trip: string) => void;
}) {
  useLive((live) => live.version);
  const drawn = fleet.trucks.get(id);
  const truck = drawn?.truck;
  const tripId = truck?.tripId;
  return (
    <>
      <section className="panel span-5" aria-label={`Truck ${id}`}>
        <header className="panel-head">
          <h2>{id}</h2>
          {truck?.alerts.map((rule) => (
            <Tag key={rule} tone="bad">
              {rule.replaceAll('_', ' ')}
            </Tag>
          ))}
          <div className="panel-tools">
            <button type="button" className="icon-button" aria-label={`Close ${id}`} onClick={onClose}>
              <Icon name="close" size={15} />
            </button>
          </div>
        </header>
        <div className="panel-body">
          {!truck || !drawn ? (
            <p className="muted">Nothing has been heard of this truck.</p>
          ) : (
            <>
              <div className="stats">
                <Stat
                  label="Air"
                  value={truck.temp}
                  unit="°C"
                  note={truck.setPoint === null ? undefined : `set to ${number(truck.setPoint)} °C`}
                />
                <Stat label="Cargo" value={truck.cargoTemp} unit="°C" />
                <Stat label="Speed" value={truck.speedKmh === null ? null : Math.round(truck.speedKmh)} unit="km/h" />
                <Stat label="Fuel" value={truck.fuel} unit="%" />
              </div>
              {drawn.count > 1 && <TemperatureStrip temps={strip(drawn)} setPoint={truck.setPoint} label={`Last temperatures of ${id}`} />}
              <p className="muted truck-line">
                Doors {truck.doorOpen ? 'open' : 'closed'}
                {truck.engineOn !== null && `, engine ${truck.engineOn ? 'on' : 'off'}`}
                {truck.reeferOn !== null && `, cooler ${truck.reeferOn ? 'on' : 'off'}`}, heard of {dateTime(truck.at)} UTC
              </p>
              {tripId && (
                <button type="button" className="button" onClick={() => onTrip(tripId)}>
                  Trip {tripId}
                </button>
              )}
            </>
          )}
        </div>
      </section>
      <Panel
        id="fleet/alert_history"
        parameters={{ truck_id: id }}
        span={7}
        table
        title={`Alerts of ${id}`}
        empty="This truck never had an alert."
      >
        {(answer) => (
          <DataTable
            frame={answer}
            label={`Alerts of ${id}`}
            pageSize={5}
            show={['rule', 'severity', 'trip', 'opened', 'minutes', 'limit', 'peak']}
            cells={{
              rule: (value) => text(value).replaceAll('_', ' '),
              severity: (value) => <Tag>{text(value)}</Tag>,
              opened: (value) => dateTime(text(value)),
              minutes: (value) => (typeof value === 'number' ? quantity(Math.round(value)) : 'open'),
            }}
          />
        )}
      </Panel>
    </>
  );
}
