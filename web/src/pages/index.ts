import { lazy, type ComponentType } from 'react';
import type { IconName } from '../components/Icon';

interface PageEntry {
  name: string;
  title: string;
  icon: IconName;
  Page: ComponentType;
}

/** Every page is a chunk of its own that comes when it is opened. */
export const PAGES: readonly PageEntry[] = [
  { name: 'overview', title: 'Overview', icon: 'overview', Page: lazy(() => import('./Overview')) },
  { name: 'orders', title: 'Orders', icon: 'orders', Page: lazy(() => import('./Orders')) },
  { name: 'commerce', title: 'Commerce', icon: 'commerce', Page: lazy(() => import('./Commerce')) },
  { name: 'factory', title: 'Factory', icon: 'factory', Page: lazy(() => import('./Factory')) },
  { name: 'fleet', title: 'Fleet', icon: 'fleet', Page: lazy(() => import('./Fleet')) },
  { name: 'trust', title: 'Trust', icon: 'trust', Page: lazy(() => import('./Trust')) },
  { name: 'pipeline', title: 'Pipeline', icon: 'pipeline', Page: lazy(() => import('./Pipeline')) },
];
