import { useSyncExternalStore } from 'react';
import { liveSummary, subscribe } from './stream';

export function useLive() {
  return useSyncExternalStore(subscribe, liveSummary);
}
