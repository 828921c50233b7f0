import { useDeferredValue, useState } from 'react';
import { usePanel } from '../api/panels';
import { records, text } from '../format/frame';
import { dateTime } from '../format/numbers';
import { Icon } from './Icon';
import { Tag } from './Tag';

/** Finds orders while their id is typed. */
export function OrderSearch({ onOpen }: { onOpen: (order: string) => void }) {
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim());
  const answer = usePanel('orders/search', wanted.length >= 2 ? { q: wanted } : null);
  const rows = answer.data ? records(answer.data).slice(0, 8) : [];
  return (
    <search className="order-search span-12">
      <label className="search-field">
        <Icon name="search" />
        <span className="visually-hidden">Find an order by its id</span>
        <input
          type="search"
          value={typed}
          placeholder="Find an order by its id, such as ORD-…"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            const first = rows[0];
            if (event.key === 'Enter' && first) onOpen(text(first['order_id']));
            if (event.key === 'Escape') setTyped('');
          }}
        />
      </label>
      {wanted.length >= 2 && (
        <div className="search-results panel" role="status">
          {answer.error && (
            <p>
              {answer.error.title}. {answer.error.hint}
            </p>
          )}
          {answer.data && rows.length === 0 && <p>No order begins with “{wanted}”.</p>}
          <ul>
            {rows.map((row) => (
              <li key={text(row['order_id'])}>
                <button
                  type="button"
                  onClick={() => {
                    onOpen(text(row['order_id']));
                    setTyped('');
                  }}
                >
                  <strong className="mono">{text(row['order_id'])}</strong> <Tag>{text(row['status'])}</Tag>
                  <span>{text(row['customer'])}</span> <span className="muted">{text(row['product'])}</span>
                  <time className="muted number">{dateTime(text(row['ordered']))}</time>
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </search>
  );
}
