import { quantity, unitSuffix } from '../format/numbers';
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
  const show = (n: number): string => [quantity(n, unit, true), unitSuffix(unit)].filter(Boolean).join(' ');
  return (
    <div className="kpi">
      <span className="stat-label">{text(row['name'])}</span>
      <span className="stat-value">
        {value === null ? '–' : quantity(value, unit, true)}
        {unitSuffix(unit) && <span className="unit">{unitSuffix(unit)}</span>}
      </span>
      <span className="stat-note">
        {previous !== null && value !== null && <Delta value={value} previous={previous} better={text(row['better'])} shown={show(previous)} />}
        {target !== null && <span className={met === false ? 'delta down' : 'delta up'}> {met === false ? '✕' : '✓'} target {show(target)}</span>}
      </span>
    </div>
  );
}

function Delta({ value, previous, better, shown }: { value: number; previous: number; better: string; shown: string }) {
  const same = Math.abs(value - previous) <= Math.abs(previous) * 0.002;
  const good = better === '' ? null : (value > previous) === (better === 'higher');
  return (
    <span title="over the seven days before">
      <span className={same || good === null ? undefined : good ? 'delta up' : 'delta down'} aria-hidden="true">{same ? '=' : value > previous ? '▲' : '▼'}</span>{' '}
      {same ? 'as before' : `was ${shown}`}
    </span>
  );
}
