import { useSyncExternalStore } from 'react';
import { liveSummary, subscribe, type LiveSummary } from './stream';

/** A part of what is live; who takes a part is drawn again when that part changes, and not at every reading. */
export function useLive<T>(part: (summary: LiveSummary) => T): T {
  return useSyncExternalStore(subscribe, () => part(liveSummary()));
}
