import type { Cell } from './numbers';

export interface Column {
  name: string;
  type: string | null;
  unit?: string | null;
  meaning?: string | null;
}

/** A table of an answer, whether of a panel, of SQL or of a snapshot: columns by name, rows by position. */
export interface Frame {
  columns: Column[];
  rows: Cell[][];
}

export type Row = Record<string, Cell>;

export function column(frame: Frame, name: string): Column | undefined {
  return frame.columns.find((c) => c.name === name);
}

export function has(frame: Frame, ...names: string[]): boolean {
  return names.every((name) => frame.columns.some((c) => c.name === name));
}

export function isNumeric(c: Column | undefined): boolean {
  return c?.type === 'integer' || c?.type === 'number';
}

export function records(frame: Frame): Row[] {
  return frame.rows.map((cells) => Object.fromEntries(frame.columns.map((c, i) => [c.name, cells[i] ?? null])));
}

export function text(value: Cell | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

/** The number in a cell, or null: a number that is absent is not zero. */
export function num(value: Cell | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Different values of a column, in the order in which they come. */
export function distinct(rows: Row[], name: string): string[] {
  return [...new Set(rows.map((row) => text(row[name])))];
}

/** One line for each value of `series`, one place for each value of `x`; what is absent is null. */
export function pivot(
  rows: Row[],
  x: string,
  series: string,
  value: string,
): { x: string[]; series: { name: string; values: (number | null)[] }[] } {
  const places = distinct(rows, x);
  const index = new Map(places.map((place, i) => [place, i]));
  const lines = new Map<string, (number | null)[]>();
  for (const row of rows) {
    const name = text(row[series]);
    let values = lines.get(name);
    if (!values) lines.set(name, (values = places.map(() => null)));
    values[index.get(text(row[x])) ?? 0] = num(row[value]);
  }
  return { x: places, series: [...lines].map(([name, values]) => ({ name, values })) };
}

// Making a collator costs more than a thousand comparisons with it.
const collator = new Intl.Collator('en', { numeric: true });

export type Direction = 'ascending' | 'descending';

/** Numbers by size, everything else by its text; what is absent comes last in both directions. */
export function sortRows<T>(rows: readonly T[], pick: (row: T) => Cell | undefined, direction: Direction): T[] {
  const sign = direction === 'ascending' ? 1 : -1;
  return [...rows].sort((a, b) => {
    const left = pick(a) ?? null;
    const right = pick(b) ?? null;
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === 'number' && typeof right === 'number') return (left - right) * sign;
    return collator.compare(String(left), String(right)) * sign;
  });
}

/** The largest lines by their sum; the rest of those that have anything are one. */
export function largest(
  series: { name: string; values: (number | null)[] }[],
  most: number,
): { name: string; values: (number | null)[] }[] {
  const sum = (values: (number | null)[]): number => values.reduce<number>((total, value) => total + (value ?? 0), 0);
  const sorted = series.filter((line) => sum(line.values) > 0).sort((a, b) => sum(b.values) - sum(a.values));
  if (sorted.length <= most) return sorted;
  const rest = sorted.slice(most - 1);
  const values = (rest[0]?.values ?? []).map((_, i) => rest.reduce((total, line) => total + (line.values[i] ?? 0), 0));
  return [...sorted.slice(0, most - 1), { name: `${rest.length} others`, values }];
}
