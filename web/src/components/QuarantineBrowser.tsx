import { useState } from 'react';
import { address } from '../api/client';
import type { QuarantinePage, QuarantineRule } from '../api/types';
import { useQuery } from '../api/useQuery';
import { useParameter } from '../routing';
import { Pager } from './DataTable';
import { Failure, Notice, Skeleton } from './Notice';
import { Tag } from './Tag';

const SIZE = 12;

/** Rows that were kept out, with the line of the file exactly as it came. */
export function QuarantineBrowser() {
  const list = useQuery<QuarantineRule[]>('/api/quarantine');
  const [chosen, choose] = useParameter('quarantine');
  const [page, setPage] = useState(0);
  const rules = list.data ?? [];
  const [table, rule] = (chosen ?? '').split(':', 2);
  const known = rules.find((each) => each.table === table && each.rule === rule) ?? [...rules].sort((a, b) => b.rows - a.rows)[0];
  const rows = useQuery<QuarantinePage>(
    known ? address(`/api/quarantine/${known.table}`, { rule: known.rule, offset: page * SIZE, limit: SIZE }) : null,
  );
  const total = rows.data?.total ?? known?.rows ?? 0;
  return (
    <section className="panel span-12" aria-label="Rows in quarantine">
      <header className="panel-head">
        <h2>Rows in quarantine</h2>
        <div className="panel-tools">
          <label className="field">
            <span>Table and rule</span>
            <select
              value={known ? `${known.table}:${known.rule}` : ''}
              onChange={(event) => {
                setPage(0);
                choose(event.target.value);
              }}
            >
              {rules.map((each) => (
                <option key={`${each.table}:${each.rule}`} value={`${each.table}:${each.rule}`}>
                  {each.table.replace('quarantine.', '')} · {each.rule.replaceAll('_', ' ')} ({each.rows.toLocaleString('en')})
                </option>
              ))}
            </select>
          </label>
        </div>
      </header>
      <div className="panel-body flush">
        {list.error ? (
          <Failure error={list.error} retry={list.refresh} />
        ) : list.data && rules.length === 0 ? (
          <Notice title="Quarantine is empty">No row was kept out of a table.</Notice>
        ) : rows.error ? (
          <Failure error={rows.error} retry={rows.refresh} />
        ) : !rows.data ? (
          <Skeleton height={260} />
        ) : (
          <Rows rows={rows.data.rows} />
        )}
      </div>
      {total > SIZE && <Pager page={page} pages={Math.ceil(total / SIZE)} size={SIZE} rows={total} label="quarantine" onPage={setPage} />}
    </section>
  );
}

function Rows({ rows }: { rows: QuarantinePage['rows'] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label="Rows in quarantine">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">
              <span>Rule</span>
            </th>
            <th scope="col">
              <span>File and line</span>
            </th>
            <th scope="col">
              <span>The line as it came</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              <td>
                <Tag tone="warn">{row.rule.replaceAll('_', ' ')}</Tag>
              </td>
              <td className="mono">
                {row.file}
                <span className="muted">:{row.line}</span>
              </td>
              <td className="original">
                <code>{row.original}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
