import { useMemo, useState, type ReactNode } from 'react';
import { isNumeric, sortRows, type Column, type Direction, type Frame } from '../format/frame';
import { cellText, isShare, unitSuffix, words, type Cell } from '../format/numbers';
import { Icon } from './Icon';

interface Props {
  frame: Frame;
  /** Said to screen readers. */
  label: string;
  pageSize?: number;
  sort?: { column: string; direction: Direction };
  /** Only these columns, in this order. */
  show?: string[];
  /** How a cell of a column is drawn, where its text does not do. */
  cells?: Record<string, (value: Cell, row: Cell[]) => ReactNode>;
  titles?: Record<string, string>;
  onRow?: (row: Cell[]) => void;
  selected?: (row: Cell[]) => boolean;
}

/** Any table: sorts by a click on its headings, shows a page at a time. What comes from data stands in it as text, never as markup. */
export function DataTable({ frame, label, pageSize = 12, sort: initial, show, cells, titles, onRow, selected }: Props) {
  const [sort, setSort] = useState(initial);
  const [page, setPage] = useState(0);
  const columns = useMemo(() => shown(frame, show), [frame, show]);

  const sorted = useMemo(() => {
    const index = sort ? frame.columns.findIndex((c) => c.name === sort.column) : -1;
    return index < 0 || !sort ? frame.rows : sortRows(frame.rows, (row) => row[index], sort.direction);
  }, [frame, sort]);

  const pages = Math.max(1, Math.ceil(sorted.length / pageSize));
  const current = Math.min(page, pages - 1);
  const visible = sorted.slice(current * pageSize, (current + 1) * pageSize);

  const turn = (name: string, numeric: boolean): void => {
    setPage(0);
    setSort((now) => {
      const first: Direction = numeric ? 'descending' : 'ascending';
      if (now?.column !== name) return { column: name, direction: first };
      return { column: name, direction: now.direction === 'ascending' ? 'descending' : 'ascending' };
    });
  };

  return (
    <>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={label}>
        <table className="table">
          <thead>
            <tr>
              {columns.map(({ column }) => (
                <Heading key={column.name} column={column} title={titles?.[column.name]} sort={sort} onSort={turn} />
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row, line) => (
              <tr
                key={line}
                className={[onRow ? 'clickable' : '', selected?.(row) ? 'selected' : ''].join(' ')}
                onClick={onRow ? () => onRow(row) : undefined}
              >
                {columns.map(({ column, index }, place) => (
                  <td key={column.name} className={isNumeric(column) ? 'numeric' : undefined} title={titleOf(row[index])}>
                    {content(column, row[index] ?? null, row, cells, place === 0 ? onRow : undefined)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {sorted.length > pageSize && (
        <Pager page={current} pages={pages} size={pageSize} rows={sorted.length} label={label} onPage={setPage} />
      )}
    </>
  );
}

function shown(frame: Frame, show?: string[]): { column: Column; index: number }[] {
  const all = frame.columns.map((column, index) => ({ column, index }));
  return show ? show.flatMap((name) => all.filter(({ column }) => column.name === name)) : all;
}

function titleOf(value: Cell | undefined): string | undefined {
  return typeof value === 'string' && value.length > 40 ? value : undefined;
}

function content(column: Column, value: Cell, row: Cell[], cells: Props['cells'], open?: (row: Cell[]) => void): ReactNode {
  const inside = cells?.[column.name]?.(value, row) ?? cellText(value, column.type, column.unit);
  // The first cell of a row that opens something is its button for the keyboard.
  return open ? (
    <button
      type="button"
      className="link-button"
      onClick={(event) => {
        event.stopPropagation();
        open(row);
      }}
    >
      {inside}
    </button>
  ) : (
    inside
  );
}

function Heading({
  column,
  title,
  sort,
  onSort,
}: {
  column: Column;
  title: string | undefined;
  sort: Props['sort'];
  onSort: (name: string, numeric: boolean) => void;
}) {
  const numeric = isNumeric(column);
  const unit = headingUnit(column, title);
  const direction = sort?.column === column.name ? sort.direction : undefined;
  return (
    <th scope="col" className={numeric ? 'numeric' : undefined} aria-sort={direction ?? 'none'}>
      <button type="button" onClick={() => onSort(column.name, numeric)} title={column.meaning ?? undefined}>
        {title ?? words(column.name)}
        {unit && <span className="unit">{unit}</span>}
        <span aria-hidden="true">{direction === 'ascending' ? '↑' : direction === 'descending' ? '↓' : ''}</span>
      </button>
    </th>
  );
}

/** The unit stands in the heading unless the name says it already. */
function headingUnit(column: Column, title: string | undefined): string {
  const unit = unitSuffix(column.unit);
  const name = (title ?? words(column.name)).toLowerCase();
  return unit && !isShare(column.unit) && !name.includes(unit.toLowerCase()) ? unit : '';
}

export function Pager({
  page,
  pages,
  size,
  rows,
  label,
  onPage,
}: {
  page: number;
  pages: number;
  size: number;
  rows: number;
  label: string;
  onPage: (page: number) => void;
}) {
  return (
    <div className="pager">
      <span>
        {(page * size + 1).toLocaleString('en')}–{Math.min(rows, (page + 1) * size).toLocaleString('en')} of {rows.toLocaleString('en')}
      </span>
      <span>
        <button
          type="button"
          className="icon-button"
          aria-label={`Previous page of ${label}`}
          disabled={page === 0}
          onClick={() => onPage(page - 1)}
        >
          <Icon name="left" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Next page of ${label}`}
          disabled={page >= pages - 1}
          onClick={() => onPage(page + 1)}
        >
          <Icon name="right" />
        </button>
      </span>
    </div>
  );
}
