import type { CSSProperties } from 'react';
import { percent, type Cell } from '../format/numbers';

/** A share as a bar with its number; the bar is full at `of`. */
export function ShareBar({ value, of = 1, tone }: { value: Cell; of?: number; tone?: 'good' | 'warn' | 'bad' }) {
  if (typeof value !== 'number') return <span className="muted">–</span>;
  const style = {
    '--share': `${Math.min(100, Math.max(0, (value / of) * 100))}%`,
    ...(tone ? { '--bar': `var(--${tone})` } : {}),
  } as CSSProperties;
  return (
    <span className="bar-cell">
      <i style={style} />
      <span>{percent(value)}</span>
    </span>
  );
}
