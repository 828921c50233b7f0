import { useEffect, useState } from 'react';
import type { LiveAlert, LiveAlerts as AllAlerts } from '../api/types';
import { useQuery } from '../api/useQuery';
import { dateTime, number } from '../format/numbers';
import { alerts, changedSoon } from '../live/stream';
import { useLive } from '../live/useLive';
import { Pager } from './DataTable';
import { Failure, Notice, Skeleton } from './Notice';
import { Segments } from './Segments';
import { Tag } from './Tag';

const SIZE = 9;

/** Alerts as they are raised: new ones come in on top. */
export function LiveAlerts({ onTruck }: { onTruck: (truck: string) => void }) {
  const first = useQuery<AllAlerts>('/api/live/alerts');
  const [which, setWhich] = useState<'open' | 'closed'>('open');
  const [page, setPage] = useState(0);
  useLive((live) => live.version);
  useEffect(() => {
    if (!first.data) return;
    alerts.fill(first.data);
    changedSoon();
  }, [first.data]);
  const list = alerts[which];
  const pages = Math.max(1, Math.ceil(list.length / SIZE));
  const at = Math.min(page, pages - 1);
  return (
    <section className="panel span-4" aria-label="Live alerts">
      <header className="panel-head">
        <h2>Alerts, live</h2>
        <div className="panel-tools">
          <Segments
            label="Which alerts"
            value={which}
            onChange={(value) => {
              setWhich(value);
              setPage(0);
            }}
            options={[
              { value: 'open', label: `Open ${alerts.open.length}` },
              { value: 'closed', label: `Over ${alerts.closed.length}` },
            ]}
          />
        </div>
      </header>
      <div className="panel-body flush" aria-live="off">
        {first.error && list.length === 0 ? (
          <Failure error={first.error} retry={first.refresh} />
        ) : !first.data ? (
          <Skeleton />
        ) : list.length === 0 ? (
          <Notice title={which === 'open' ? 'All is well' : 'Nothing yet'}>
            {which === 'open' ? 'No truck breaks a rule. Alerts appear here within a second.' : 'No alert is over yet.'}
          </Notice>
        ) : (
          <ul className="alerts tall">
            {list.slice(at * SIZE, (at + 1) * SIZE).map((alert) => (
              <Line key={alert.alertId} alert={alert} onTruck={onTruck} />
            ))}
          </ul>
        )}
      </div>
      {list.length > SIZE && <Pager page={at} pages={pages} size={SIZE} rows={list.length} label="alerts" onPage={setPage} />}
    </section>
  );
}

function Line({ alert, onTruck }: { alert: LiveAlert; onTruck: (truck: string) => void }) {
  return (
    <li className="arriving">
      <button type="button" onClick={() => onTruck(alert.truckId)}>
        <Tag tone={alert.closedAt ? 'plain' : alert.severity === 'critical' ? 'bad' : 'warn'}>
          {alert.closedAt ? (alert.endReason ?? 'over') : alert.severity}
        </Tag>
        <span className="alert-what">
          <strong>{alert.rule.replaceAll('_', ' ')}</strong>{' '}
          <span className="muted">
            {alert.truckId}
            {alert.cargo ? ` · ${alert.cargo}` : ''}
          </span>
        </span>
        <span className="alert-value number">
          {alert.peakValue === null ? '' : number(Number(alert.peakValue.toPrecision(4)))}
          {alert.limitValue === null ? '' : `${alert.peakValue === null ? 'limit' : ' /'} ${number(alert.limitValue)}`}
          {alert.breachInSeconds !== null && !alert.closedAt ? ` in ${Math.round(alert.breachInSeconds / 60)} min` : ''}
        </span>
        <time className="muted number">{dateTime(alert.openedAt)}</time>
      </button>
    </li>
  );
}
