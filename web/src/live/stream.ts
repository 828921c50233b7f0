import { setLakeVersion } from '../api/lakeVersion';
import type { LiveEvents, RunProgress, WorldState } from '../api/types';
import { AlertLog } from './alertLog';
import { Fleet } from './fleet';

/** What one EventSource tells, kept in places of fixed size. Components are told at most a few times a second; the map reads `fleet` by itself. */
export const fleet = new Fleet();
export const alerts = new AlertLog();

export type Connection = 'none' | 'connecting' | 'open' | 'lost';

export interface LiveSummary {
  connection: Connection;
  world: WorldState | undefined;
  run: RunProgress | undefined;
  /** Grows with every change of trucks or alerts. */
  version: number;
}

let summary: LiveSummary = { connection: 'none', world: undefined, run: undefined, version: 0 };
let source: EventSource | undefined;
let pending: number | undefined;
const listeners = new Set<() => void>();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function liveSummary(): LiveSummary {
  return summary;
}

/** Opens the stream once; the browser itself connects again after a failure. */
export function connect(): void {
  if (source) return;
  set({ connection: 'connecting' });
  source = new EventSource('/api/live/stream');
  source.onopen = () => set({ connection: 'open' });
  source.onerror = () => set({ connection: source?.readyState === EventSource.CLOSED ? 'none' : 'lost' });
  on('trucks', (trucks) => {
    fleet.take(trucks, performance.now());
    changedSoon();
  });
  on('alert', (alert) => {
    alerts.take(alert);
    changedSoon();
  });
  on('world', (world) => set({ world }));
  on('run', (run) => set({ run }));
  on('lake', (lake) => setLakeVersion(lake.snapshotId));
}

export function tellWorld(world: WorldState): void {
  set({ world });
}

function on<Name extends keyof LiveEvents>(name: Name, take: (data: LiveEvents[Name]) => void): void {
  source?.addEventListener(name, (event) => take(JSON.parse((event as MessageEvent<string>).data) as LiveEvents[Name]));
}

/** Lists of trucks and alerts are drawn twice a second, however many changes arrive. */
export function changedSoon(): void {
  pending ??= window.setTimeout(() => {
    pending = undefined;
    set({ version: summary.version + 1 });
  }, 500);
}

function set(change: Partial<LiveSummary>): void {
  summary = { ...summary, ...change };
  for (const listener of listeners) listener();
}
