import { useRef, useState } from 'react';
import { problem, send, sendJson, type ApiError } from '../api/client';
import type { SqlAnswer, SqlRequest } from '../api/types';
import { asApiError } from '../api/useQuery';
import { DataTable } from '../components/DataTable';
import { Icon } from '../components/Icon';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { Segments } from '../components/Segments';
import { seconds } from '../format/numbers';
import { useParameter } from '../routing';
import { ResultChart } from './ResultChart';
import { chartOf } from './chartOf';

const EXAMPLES = [
  { name: 'Orders by status', sql: 'select status, count(*) as orders\nfrom gold.sales\ngroup by status\norder by orders desc' },
  { name: 'GMV by day', sql: 'select order_date, gmv_placed, gmv_delivered\nfrom gold.kpi_gmv\norder by order_date' },
  {
    name: 'Lead time by carrier',
    sql: 'select carrier, count(*) as orders, avg(lead_time_us) / 3600e6 as hours\nfrom gold.fct_orders\nwhere lead_time_us is not null\ngroup by carrier\norder by hours',
  },
  { name: 'All tables', sql: 'select table_schema, table_name\nfrom information_schema.tables\norder by all' },
];

type Result = { answer: SqlAnswer } | { error: ApiError } | undefined;

/** Asks anything of the lake; it can only read. */
export function SqlTab() {
  const [given, remember] = useParameter('sql');
  const [sql, setSql] = useState(given ?? EXAMPLES[0]?.sql ?? '');
  const [asOf, setAsOf] = useState('');
  const [result, setResult] = useState<Result>();
  const [running, setRunning] = useState(false);
  const control = useRef<AbortController>(undefined);
  const body: SqlRequest = { sql, ...(asOf.trim() ? { asOf: asOf.trim() } : {}) };

  const run = (): void => {
    control.current?.abort();
    const mine = new AbortController();
    control.current = mine;
    setRunning(true);
    remember(sql);
    sendJson<SqlAnswer>('POST', '/api/sql', body, mine.signal)
      .then(
        (answer) => setResult({ answer }),
        (error: unknown) => {
          if (!mine.signal.aborted) setResult({ error: asApiError(error) });
        },
      )
      .finally(() => {
        if (control.current === mine) setRunning(false);
      });
  };

  const download = async (): Promise<void> => {
    const response = await send('/api/sql/csv', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) return setResult({ error: await problem(response) });
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'waybill.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  };

  return (
    <>
      <Section
        title="Ask the lake"
        tools={
          <label className="field">
            <span>Example</span>
            <select value="" onChange={(event) => setSql(EXAMPLES.find((each) => each.name === event.target.value)?.sql ?? sql)}>
              <option value="">choose …</option>
              {EXAMPLES.map((each) => (
                <option key={each.name}>{each.name}</option>
              ))}
            </select>
          </label>
        }
      >
        <textarea
          className="sql-box"
          aria-label="SQL"
          spellCheck={false}
          value={sql}
          rows={Math.min(18, Math.max(5, sql.split('\n').length + 1))}
          onChange={(event) => setSql(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            run();
          }}
        />
        <div className="toolbar sql-tools">
          <button type="button" className="button primary" onClick={run} disabled={running || !sql.trim()}>
            <Icon name="play" size={13} />
            {running ? 'Running …' : 'Run'}
          </button>
          {running && (
            <button type="button" className="button" onClick={() => control.current?.abort()}>
              Stop
            </button>
          )}
          <button type="button" className="button" onClick={() => void download()} disabled={!sql.trim()}>
            <Icon name="download" size={15} />
            CSV
          </button>
          <label className="field">
            <span>As of</span>
            <input value={asOf} placeholder="now, or 2026-01-05T12:00Z" onChange={(event) => setAsOf(event.target.value)} size={22} />
          </label>
          <span className="muted">Ctrl + Enter runs. Reading only: 10 seconds, 10,000 rows.</span>
        </div>
      </Section>
      {result && 'error' in result && <SqlFailure error={result.error} sql={sql} />}
      {result && 'answer' in result && <Answer answer={result.answer} />}
    </>
  );
}

function SqlFailure({ error, sql }: { error: ApiError; sql: string }) {
  const line = error.position === null ? null : sql.slice(0, error.position).split('\n').length;
  return (
    <Section title="That did not work">
      <div className="sql-error" role="alert">
        <strong>{error.title}</strong>
        {error.detail && <pre>{error.detail}</pre>}
        {line !== null && <p>In line {line}.</p>}
        {error.hint && <p className="muted">{error.hint}</p>}
      </div>
    </Section>
  );
}

function Answer({ answer }: { answer: SqlAnswer }) {
  const [as, setAs] = useState<'table' | 'chart'>('table');
  const chart = chartOf(answer);
  const count = `${answer.rows.length.toLocaleString('en')} ${answer.rows.length === 1 ? 'row' : 'rows'}`;
  return (
    <Section
      title={`${count} in ${seconds(answer.seconds)}`}
      flush={as === 'table'}
      tools={
        chart && (
          <Segments
            label="Show as"
            value={as}
            onChange={setAs}
            options={[
              { value: 'table', label: 'Table' },
              { value: 'chart', label: 'Chart' },
            ]}
          />
        )
      }
    >
      {answer.truncated && (
        <p className="panel-note">There are more rows than are shown. Download CSV for up to a million of them, or add a limit.</p>
      )}
      {answer.rows.length === 0 ? (
        <Notice title="No rows">The question was understood; nothing answers it.</Notice>
      ) : as === 'chart' && chart ? (
        <ResultChart chart={chart} />
      ) : (
        <DataTable frame={answer} label="Result" pageSize={20} />
      )}
    </Section>
  );
}
