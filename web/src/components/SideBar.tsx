import type { Workspace } from '../api/types';
import { PAGES } from '../pages';
import { writePlace } from '../routing';
import { Icon } from './Icon';

export function SideBar({ workspace, current }: { workspace: Workspace | undefined; current: string }) {
  const absent = new Set(workspace?.pages.filter((page) => !page.available).map((page) => page.name));
  return (
    <aside className="side">
      <a className="brand" href={writePlace('overview')}>
        <img src="/favicon.svg" alt="" />
        Waybill
      </a>
      <nav aria-label="Pages">
        <ul className="nav">
          {PAGES.map((page) => (
            <li key={page.name}>
              <a
                href={writePlace(page.name)}
                aria-current={page.name === current ? 'page' : undefined}
                className={absent.has(page.name) ? 'absent' : undefined}
              >
                <Icon name={page.icon} />
                {page.title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {workspace && (
        <div className="side-foot">
          <span>Waybill {workspace.version}</span>
          <a href="/openapi/v1.json">API description</a>
        </div>
      )}
    </aside>
  );
}
