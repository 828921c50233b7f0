import { useState } from 'react';
import { dateTime, quantity, unitSuffix } from '../format/numbers';
import { distinct, num, text, type Row } from '../format/frame';
import { writePlace } from '../routing';
import { Pager } from './DataTable';
import { Segments } from './Segments';
import { Tag } from './Tag';

const SIZE = 7;
const PAGE_OF: Record<string, string> = { trucks: 'fleet', stock: 'commerce', factory: 'factory' };

/** What needs somebody now, by area. */
export function AlertList({ rows }: { rows: Row[] }) {
  const [area, setArea] = useState('all');
  const [page, setPage] = useState(0);
  const areas = distinct(rows, 'area');
  const shown = area === 'all' ? rows : rows.filter((row) => row['area'] === area);
  const count = (name: string): number => {
    const seen = new Map(rows.filter((row) => row['area'] === name).map((row) => [text(row['severity']), num(row['of_severity']) ?? 0]));
    return [...seen.values()].reduce((sum, n) => sum + n, 0);
  };
  return (
    <>
      <div className="panel-bar">
        <Segments
          label="Area"
          value={area}
          onChange={(value) => {
            setArea(value);
            setPage(0);
          }}
          options={[
            { value: 'all', label: 'All' },
            ...areas.map((name) => ({ value: name, label: `${name} ${count(name).toLocaleString('en')}` })),
          ]}
        />
      </div>
      <ul className="alerts">
        {shown.slice(page * SIZE, (page + 1) * SIZE).map((row) => (
          <li key={text(row['alert_id'])}>
            <a href={writePlace(PAGE_OF[text(row['area'])] ?? 'overview', row['area'] === 'trucks' ? { truck: text(row['subject']) } : {})}>
              <Tag>{text(row['severity'])}</Tag>
              <span className="alert-what">
                <strong>{text(row['rule']).replaceAll('_', ' ')}</strong> <span className="muted">{text(row['subject'])}</span>
              </span>
              <span className="alert-value number">{valueText(row)}</span>
              <time className="muted number">{dateTime(text(row['since']))}</time>
            </a>
          </li>
        ))}
      </ul>
      {shown.length > SIZE && (
        <Pager page={page} pages={Math.ceil(shown.length / SIZE)} size={SIZE} rows={shown.length} label="open alerts" onPage={setPage} />
      )}
    </>
  );
}

function valueText(row: Row): string {
  const value = num(row['value']);
  const limit = num(row['limit_value']);
  const unit = text(row['unit']);
  if (value === null) return '';
  const behind = unitSuffix(unit) ? ` ${unitSuffix(unit)}` : '';
  return limit === null ? `${quantity(value, unit)}${behind}` : `${quantity(value, unit)}${behind} / ${quantity(limit, unit)}`;
}
