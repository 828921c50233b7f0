import { Fragment } from 'react';
import { Chain } from '../components/Chain';
import { DataTable } from '../components/DataTable';
import { Panel } from '../components/Panel';
import { KpiCards } from '../components/KpiCards';
import { Tag } from '../components/Tag';
import { AlertList } from '../components/AlertList';
import { ShareBar } from '../components/ShareBar';
import { day } from '../format/numbers';
import { records, text } from '../format/frame';

export default function Overview() {
  return (
    <>
      <div className="grid">
        <Panel id="overview/chain" span={12} height={150}>
          {(answer) => <Chain stages={records(answer)} />}
        </Panel>
        <Panel id="overview/kpis" span={8} height={300}>
          {(answer) => <KpiCards rows={records(answer)} />}
        </Panel>
        <Panel
          id="overview/open_alerts"
          span={4}
          height={300}
          table
          empty="Nothing needs anybody: no open alerts of trucks, stock or machines."
        >
          {(answer) => <AlertList rows={records(answer)} />}
        </Panel>
        <Panel id="overview/data_health" span={12} table>
          {(answer) => (
            <DataTable
              frame={answer}
              label="Data health"
              sort={{ column: 'quarantined', direction: 'descending' }}
              show={['feed', 'day', 'rows', 'quarantined', 'repaired', 'late', 'quarantined_share', 'late_share']}
              cells={{
                feed: (value) => <strong>{text(value).replaceAll('_', ' ')}</strong>,
                day: (value) => day(text(value)),
                quarantined_share: (value) => <ShareBar value={value} of={0.1} tone="bad" />,
                late_share: (value) => <ShareBar value={value} of={0.2} tone="warn" />,
                quarantined: (value) =>
                  typeof value === 'number' && value > 0 ? <Tag tone="warn">{value.toLocaleString('en')}</Tag> : <Fragment>0</Fragment>,
              }}
              titles={{ quarantined_share: 'Kept out', late_share: 'Late share' }}
            />
          )}
        </Panel>
      </div>
    </>
  );
}
