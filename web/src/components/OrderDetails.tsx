import { records, text, type Row } from '../format/frame';
import { cellText, dateTime, number, unitSuffix, words } from '../format/numbers';
import { Icon } from './Icon';
import { Panel } from './Panel';
import { Tag } from './Tag';

/** One order: what it is, and everything that was ever reported of it. */
export function OrderDetails({ id, onClose }: { id: string; onClose: () => void }) {
  const close = (
    <button type="button" className="icon-button" aria-label="Close the order" onClick={onClose}>
      <Icon name="close" size={15} />
    </button>
  );
  return (
    <>
      <Panel
        id="orders/order"
        parameters={{ order_id: id }}
        span={7}
        title={`Order ${id}`}
        height={200}
        empty="There is no order with this id. Look for its beginning above."
      >
        {(answer) => {
          const row = records(answer)[0] ?? {};
          return (
            <dl className="facts columns">
              {answer.columns
                .filter((c) => c.name !== 'order_id')
                .map((c) => (
                  <div key={c.name}>
                    <dt>{words(c.name)}</dt>
                    <dd>
                      {c.name === 'status' ? <Tag>{text(row[c.name])}</Tag> : cellText(row[c.name] ?? null, c.type, c.unit)}
                      {row[c.name] !== null && unitSuffix(c.unit) && <span className="muted"> {unitSuffix(c.unit)}</span>}
                    </dd>
                  </div>
                ))}
            </dl>
          );
        }}
      </Panel>
      <Panel id="orders/order_history" parameters={{ order_id: id }} span={5} tools={close} height={200}>
        {(answer) => <Timeline rows={records(answer)} />}
      </Panel>
    </>
  );
}

function Timeline({ rows }: { rows: Row[] }) {
  return (
    <ol className="timeline">
      {rows.map((row, i) => (
        <li key={i}>
          <time className="number muted">{dateTime(text(row['at']))}</time>
          <span>
            <Tag>{text(row['to'] ?? row['event'])}</Tag>
            {typeof row['hours_since'] === 'number' && <span className="muted"> after {number(row['hours_since'])} hours</span>}
          </span>
          <span className="muted">{text(row['source'])}</span>
        </li>
      ))}
    </ol>
  );
}
