import { Component, Suspense, useEffect, useRef, type ErrorInfo, type ReactNode } from 'react';
import { ApiError } from './api/client';
import type { Workspace } from './api/types';
import { useWorkspaceQuery, WorkspaceContext } from './api/workspace';
import { Failure, Skeleton } from './components/Notice';
import { SideBar } from './components/SideBar';
import { TopBar } from './components/TopBar';
import { connect } from './live/stream';
import { PAGES } from './pages';
import { usePlace } from './routing';

export function App() {
  const place = usePlace();
  const workspace = useWorkspaceQuery();
  const main = useRef<HTMLElement>(null);
  const entry = PAGES.find((page) => page.name === place.page) ?? PAGES[0];
  const title = entry?.title ?? '';

  useEffect(() => {
    document.title = `${title} · Waybill`;
    window.scrollTo(0, 0);
  }, [title]);

  const live = workspace.data?.mode === 'up';
  useEffect(() => {
    if (live) connect();
  }, [live]);

  return (
    <WorkspaceContext value={workspace.data}>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the figures
      </a>
      <div className="app">
        <SideBar workspace={workspace.data} current={entry?.name ?? ''} />
        <TopBar workspace={workspace.data} />
        <main id="main" className="main" ref={main} tabIndex={-1}>
          <div className="page-head">
            <div>
              <h1>{title}</h1>
              <p>{headline(entry?.name ?? '')}</p>
            </div>
          </div>
          <Boundary key={entry?.name}>{content(workspace, entry)}</Boundary>
        </main>
      </div>
    </WorkspaceContext>
  );
}

function content(
  workspace: { data: Workspace | undefined; error: ApiError | undefined; refresh: () => void },
  entry: (typeof PAGES)[number] | undefined,
): ReactNode {
  if (workspace.error && !workspace.data)
    return (
      <div className="panel">
        <Failure error={workspace.error} retry={workspace.refresh} />
      </div>
    );
  const page = workspace.data?.pages.find((known) => known.name === entry?.name);
  // Trucks are watched before the first run has built a table.
  const isLive = workspace.data?.mode === 'up' && page?.name === 'fleet';
  if (page && !page.available && !isLive) return <Absent hint={page.hint ?? null} title={entry?.title ?? ''} isUp={workspace.data?.mode === 'up'} />;
  return <Suspense fallback={<Skeleton height={320} />}>{entry && <entry.Page />}</Suspense>;
}

function Absent({ hint, title, isUp }: { hint: string | null; title: string; isUp: boolean }) {
  return (
    <div className="panel">
      <div className="notice">
        <strong>{isUp ? `There is nothing for ${title} yet` : `This workspace has nothing for ${title}`}</strong>
        {isUp ? <p>Runs start by themselves here: this page appears with the first that builds its tables.</p> : hint && <p>{hint}</p>}
      </div>
    </div>
  );
}

const HEADLINES: Record<string, string> = {
  overview: 'The whole chain as it stands: what moved, what needs somebody, and whether the data can be trusted.',
  orders: 'Where orders stand, how long they take, and which promises were kept.',
  commerce: 'What was sold and what was earned; customers, stock, and orders that look like fraud.',
  factory: 'Machines, material and the days on which they ran.',
  fleet: 'Trucks on the road, what their cargo felt, and what was raised on the way.',
  trust: 'The tables beside the truth, and every row that was kept out of them.',
  pipeline: 'Runs, models and tables, and a place to ask anything in SQL.',
};

function headline(name: string): string {
  return HEADLINES[name] ?? '';
}

/** A page that fails says so in its place; the other pages still work. */
class Boundary extends Component<{ children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('A page could not be drawn.', error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const shown = new ApiError(
      0,
      'This page could not be drawn',
      error.message,
      'Reload it; a newer server may have answered with something that this page does not know.',
    );
    return (
      <div className="panel">
        <Failure error={shown} retry={() => window.location.reload()} />
      </div>
    );
  }
}
