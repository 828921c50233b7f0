import type { Workspace } from '../api/types';
import { setTheme, useTheme } from '../design/theme';
import { dateTime } from '../format/numbers';
import { useLive } from '../live/useLive';
import { Icon } from './Icon';
import { Tag } from './Tag';
import { WorldControls } from './WorldControls';

export function TopBar({ workspace }: { workspace: Workspace | undefined }) {
  const theme = useTheme();
  const connection = useLive((live) => live.connection);
  const hasWorld = useLive((live) => live.world !== undefined);
  const time = workspace?.worldTime;
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="top">
      <div className="top-facts">
        {workspace && (
          <>
            <strong>{workspace.name}</strong>
            {workspace.scenario && <span>scenario {workspace.scenario}</span>}
            {workspace.seed && <span>seed {workspace.seed}</span>}
            {time && !hasWorld && <span className="number">as of {dateTime(time)} UTC</span>}
          </>
        )}
      </div>
      <div className="top-tools">
        {connection === 'lost' && <Tag tone="bad">Connection lost, trying again</Tag>}
        {workspace?.mode === 'up' && <WorldControls />}
        <button
          type="button"
          className="icon-button"
          aria-label={`Switch to ${other} colours`}
          title={`Switch to ${other} colours`}
          onClick={() => setTheme(other)}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
      </div>
    </header>
  );
}
