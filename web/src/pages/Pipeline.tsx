import { Segments } from '../components/Segments';
import { LineageTab } from '../pipeline/LineageTab';
import { RunsTab } from '../pipeline/RunsTab';
import { SqlTab } from '../pipeline/SqlTab';
import { TablesTab } from '../pipeline/TablesTab';
import { useParameter } from '../routing';

const TABS = [
  { value: 'runs', label: 'Runs' },
  { value: 'lineage', label: 'Lineage' },
  { value: 'tables', label: 'Tables' },
  { value: 'sql', label: 'SQL' },
] as const;

type Tab = (typeof TABS)[number]['value'];

export default function Pipeline() {
  const [chosen, choose] = useParameter('tab');
  const tab: Tab = TABS.find((each) => each.value === chosen)?.value ?? 'runs';
  return (
    <>
      <div className="tabs">
        <Segments label="Part of the pipeline" value={tab} options={TABS} onChange={choose} />
      </div>
      <div className="grid">
        {tab === 'runs' && <RunsTab />}
        {tab === 'lineage' && <LineageTab />}
        {tab === 'tables' && <TablesTab />}
        {tab === 'sql' && <SqlTab />}
      </div>
    </>
  );
}
