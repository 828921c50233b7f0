import { createContext, useContext, useEffect } from 'react';
import { get } from './client';
import { setLakeVersion } from './lakeVersion';
import type { Workspace } from './types';
import { useQuery, type Query } from './useQuery';

const EVERY = 20_000;

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

export function useWorkspace(): Workspace | undefined {
  return useContext(WorkspaceContext);
}

/** Asks for the workspace, and now and then again: another process may have run the pipeline. */
export function useWorkspaceQuery(): Query<Workspace> {
  const query = useQuery<Workspace>('/api/workspace');
  const snapshot = query.data?.snapshotId;
  useEffect(() => {
    if (snapshot) setLakeVersion(snapshot);
  }, [snapshot]);
  useEffect(() => {
    const timer = window.setInterval(() => {
      if (!document.hidden)
        get<Workspace>('/api/workspace').then(
          (now) => setLakeVersion(now.snapshotId),
          () => undefined,
        );
    }, EVERY);
    return () => window.clearInterval(timer);
  }, []);
  return query;
}
