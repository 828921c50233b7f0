import { useState } from 'react';
import { ApiError, sendJson } from '../api/client';
import type { WorldChange, WorldState } from '../api/types';
import { dateTime } from '../format/numbers';
import { tellWorld } from '../live/stream';
import { useLive } from '../live/useLive';
import { Icon } from './Icon';
import { SpeedSelect } from './SpeedSelect';

/** Play, pause and speed of the world that runs in the server. */
export function WorldControls() {
  const world = useLive((live) => live.world);
  const run = useLive((live) => live.run);
  const connection = useLive((live) => live.connection);
  const [failure, setFailure] = useState<string>();
  if (!world) return null;

  const change = (wish: WorldChange): void => {
    setFailure(undefined);
    sendJson<WorldState>('PUT', '/api/world', wish).then(tellWorld, (error: unknown) => {
      setFailure(error instanceof ApiError ? `${error.title} ${error.hint ?? ''}` : String(error));
    });
  };

  return (
    <div className="world" role="group" aria-label="The world">
      {run && run.model && (
        <span className="world-run" title={`${run.model}: ${run.state}`}>
          run: {run.model}
        </span>
      )}
      <span className={`tag ${world.paused ? 'warn' : connection === 'open' ? 'good' : ''}`}>
        <i className={`dot${world.paused ? '' : ' beating'}`} />
        {world.paused ? 'paused' : 'live'}
      </span>
      <time className="number world-time" dateTime={world.time}>
        {dateTime(world.time)} UTC
      </time>
      {world.lag > 60 && (
        <span className="tag warn" title="The world is behind the speed that was asked for">
          behind
        </span>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={world.paused ? 'Let the world go on' : 'Pause the world'}
        title={world.paused ? 'Play' : 'Pause'}
        onClick={() => change({ paused: !world.paused })}
      >
        <Icon name={world.paused ? 'play' : 'pause'} />
      </button>
      <SpeedSelect label="Speed of the world" value={world.speed} onChange={(speed) => change({ speed })} />
      {failure && (
        <span className="tag bad" role="alert">
          {failure}
        </span>
      )}
    </div>
  );
}
