import { useState } from 'react';
import { RankingChart, SeriesChart } from '../charts';
import { statusColour } from '../charts/palette';
import { DataTable } from '../components/DataTable';
import { OrderDetails } from '../components/OrderDetails';
import { OrderSearch } from '../components/OrderSearch';
import { Panel } from '../components/Panel';
import { Segments } from '../components/Segments';
import { Stat } from '../components/Stat';
import { Tag } from '../components/Tag';
import { column, num, pivot, records, text } from '../format/frame';
import { day } from '../format/numbers';
import { useParameter } from '../routing';

type Dimension = 'region' | 'carrier' | 'channel';

export default function Orders() {
  const [order, setOrder] = useParameter('order');
  const [dimension, setDimension] = useState<Dimension>('region');
  return (
    <div className="grid">
      <OrderSearch onOpen={setOrder} />
      {order && <OrderDetails id={order} onClose={() => setOrder(null)} />}
      <Panel id="orders/lead_time_summary" span={12}>
        {(answer) => {
          const row = records(answer)[0] ?? {};
          return (
            <div className="stats">
              {answer.columns.map((c) => (
                <Stat
                  key={c.name}
                  label={LABELS[c.name] ?? c.name}
                  value={num(row[c.name])}
                  unit={c.unit ?? null}
                  definition={c.meaning ?? null}
                />
              ))}
            </div>
          );
        }}
      </Panel>
      <Panel id="orders/status_distribution" span={4} height={280}>
        {(answer) => {
          const rows = records(answer);
          return (
            <RankingChart
              label="Orders by status"
              names={rows.map((row) => text(row['status']))}
              values={rows.map((row) => num(row['orders']))}
              unit="orders"
              name="Orders"
              colours={(p) => rows.map((row) => statusColour(text(row['status']), p))}
            />
          );
        }}
      </Panel>
      <Panel id="orders/status_by_day" span={8} height={280}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'status', 'orders');
          return (
            <SeriesChart
              label="Orders by status, day by day"
              places={x}
              lines={(p) =>
                series.map((line) => ({
                  ...line,
                  kind: 'bar' as const,
                  stack: 'orders',
                  unit: 'orders',
                  colour: statusColour(line.name, p),
                }))
              }
            />
          );
        }}
      </Panel>
      <Panel id="orders/lead_time" span={6} height={270}>
        {(answer) => {
          const rows = records(answer);
          return (
            <SeriesChart
              label="Distribution of lead time"
              places={rows.map((row) => text(row['bucket_hours']))}
              xName="hours"
              lines={[{ name: 'Orders', values: rows.map((row) => num(row['orders'])), kind: 'area', unit: 'orders' }]}
            />
          );
        }}
      </Panel>
      <Panel id="orders/on_time_by_day" span={6} height={270}>
        {(answer) => {
          const rows = records(answer);
          const line = (name: string, label: string) => ({ name: label, values: rows.map((row) => num(row[name])), unit: 'share' });
          return (
            <SeriesChart
              label="Promises kept by day"
              places={rows.map((row) => text(row['day']))}
              max={1}
              zero={false}
              lines={[
                line('on_time_share', 'Of due'),
                line('on_time_of_delivered', 'Of delivered'),
                { ...line('on_time_by_date_of_delivered', 'By calendar day'), kind: 'dashed' },
              ]}
            />
          );
        }}
      </Panel>
      <Panel
        id="orders/on_time_by"
        span={5}
        height={330}
        tools={
          <Segments
            label="By"
            value={dimension}
            onChange={setDimension}
            options={[
              { value: 'region', label: 'Region' },
              { value: 'carrier', label: 'Carrier' },
              { value: 'channel', label: 'Channel' },
            ]}
          />
        }
        title="On time"
      >
        {(answer) => {
          const rows = records(answer)
            .filter((row) => row['dimension'] === dimension)
            .sort((a, b) => (num(a['on_time_share']) ?? 2) - (num(b['on_time_share']) ?? 2))
            .slice(0, 16);
          return (
            <RankingChart
              label={`On-time share by ${dimension}`}
              names={rows.map((row) => text(row['value']))}
              values={rows.map((row) => num(row['on_time_share']))}
              unit={column(answer, 'on_time_share')?.unit}
              name="On time of due"
              max={1}
              min={0}
              colours={(p) => rows.map((row) => ((num(row['on_time_share']) ?? 0) < 0.85 ? p.series[7] : p.series[0]))}
            />
          );
        }}
      </Panel>
      <Panel id="orders/breaches" span={7} table height={330} empty="No order was delivered after its promised moment.">
        {(answer) => (
          <DataTable
            frame={answer}
            label="Broken promises"
            pageSize={9}
            onRow={(row) => setOrder(text(row[0]))}
            show={['order_id', 'hours_late', 'delivered', 'carrier', 'region', 'channel', 'customer']}
            cells={{ delivered: (value) => day(text(value)), channel: (value) => <Tag tone="plain">{text(value)}</Tag> }}
          />
        )}
      </Panel>
    </div>
  );
}

const LABELS: Record<string, string> = {
  orders: 'Delivered',
  avg_hours: 'Mean lead time',
  p50_hours: 'Median',
  p90_hours: '90th percentile',
  p99_hours: '99th percentile',
};
