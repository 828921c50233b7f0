import type { PanelAnswer, PanelInfo } from './types';
import { address } from './client';
import { useQuery, type Query } from './useQuery';

export type PanelParameters = Record<string, string | number | null | undefined>;

export function usePanelInfo(id: string): { info: PanelInfo | undefined; query: Query<PanelInfo[]> } {
  const query = useQuery<PanelInfo[]>('/api/panels');
  return { info: query.data?.find((panel) => panel.id === id), query };
}

export function panelAddress(id: string, parameters: PanelParameters = {}): string {
  return address(`/api/panels/${id}`, parameters);
}

/** The answer of a panel; null asks nothing, for instance until a parameter is chosen. */
export function usePanel(id: string, parameters: PanelParameters | null = {}): Query<PanelAnswer> {
  const { info } = usePanelInfo(id);
  return useQuery<PanelAnswer>(parameters && info?.available ? panelAddress(id, parameters) : null);
}
