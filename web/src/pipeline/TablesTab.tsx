import { address } from '../api/client';
import type { DataFileInfo, PanelAnswer, TableDetails, TableInfo } from '../api/types';
import { useQuery } from '../api/useQuery';
import { DataTable } from '../components/DataTable';
import { Failure, Notice, Skeleton } from '../components/Notice';
import { Section } from '../components/Section';
import { Tag } from '../components/Tag';
import { text } from '../format/frame';
import { bytes, dateTime } from '../format/numbers';
import { useParameter } from '../routing';

/** The Iceberg tables, and of one its snapshots, files, and rows as they were. */
export function TablesTab() {
  const answer = useQuery<TableInfo[]>('/api/tables');
  const [chosen, choose] = useParameter('table');
  const tables = answer.data;
  if (!tables)
    return (
      <Section title="Tables">{answer.error ? <Failure error={answer.error} retry={answer.refresh} /> : <Skeleton height={300} />}</Section>
    );
  const name = chosen ?? tables.find((table) => table.name === 'gold.sales')?.name ?? tables[0]?.name;
  return (
    <>
      <Section title={`${tables.length} Iceberg tables`} flush>
        {tables.length === 0 ? (
          <Notice title="The lake is empty">Build the tables with: waybill run</Notice>
        ) : (
          <DataTable
            label="Iceberg tables"
            pageSize={9}
            onRow={(row) => choose(text(row[0]))}
            selected={(row) => row[0] === name}
            frame={{
              columns: [
                { name: 'table', type: 'text' },
                ...['rows', 'columns', 'files', 'bytes', 'snapshots'].map((column) => ({ name: column, type: 'integer' })),
                { name: 'committed', type: 'text' },
              ],
              rows: tables.map((table) => [
                table.name,
                table.rows,
                table.columns,
                table.files,
                table.bytes,
                table.snapshots,
                table.committedAt ?? null,
              ]),
            }}
            titles={{ bytes: 'Size' }}
            cells={{ bytes: (value) => bytes(Number(value)), committed: (value) => dateTime(value === null ? null : text(value), true) }}
          />
        )}
      </Section>
      {name && <Table key={name} name={name} />}
    </>
  );
}

function Table({ name }: { name: string }) {
  const [space = '', table = ''] = name.split('.', 2);
  const path = `/api/tables/${space}/${table}`;
  const answer = useQuery<TableDetails>(path);
  const [wanted, want] = useParameter('snapshot');
  const details = answer.data;
  if (!details)
    return (
      <Section title={name}>{answer.error ? <Failure error={answer.error} retry={answer.refresh} /> : <Skeleton height={200} />}</Section>
    );
  const current = details.snapshots.find((each) => each.isCurrent);
  const snapshot = details.snapshots.find((each) => each.id === wanted) ?? current;
  return (
    <>
      <Section title={`Snapshots of ${name}`} span={8} flush>
        {details.snapshots.length === 0 ? (
          <Notice title="No snapshot yet">The table exists, and nothing was ever committed to it.</Notice>
        ) : (
          <DataTable
            label={`Snapshots of ${name}`}
            pageSize={7}
            onRow={(row) => want(text(row[0]))}
            selected={(row) => row[0] === snapshot?.id}
            frame={{
              columns: [
                { name: 'snapshot', type: 'text' },
                { name: 'committed', type: 'text' },
                { name: 'operation', type: 'text' },
                ...['added', 'deleted', 'total', 'files', 'bytes'].map((column) => ({ name: column, type: 'integer' })),
              ],
              rows: details.snapshots.map((each) => [
                each.id,
                each.committedAt,
                each.operation,
                each.addedRows,
                each.deletedRows,
                each.totalRows,
                each.files,
                each.bytes,
              ]),
            }}
            titles={{ bytes: 'Size', added: 'Rows added', deleted: 'Rows deleted', total: 'Rows' }}
            cells={{
              bytes: (value) => bytes(Number(value)),
              committed: (value) => dateTime(text(value), true),
              operation: (value) => <Tag tone={value === 'append' ? 'good' : 'info'}>{text(value)}</Tag>,
            }}
          />
        )}
      </Section>
      <Section title="Schema" span={4} flush>
        <DataTable
          label={`Schema of ${name}`}
          pageSize={7}
          frame={{
            columns: [
              { name: 'id', type: 'text' },
              { name: 'name', type: 'text' },
              { name: 'type', type: 'text' },
            ],
            rows: details.schema.map((c) => [c.id, c.name, c.type]),
          }}
        />
        {details.partitionSpec.length > 0 && (
          <p className="panel-note">
            Partitioned by {details.partitionSpec.map((field) => `${field.transform}(${field.source})`).join(', ')}
          </p>
        )}
      </Section>
      {snapshot && (
        <Contents
          key={snapshot.id}
          path={path}
          name={name}
          snapshot={snapshot.id}
          isCurrent={snapshot.isCurrent}
          at={snapshot.committedAt}
        />
      )}
    </>
  );
}

function Contents({
  path,
  name,
  snapshot,
  isCurrent,
  at,
}: {
  path: string;
  name: string;
  snapshot: string;
  isCurrent: boolean;
  at: string;
}) {
  const rows = useQuery<PanelAnswer>(address(`${path}/rows`, { snapshot, limit: 100 }));
  const files = useQuery<DataFileInfo[]>(address(`${path}/files`, { snapshot }));
  return (
    <>
      <Section
        title={isCurrent ? `Rows of ${name} now` : `Rows of ${name} as of ${dateTime(at, true)}`}
        flush
        tools={!isCurrent && <Tag tone="accent">time travel</Tag>}
      >
        {rows.error ? (
          <Failure error={rows.error} retry={rows.refresh} />
        ) : !rows.data ? (
          <Skeleton height={200} />
        ) : rows.data.rows.length === 0 ? (
          <Notice title="No rows">This snapshot is empty.</Notice>
        ) : (
          <DataTable frame={rows.data} label={`Rows of ${name}`} pageSize={10} />
        )}
      </Section>
      <Section title="Data files" flush>
        {files.error ? (
          <Failure error={files.error} retry={files.refresh} />
        ) : !files.data ? (
          <Skeleton height={120} />
        ) : files.data.length === 0 ? (
          <Notice title="No files">This snapshot holds no data.</Notice>
        ) : (
          <DataTable
            label="Data files"
            pageSize={6}
            frame={{
              columns: [
                { name: 'path', type: 'text' },
                { name: 'partition', type: 'text' },
                { name: 'format', type: 'text' },
                { name: 'rows', type: 'integer' },
                { name: 'bytes', type: 'integer' },
              ],
              rows: files.data.map((file) => [file.path, file.partition, file.format, file.rows, file.bytes]),
            }}
            titles={{ bytes: 'Size' }}
            cells={{ bytes: (value) => bytes(Number(value)), path: (value) => <code>{text(value)}</code> }}
          />
        )}
      </Section>
    </>
  );
}
