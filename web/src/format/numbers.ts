/** How a value is written for people: by the unit that its column declares. The figures themselves come from SQL. */

export type Cell = string | number | boolean | null;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const formats = new Map<number, Intl.NumberFormat>();

function fixed(digits: number): Intl.NumberFormat {
  let format = formats.get(digits);
  if (!format) {
    format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formats.set(digits, format);
  }
  return format;
}

/** As many digits as say something: 0.0034, 1.25, 38.2, 1,204. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return whole.format(value);
  if (size >= 100) return fixed(1).format(value);
  if (size >= 1) return fixed(2).format(value);
  if (size === 0) return '0';
  return fixed(Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(size))))).format(value);
}

export function compactNumber(value: number): string {
  return Math.abs(value) >= 10_000 ? compact.format(value) : number(value);
}

/** A unit that stands for a share of one is written in per cent. */
export function isShare(unit: string | null | undefined): boolean {
  return unit === 'share' || unit === 'share per day';
}

const MONEY = /^money/;
// Units that tell how a value is to be read; none is written behind a number.
const SILENT = new Set(['none', 'name', 'id', 'text', 'date', 'number', 'UTC time', 'yes or no', 'as in unit', 'in the unit of the rule']);

export function isMoney(unit: string | null | undefined): boolean {
  return unit != null && MONEY.test(unit);
}

/** The unit as it stands behind a number; empty where the number already says it. */
export function unitSuffix(unit: string | null | undefined): string {
  if (!unit || SILENT.has(unit) || isShare(unit) || isMoney(unit)) return '';
  return unit;
}

export function quantity(value: number, unit?: string | null, short = false): string {
  if (isShare(unit)) return percent(value);
  if (isMoney(unit)) return short ? compactNumber(value) : Math.abs(value) >= 10_000 ? whole.format(value) : fixed(2).format(value);
  return short ? compactNumber(value) : number(value);
}

export function percent(share: number): string {
  const value = share * 100;
  const size = Math.abs(value);
  if (value === 0 || value === 100) return `${value} %`;
  // Never rounded to a wholeness that is not there: 99.97 is not 100.
  const digits = size > 99.9 || size < 1 ? 2 : 1;
  return `${fixed(digits).format(value)} %`;
}

export function bytes(value: number): string {
  const names = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = value;
  let name = 0;
  while (size >= 1000 && name < names.length - 1) {
    size /= 1000;
    name++;
  }
  return `${name === 0 ? whole.format(size) : number(Number(size.toPrecision(3)))} ${names[name]}`;
}

export function seconds(value: number): string {
  if (value < 1) return `${whole.format(value * 1000)} ms`;
  if (value < 100) return `${number(Number(value.toPrecision(3)))} s`;
  const minutes = Math.floor(value / 60);
  return minutes < 60 ? `${minutes} min ${Math.round(value % 60)} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A cell of a table, by the type and unit of its column. */
export function cellText(value: Cell, type: string | null, unit?: string | null): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return type === 'integer' && !isShare(unit) ? whole.format(value) : quantity(value, unit);
  if (type === 'timestamp') return dateTime(value);
  if (type === 'date') return day(value);
  return unit === 'name' ? name(value) : value;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2 Jan 2026, 14:05`, in UTC as all times here. */
export function dateTime(iso: string | null | undefined, withSeconds = false): string {
  if (!iso) return '–';
  const at = new Date(iso.length > 10 && !/[zZ]|[+-]\d\d:?\d\d$/.test(iso) ? `${iso.replace(' ', 'T')}Z` : iso);
  if (Number.isNaN(at.getTime())) return iso;
  const time = at.toISOString().slice(11, withSeconds ? 19 : 16);
  return `${day(iso)}, ${time}`;
}

export function day(iso: string): string {
  const [year, month, date] = iso.slice(0, 10).split('-');
  const name = MONTHS[Number(month) - 1];
  return name && date ? `${Number(date)} ${name} ${year}` : iso;
}

export function shortDay(iso: string): string {
  const name = MONTHS[Number(iso.slice(5, 7)) - 1];
  return name ? `${Number(iso.slice(8, 10))} ${name}` : iso;
}

/** A name as people write it: `harsh_driving` is `harsh driving`. */
export function name(text: string): string {
  return text.replaceAll('_', ' ');
}

/** `on_time_share` is `On time share`. */
export function words(name: string): string {
  const text = name.replace(/[_-]+/g, ' ').trim();
  return text.charAt(0).toUpperCase() + text.slice(1);
}
