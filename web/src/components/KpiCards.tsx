import { quantity, unitSuffix } from '../format/numbers';
import { Definition } from './Definition';
import { num, text, type Row } from '../format/frame';

/** Key figures, by the stage that they tell of, beside what they were and what they should be. */
export function KpiCards({ rows }: { rows: Row[] }) {
  return (
    <div className="kpis">
      {rows.map((row) => (
        <Kpi key={text(row['kpi'])} row={row} />
      ))}
    </div>
  );
}

function Kpi({ row }: { row: Row }) {
  const unit = text(row['unit']);
  const value = num(row['value']);
  const previous = num(row['previous']);
  const target = num(row['target']);
  const met = row['is_met'];
  const show = (n: number): string => quantity(n, unit, true);
  return (
    <div className="kpi">
      <span className="stat-label">
        {text(row['name'])}
        {text(row['definition']) && <Definition of={text(row['name'])}>{text(row['definition'])}</Definition>}
      </span>
      <span className="stat-value">
        {value === null ? '–' : quantity(value, unit, true)}
        {unitSuffix(unit) && <span className="unit">{unitSuffix(unit)}</span>}
      </span>
      <span className="stat-note">
        {previous !== null && value !== null && <Delta value={value} previous={previous} better={text(row['better'])} show={show} />}
        {target !== null && (
          <span className={met === false ? 'delta down' : 'delta up'}>
            {met === false ? '✕' : '✓'} target {show(target)}
          </span>
        )}
      </span>
    </div>
  );
}

function Delta({ value, previous, better, show }: { value: number; previous: number; better: string; show: (n: number) => string }) {
  const same = show(value) === show(previous);
  const good = better === '' ? null : value > previous === (better === 'higher');
  return (
    <span title="over the seven days before">
      <span className={same || good === null ? undefined : good ? 'delta up' : 'delta down'} aria-hidden="true">
        {same ? '=' : value > previous ? '▲' : '▼'}
      </span>{' '}
      {same ? 'as before' : `was ${show(previous)}`}
    </span>
  );
}
