import { isNumeric, text, type Frame } from '../format/frame';
import { cellText } from '../format/numbers';

export interface ResultPicture {
  places: string[];
  lines: { name: string; values: (number | null)[] }[];
  /** Days and times make lines, names make bars. */
  isTime: boolean;
}

const MOST_PLACES = 2000;
const MOST_LINES = 8;

/** How a result can be drawn: its first column that is no number across, its numbers upwards. Undefined where that says nothing. */
export function chartOf(frame: Frame): ResultPicture | undefined {
  const numeric = frame.columns.map((column, index) => ({ column, index })).filter(({ column }) => isNumeric(column));
  let across = frame.columns.findIndex((column) => !isNumeric(column));
  if (across < 0 && numeric.length > 1) across = numeric[0]?.index ?? 0;
  const upwards = numeric.filter(({ index }) => index !== across).slice(0, MOST_LINES);
  const axis = frame.columns[across];
  if (!axis || upwards.length === 0 || frame.rows.length === 0) return undefined;
  const rows = frame.rows.slice(0, MOST_PLACES);
  return {
    places: rows.map((row) => (axis.type === 'date' ? text(row[across]) : cellText(row[across] ?? null, axis.type))),
    lines: upwards.map(({ column, index }) => ({
      name: column.name,
      values: rows.map((row) => (typeof row[index] === 'number' ? row[index] : null)),
    })),
    isTime: axis.type === 'date' || axis.type === 'timestamp' || isNumeric(axis),
  };
}
