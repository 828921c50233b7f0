import type { ReactNode } from 'react';
import type { ApiError } from '../api/client';

/** What stands where figures would be: why there are none, and what to do. */
export function Notice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="notice">
      <strong>{title}</strong>
      {children && <p>{children}</p>}
    </div>
  );
}

export function Failure({ error, retry }: { error: ApiError; retry?: () => void }) {
  return (
    <div className="notice error" role="alert">
      <strong>{error.title}</strong>
      {error.detail && <p>{error.detail}</p>}
      {error.hint && <p>{error.hint}</p>}
      {retry && (
        <button type="button" className="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

export function Skeleton({ height }: { height?: number }) {
  return <div className="skeleton" role="status" aria-label="Loading" style={height ? { minHeight: height } : undefined} />;
}
