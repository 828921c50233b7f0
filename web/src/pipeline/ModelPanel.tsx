import type { ModelDetails, PanelAnswer } from '../api/types';
import { address } from '../api/client';
import { useQuery } from '../api/useQuery';
import { DataTable } from '../components/DataTable';
import { Failure, Notice, Skeleton } from '../components/Notice';
import { Section } from '../components/Section';
import { SqlText } from '../components/SqlText';
import { Stat } from '../components/Stat';
import { Tag } from '../components/Tag';
import { text } from '../format/frame';
import { dateTime, seconds } from '../format/numbers';

/** All of a model: what it means, its SQL, columns, checks, rows, and what runs did with it. */
export function ModelPanel({ name, onOpen }: { name: string; onOpen: (model: string) => void }) {
  const [layer = '', table = ''] = name.split('.', 2);
  const answer = useQuery<ModelDetails>(`/api/models/${layer}/${table}`);
  const details = answer.data;
  const rows = useQuery<PanelAnswer>(
    details?.built && details.snapshotId ? address(`/api/tables/${layer}/${table}/rows`, { limit: 50 }) : null,
  );
  if (!details)
    return (
      <Section title={name}>{answer.error ? <Failure error={answer.error} retry={answer.refresh} /> : <Skeleton height={200} />}</Section>
    );
  return (
    <>
      <Section
        title={name}
        span={5}
        tools={<Tag tone={details.built ? 'good' : 'plain'}>{details.built ? 'built' : 'not built here'}</Tag>}
      >
        <p>{details.description}</p>
        <div className="stats spaced">
          <Stat label="Rows" value={details.rows ?? null} />
          <Stat label="Kind" value={details.kind} />
          <Stat label="Committed" value={details.committedAt ? dateTime(details.committedAt) : null} />
        </div>
        <dl className="facts">
          {details.grain && (
            <>
              <dt>Grain</dt>
              <dd>{details.grain}</dd>
            </>
          )}
          {details.key.length > 0 && (
            <>
              <dt>Key</dt>
              <dd className="mono">{details.key.join(', ')}</dd>
            </>
          )}
          <dt>Reads</dt>
          <dd>
            <Names names={details.inputs} onOpen={onOpen} />
          </dd>
          <dt>Read by</dt>
          <dd>
            <Names names={details.readers} onOpen={onOpen} />
          </dd>
          <dt>File</dt>
          <dd className="mono">{details.file}</dd>
        </dl>
      </Section>
      <Section title="SQL" span={7}>
        <SqlText sql={details.sql} />
      </Section>
      <Section title={`Columns (${details.columns.length})`} span={4} flush>
        <DataTable
          label="Columns"
          pageSize={12}
          frame={{
            columns: [
              { name: 'name', type: 'text' },
              { name: 'type', type: 'text' },
              { name: 'required', type: 'boolean' },
            ],
            rows: details.columns.map((c) => [c.name, c.type, c.required]),
          }}
          cells={{ name: (value) => <code>{text(value)}</code> }}
        />
      </Section>
      <Section title={`Checks (${details.checks.length})`} span={4} flush>
        {details.checks.length === 0 ? (
          <Notice title="No checks of its own" />
        ) : (
          <DataTable
            label="Checks"
            pageSize={12}
            frame={{
              columns: [
                { name: 'check', type: 'text' },
                { name: 'severity', type: 'text' },
              ],
              rows: details.checks.map((check) => [check.name, check.severity]),
            }}
            cells={{
              severity: (value) => <Tag tone={value === 'warn' ? 'warn' : 'plain'}>{value === 'warn' ? 'warns' : 'must hold'}</Tag>,
            }}
          />
        )}
      </Section>
      <Section title="What runs did" span={4} flush>
        {details.history.length === 0 ? (
          <Notice title="No run yet" />
        ) : (
          <DataTable
            label="What runs did"
            pageSize={12}
            sort={{ column: 'started', direction: 'descending' }}
            frame={{
              columns: [
                { name: 'started', type: 'text' },
                { name: 'action', type: 'text' },
                { name: 'rows_added', type: 'integer' },
                { name: 'took', type: 'number' },
              ],
              rows: details.history.map(({ startedAt, step }) => [startedAt, step.action, step.rowsAdded, step.seconds]),
            }}
            cells={{ started: (value) => dateTime(text(value), true), took: (value) => seconds(Number(value)) }}
          />
        )}
      </Section>
      {rows.data && (
        <Section
          title="Rows"
          flush
          tools={
            <a className="link-button" href={`#/pipeline?tab=tables&table=${encodeURIComponent(name)}`}>
              snapshots and files
            </a>
          }
        >
          <DataTable frame={rows.data} label={`Rows of ${name}`} pageSize={10} />
        </Section>
      )}
    </>
  );
}

function Names({ names, onOpen }: { names: string[]; onOpen: (model: string) => void }) {
  if (names.length === 0) return <span className="muted">nothing</span>;
  return (
    <span className="names">
      {names.map((name) =>
        /^(bronze|silver|gold)\./.test(name) ? (
          <button key={name} type="button" className="link-button" onClick={() => onOpen(name)}>
            {name}
          </button>
        ) : (
          <span key={name}>{name}</span>
        ),
      )}
    </span>
  );
}
