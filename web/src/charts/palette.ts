import { colour } from '../design/theme';

/** The colours of the current theme, as a canvas needs them. */
export interface Palette {
  ink: string;
  ink2: string;
  ink3: string;
  line: string;
  surface: string;
  accent: string;
  good: string;
  warn: string;
  bad: string;
  cold: string;
  heatLow: string;
  heatHigh: string;
  series: string[];
  font: string;
}

export function readPalette(): Palette {
  return {
    ink: colour('ink'),
    ink2: colour('ink-2'),
    ink3: colour('ink-3'),
    line: colour('line'),
    surface: colour('surface'),
    accent: colour('accent'),
    good: colour('good'),
    warn: colour('warn'),
    bad: colour('bad'),
    cold: colour('cold'),
    heatLow: colour('heat-low'),
    heatHigh: colour('heat-high'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => colour(`series-${n}`)),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const STATUS: Record<string, keyof Pick<Palette, 'good' | 'warn' | 'bad' | 'ink3'> | number> = {
  Pending: 6,
  Processing: 2,
  Shipped: 1,
  Delivered: 0,
  Cancelled: 6,
  Returned: 3,
};

/** The same status has the same colour on every page. */
export function statusColour(status: string, palette: Palette): string | undefined {
  const place = STATUS[status];
  if (status === 'Cancelled') return palette.ink3;
  return typeof place === 'number' ? palette.series[place] : undefined;
}
