import { useState } from 'react';
import { RankingChart, SeriesChart } from '../charts';
import { Cohorts } from '../components/Cohorts';
import { DataTable } from '../components/DataTable';
import { Panel } from '../components/Panel';
import { Segments } from '../components/Segments';
import { ShareBar } from '../components/ShareBar';
import { Tag } from '../components/Tag';
import { column, num, pivot, records, text, type Frame, type Row } from '../format/frame';
import { dateTime } from '../format/numbers';
import { useParameter } from '../routing';

export default function Commerce() {
  return (
    <>
      <Sales />
      <Visits />
      <Stock />
      <Fraud />
    </>
  );
}

/** Lines of some columns over the days of an answer. */
function days(answer: Frame, lines: Record<string, string>, kinds: Record<string, 'line' | 'bar' | 'area' | 'dashed'> = {}) {
  const rows = records(answer);
  return {
    places: rows.map((row) => text(row['day'])),
    lines: Object.entries(lines).map(([name, label]) => ({
      name: label,
      values: rows.map((row) => num(row[name])),
      unit: column(answer, name)?.unit,
      kind: kinds[name] ?? ('line' as const),
    })),
  };
}

function Sales() {
  return (
    <div className="grid">
      <Panel id="commerce/gmv_by_day" span={6} height={260}>
        {(answer) => (
          <SeriesChart
            label="GMV by day"
            {...days(
              answer,
              { gmv_placed: 'Placed', gmv_not_cancelled: 'Not cancelled', gmv_delivered: 'Delivered' },
              { gmv_delivered: 'area' },
            )}
          />
        )}
      </Panel>
      <Panel id="commerce/sales_by_channel" span={6} height={260}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'channel', 'gmv_placed');
          return (
            <SeriesChart
              label="Sales by channel"
              places={x}
              lines={series.map((line) => ({ ...line, kind: 'bar' as const, stack: 'channel', unit: 'money' }))}
            />
          );
        }}
      </Panel>
      <Panel id="commerce/aov" span={4} height={230}>
        {(answer) => (
          <SeriesChart
            label="Average order value"
            zero={false}
            {...days(answer, { aov_placed: 'Placed', aov_not_cancelled: 'Not cancelled', aov_delivered: 'Delivered' })}
          />
        )}
      </Panel>
      <Panel id="commerce/margin" span={4} height={230}>
        {(answer) => (
          <SeriesChart
            label="Margin"
            {...days(
              answer,
              { net_sales: 'Net sales', margin: 'Margin', contribution: 'Contribution' },
              { net_sales: 'bar', margin: 'line', contribution: 'dashed' },
            )}
          />
        )}
      </Panel>
      <Returns />
    </div>
  );
}

function Returns() {
  const [basis, setBasis] = useState('order');
  return (
    <Panel
      id="commerce/returns"
      parameters={{ basis }}
      span={4}
      height={230}
      title="Returns"
      tools={
        <Segments
          label="Days are those of the"
          value={basis}
          onChange={setBasis}
          options={[
            { value: 'order', label: 'By order' },
            { value: 'return', label: 'By return' },
          ]}
        />
      }
    >
      {(answer) => (
        <SeriesChart label="Return rates" {...days(answer, { rate_by_orders: 'Orders', rate_by_units: 'Units', rate_by_value: 'Value' })} />
      )}
    </Panel>
  );
}

function Visits() {
  return (
    <div className="grid">
      <Panel id="commerce/funnel" span={4} height={240}>
        {(answer) => <Funnel rows={records(answer)} />}
      </Panel>
      <Panel id="commerce/abandonment" span={4} height={240}>
        {(answer) => (
          <SeriesChart
            label="Share of carts that were abandoned"
            max={1}
            {...days(
              answer,
              { abandoned_24h: 'Within 24 hours', abandoned_7d: 'Within 7 days' },
              { abandoned_24h: 'area', abandoned_7d: 'dashed' },
            )}
          />
        )}
      </Panel>
      <Panel id="commerce/cohorts" span={4} height={240}>
        {(answer) => <Cohorts rows={records(answer)} />}
      </Panel>
      <Panel id="commerce/loyalty_tiers" span={6} table height={210}>
        {(answer) => (
          <DataTable
            frame={answer}
            label="Loyalty tiers"
            show={['tier', 'members', 'member_share', 'net_spend', 'net_spend_per_member']}
            titles={{ net_spend_per_member: 'Per member' }}
            cells={{ tier: (value) => <strong>{text(value)}</strong>, member_share: (value) => <ShareBar value={value} /> }}
          />
        )}
      </Panel>
      <Panel id="commerce/loyalty_points" span={6} height={210}>
        {(answer) => (
          <SeriesChart
            label="Loyalty points"
            {...days(
              answer,
              { earned: 'Earned', redeemed: 'Redeemed', expired: 'Expired', reversed: 'Taken back' },
              { earned: 'bar', redeemed: 'bar', expired: 'bar', reversed: 'bar' },
            )}
          />
        )}
      </Panel>
    </div>
  );
}

/** Steps as bars that shrink, with the share of the step before. */
function Funnel({ rows }: { rows: Row[] }) {
  const most = Math.max(1, ...rows.map((row) => num(row['sessions']) ?? 0));
  return (
    <ol className="funnel">
      {rows.map((row) => (
        <li key={text(row['step'])}>
          <span className="funnel-name">{text(row['step'])}</span>
          <span className="funnel-bar" style={{ width: `${Math.max(0.8, ((num(row['sessions']) ?? 0) / most) * 100)}%` }} />
          <span className="number">
            <strong>{(num(row['sessions']) ?? 0).toLocaleString('en')}</strong>
            {num(row['of_step_before']) !== null && row['step'] !== 'visit' && (
              <span className="muted"> {Math.round((num(row['of_step_before']) ?? 0) * 100)} % of the step before</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Stock() {
  const [warehouse, setWarehouse] = useParameter('warehouse');
  return (
    <div className="grid">
      <Panel id="commerce/stock_by_warehouse" span={4} table height={300}>
        {(answer) => (
          <DataTable
            frame={answer}
            label="Stock by warehouse"
            show={['warehouse', 'value', 'below_safety_stock']}
            onRow={(row) => setWarehouse(row[0] === warehouse ? null : text(row[0]))}
            selected={(row) => row[0] === warehouse}
            titles={{ below_safety_stock: 'Below safety' }}
          />
        )}
      </Panel>
      <Panel
        id="commerce/inventory"
        parameters={{ warehouse: warehouse ?? null }}
        span={8}
        table
        height={300}
        title={warehouse ? `Inventory of ${warehouse}` : 'Inventory'}
        tools={
          warehouse && (
            <button type="button" className="link-button" onClick={() => setWarehouse(null)}>
              all warehouses
            </button>
          )
        }
      >
        {(answer) => (
          <DataTable
            frame={answer}
            label="Inventory"
            pageSize={8}
            show={['product', 'available', 'safety', 'cover_days', 'is_below_safety_stock', 'warehouse']}
            cells={{
              is_below_safety_stock: (value) => (value === true ? <Tag tone="warn">below safety</Tag> : <Tag tone="good">fine</Tag>),
            }}
            titles={{ is_below_safety_stock: 'State' }}
          />
        )}
      </Panel>
      <Panel id="commerce/stock_alerts" span={12} height={200}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'kind', 'alerts');
          return (
            <SeriesChart
              label="Stock alerts by day"
              height={200}
              places={x}
              lines={series.map((line) => ({
                ...line,
                name: line.name.replaceAll('_', ' '),
                kind: 'bar' as const,
                stack: 'kind',
                unit: 'alerts',
              }))}
            />
          );
        }}
      </Panel>
    </div>
  );
}

function Fraud() {
  const [pattern, setPattern] = useState<string>('');
  return (
    <div className="grid">
      <Panel id="commerce/fraud_by_day" span={4} height={280}>
        {(answer) => {
          const rows = records(answer);
          const { x, series } = pivot(rows, 'day', 'pattern', 'flagged');
          return x.length > 1 ? (
            <SeriesChart
              label="Flagged orders by day and pattern"
              places={x}
              lines={series.map((line) => ({
                ...line,
                name: line.name.replaceAll('_', ' '),
                kind: 'bar' as const,
                stack: 'pattern',
                unit: 'orders',
              }))}
            />
          ) : (
            <RankingChart
              label="Flagged orders by pattern"
              names={rows.map((row) => text(row['pattern']).replaceAll('_', ' '))}
              values={rows.map((row) => num(row['flagged']))}
              unit="orders"
              name="Flagged"
            />
          );
        }}
      </Panel>
      <Panel
        id="commerce/fraud_flags"
        parameters={{ pattern: pattern || null }}
        span={8}
        table
        height={280}
        empty="No order looks like fraud."
        tools={
          <label className="field">
            <span className="visually-hidden">Pattern</span>
            <select value={pattern} onChange={(event) => setPattern(event.target.value)}>
              <option value="">all patterns</option>
              {['card_testing', 'account_takeover', 'promo_abuse', 'velocity'].map((name) => (
                <option key={name} value={name}>
                  {name.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          </label>
        }
      >
        {(answer) => (
          <DataTable
            frame={answer}
            label="Orders that look like fraud"
            pageSize={8}
            show={['order_id', 'pattern', 'reason', 'amount', 'ordered', 'flagged']}
            cells={{
              pattern: (value) => <Tag tone="warn">{text(value).replaceAll('_', ' ')}</Tag>,
              ordered: (value) => dateTime(text(value)),
              flagged: (value) => dateTime(text(value)),
            }}
          />
        )}
      </Panel>
    </div>
  );
}
