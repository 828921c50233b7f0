import { num, text, type Row } from '../format/frame';
import { name, percent, quantity } from '../format/numbers';
import { Tag } from './Tag';

/** A card for each machine: its state, and OEE as what it is made of. */
export function MachineCards({ rows }: { rows: Row[] }) {
  return (
    <ul className="machines">
      {rows.map((row) => (
        <Machine key={text(row['machine'])} row={row} />
      ))}
    </ul>
  );
}

function Machine({ row }: { row: Row }) {
  const degrading = row['state'] === 'degrading';
  const slope = num(row['slope_per_day']);
  const share = (part: string): string => {
    const value = num(row[part]);
    return value === null ? '–' : percent(value);
  };
  return (
    <li className="machine">
      <header>
        <strong>{text(row['machine'])}</strong>
        <Tag tone={degrading ? 'bad' : 'good'}>{text(row['state'])}</Tag>
      </header>
      <p className="muted">
        {name(text(row['product']))} · built for {num(row['rated_units_per_hour']) ?? '–'} an hour
      </p>
      <div className="machine-figures">
        <div>
          <span className="stat-value">{share('oee')}</span>
          <span className="stat-note">OEE, last day · {share('oee_week')} in seven days</span>
        </div>
        <div>
          <span className="stat-value">{num(row['units']) === null ? '–' : quantity(num(row['units']) ?? 0, 'units')}</span>
          <span className="stat-note">units · {share('reject_rate')} rejected</span>
        </div>
      </div>
      <dl className="machine-parts">
        {(['availability', 'performance', 'quality', 'efficiency'] as const).map((part) => (
          <div key={part}>
            <dt>{part}</dt>
            <dd>
              <i className="meter" style={{ '--share': `${Math.min(100, (num(row[part]) ?? 0) * 100)}%` } as React.CSSProperties} />
              <span className="number">{share(part)}</span>
            </dd>
          </div>
        ))}
      </dl>
      {slope !== null && (
        <p className={degrading ? 'delta down' : 'muted'}>
          {Math.abs(slope) < 0.0005
            ? 'efficiency holds'
            : `${slope < 0 ? 'loses' : 'gains'} ${(Math.abs(slope) * 100).toFixed(2)} points of efficiency a day`}
        </p>
      )}
    </li>
  );
}
