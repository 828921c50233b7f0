import { FlowChart, SeriesChart } from '../charts';
import { DataTable } from '../components/DataTable';
import { DayPlayer } from '../components/DayPlayer';
import { MachineCards } from '../components/MachineCards';
import { Panel } from '../components/Panel';
import { ShareBar } from '../components/ShareBar';
import { Tag, type Tone } from '../components/Tag';
import { name } from '../format/numbers';
import { distinct, num, pivot, records, text, type Row } from '../format/frame';

export default function Factory() {
  return (
    <div className="grid">
      <Panel id="factory/machines" span={12} height={150}>
        {(answer) => <MachineCards rows={records(answer)} />}
      </Panel>
      <DayPlayer />
      <Panel id="factory/efficiency" span={7} height={300}>
        {(answer) => <Efficiency rows={records(answer)} />}
      </Panel>
      <Panel id="factory/material_flow" span={5} height={300}>
        {(answer) => (
          <FlowChart
            label="Material from ore to gear wheels"
            unit="units"
            links={records(answer)
              .map((row) => ({ source: name(text(row['source'])), target: name(text(row['target'])), value: num(row['units']) ?? 0 }))
              .filter((link) => link.value > 0)}
          />
        )}
      </Panel>
      <Panel id="factory/oee_by_day" span={4} height={250}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'machine', 'oee');
          return <SeriesChart label="OEE by day" places={x} zero={false} lines={series.map((line) => ({ ...line, unit: 'share' }))} />;
        }}
      </Panel>
      <Panel id="factory/yield" span={4} height={250}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'product', 'defect_rate');
          return (
            <SeriesChart
              label="Defect rate by product"
              places={x}
              lines={series.map((line) => ({ ...line, name: `${name(line.name)}, defective`, unit: 'share' }))}
            />
          );
        }}
      </Panel>
      <Panel id="factory/energy" span={4} height={250}>
        {(answer) => {
          const { x, series } = pivot(records(answer), 'day', 'machine', 'energy_estimated');
          return (
            <SeriesChart
              label="Energy by day"
              places={x}
              lines={series.map((line) => ({ ...line, kind: 'bar' as const, stack: 'machine', unit: 'kWh' }))}
            />
          );
        }}
      </Panel>
      <Panel id="factory/data_quality" span={12} table>
        {(answer) => (
          <DataTable
            frame={answer}
            label="Data quality of the factory"
            pageSize={10}
            sort={{ column: 'rows', direction: 'descending' }}
            cells={{
              group: (value) => <Tag tone={GROUPS[text(value)] ?? 'plain'}>{text(value)}</Tag>,
              share: (value) => <ShareBar value={value} />,
            }}
          />
        )}
      </Panel>
    </div>
  );
}

const GROUPS: Record<string, Tone> = {
  landed: 'plain',
  accepted: 'good',
  repaired: 'info',
  flagged: 'warn',
  late: 'warn',
  duplicate: 'plain',
  quarantined: 'bad',
  empty: 'warn',
};

/** Each machine's efficiency, and the straight line through it: solid is what was read, dashed the trend. */
function Efficiency({ rows }: { rows: Row[] }) {
  const measured = pivot(rows, 'day', 'machine', 'efficiency');
  const trend = pivot(rows, 'day', 'machine', 'trend');
  const degrading = new Set(rows.filter((row) => row['is_degrading'] === true).map((row) => text(row['machine'])));
  const machines = distinct(rows, 'machine');
  return (
    <SeriesChart
      label={`Efficiency of ${machines.join(', ')} by day, with trends`}
      places={measured.x}
      zero={false}
      lines={(p) => [
        ...measured.series.map((line, i) => ({ ...line, unit: 'share', colour: p.series[i] })),
        ...trend.series.map((line, i) => ({
          ...line,
          name: `${line.name} trend${degrading.has(line.name) ? ' (degrading)' : ''}`,
          kind: 'dashed' as const,
          unit: 'share',
          quiet: !degrading.has(line.name),
          colour: degrading.has(line.name) ? p.bad : p.series[i],
        })),
      ]}
    />
  );
}
