import { useState, type ReactNode } from 'react';
import { panelAddress, usePanel, usePanelInfo, type PanelParameters } from '../api/panels';
import type { PanelAnswer, PanelInfo } from '../api/types';
import { useWorkspace } from '../api/workspace';
import { unitSuffix, words } from '../format/numbers';
import { Definition } from './Definition';
import { DataTable } from './DataTable';
import { Icon } from './Icon';
import { Failure, Notice, Skeleton } from './Notice';

interface Props {
  id: string;
  parameters?: PanelParameters;
  /** Columns of twelve. */
  span?: number;
  height?: number;
  title?: string;
  /** What to say when there are no rows. */
  empty?: string;
  /** A table fills the panel to its edges, and needs no second view as a table. */
  table?: boolean;
  tools?: ReactNode;
  note?: ReactNode;
  children: (answer: PanelAnswer) => ReactNode;
}

/** One question to the lake and its answer: asks it, and draws title, definition, waiting, absence, emptiness, failure, table and CSV alike everywhere. */
export function Panel({ id, parameters = {}, span = 6, height, title, empty, table = false, tools, note, children }: Props) {
  const { info, query: list } = usePanelInfo(id);
  const answer = usePanel(id, parameters);
  const [asTable, setAsTable] = useState(false);
  const up = useWorkspace()?.mode === 'up';
  const name = title ?? info?.title ?? words(id.split('/')[1] ?? id);
  const data = answer.data;

  const body = (): ReactNode => {
    if (info && !info.available) {
      return up ? <Notice title="Not built yet">It comes with one of the next runs, when what it needs has landed.</Notice> : <Notice title="Not in this workspace">{info.hint}</Notice>;
    }
    if (answer.error) return <Failure error={answer.error} retry={answer.refresh} />;
    if (list.error && !info) return <Failure error={list.error} retry={list.refresh} />;
    if (list.data && !info) return <Notice title="Unknown panel">The server has no panel {id}.</Notice>;
    if (!data) return <Skeleton {...(height ? { height } : {})} />;
    if (data.rows.length === 0)
      return (
        <Notice title="Nothing here">{empty ?? 'The tables behind this panel have no such rows. More may come with the next run.'}</Notice>
      );
    return asTable ? <DataTable frame={data} label={name} /> : children(data);
  };

  return (
    <section className={`panel span-${span}${answer.loading && data ? ' stale' : ''}`} aria-label={name}>
      <header className="panel-head">
        <h2>{name}</h2>
        {info && <PanelDefinition info={info} name={name} />}
        <div className="panel-tools">
          {tools}
          {!table && data && data.rows.length > 0 && (
            <button
              type="button"
              className="icon-button"
              aria-pressed={asTable}
              aria-label={`Show ${name} as a table`}
              title="As a table"
              onClick={() => setAsTable(!asTable)}
            >
              <Icon name={asTable ? 'chart' : 'table'} size={15} />
            </button>
          )}
          {data && data.rows.length > 0 && (
            <a
              className="icon-button"
              href={panelAddress(id, { ...parameters, format: 'csv' })}
              download={`${id.replace('/', '_')}.csv`}
              aria-label={`Download ${name} as CSV`}
              title="Download CSV"
            >
              <Icon name="download" size={15} />
            </a>
          )}
        </div>
      </header>
      <div className={`panel-body${table || asTable ? ' flush' : ''}`} style={height ? { minHeight: height } : undefined}>
        {body()}
      </div>
      {note && <p className="panel-note">{note}</p>}
    </section>
  );
}

export function PanelDefinition({ info, name }: { info: PanelInfo; name: string }) {
  return (
    <Definition of={name}>
      {info.definition}
      <dl>
        {info.columns
          .filter((c) => c.meaning)
          .map((c) => (
            <Entry key={c.name} name={words(c.name)} unit={unitSuffix(c.unit)} meaning={c.meaning ?? ''} />
          ))}
      </dl>
      {info.tables.length > 0 && <div className="muted">From {info.tables.join(', ')}</div>}
    </Definition>
  );
}

function Entry({ name, unit, meaning }: { name: string; unit: string; meaning: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {meaning}
        {unit && ` (${unit})`}
      </dd>
    </>
  );
}
