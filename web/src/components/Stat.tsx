import type { ReactNode } from 'react';
import { quantity, unitSuffix } from '../format/numbers';
import { Definition } from './Definition';

interface Props {
  label: string;
  value: number | string | null | undefined;
  unit?: string | null;
  note?: ReactNode;
  definition?: string | null;
  tone?: 'good' | 'warn' | 'bad';
}

/** A figure with its name, unit and, on hover, its meaning. */
export function Stat({ label, value, unit, note, definition, tone }: Props) {
  const shown = value === null || value === undefined ? '–' : typeof value === 'number' ? quantity(value, unit, true) : value;
  const suffix = typeof value === 'number' ? unitSuffix(unit) : '';
  return (
    <div className="stat">
      <div className="stat-label">
        {label}
        {definition && <Definition of={label}>{definition}</Definition>}
      </div>
      <div className="stat-value" style={tone ? { color: `var(--${tone})` } : undefined}>
        {shown}
        {suffix && <span className="unit">{suffix}</span>}
      </div>
      {note && <div className="stat-note">{note}</div>}
    </div>
  );
}
