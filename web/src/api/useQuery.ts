import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { ApiError, cachedAnswer, get } from './client';
import { lakeVersion, onLakeChange } from './lakeVersion';

export interface Query<T> {
  data: T | undefined;
  error: ApiError | undefined;
  loading: boolean;
  refresh: () => void;
}

/** The answer of an address, asked again when the lake has changed. While a new answer is on its way the last one stays. */
export function useQuery<T>(url: string | null): Query<T> {
  const version = useSyncExternalStore(onLakeChange, lakeVersion);
  const [state, setState] = useState<{ url: string | null; data?: T; error?: ApiError; loading: boolean }>(() => ({
    url,
    data: url ? cachedAnswer<T>(url) : undefined,
    loading: url !== null,
  }));
  const [again, setAgain] = useState(0);
  const aborted = useRef<AbortController>(undefined);

  useEffect(() => {
    if (url === null) {
      setState({ url, loading: false });
      return;
    }
    const control = new AbortController();
    aborted.current = control;
    setState((last) => ({ url, data: last.url === url ? last.data : cachedAnswer<T>(url), error: undefined, loading: true }));
    get<T>(url, control.signal).then(
      (data) => setState({ url, data, loading: false }),
      (error: unknown) => {
        if (control.signal.aborted) return;
        setState((last) => ({ url, data: last.data, error: asApiError(error), loading: false }));
      },
    );
    return () => control.abort();
  }, [url, version, again]);

  const refresh = useCallback(() => setAgain((n) => n + 1), []);
  const current = state.url === url;
  return {
    data: current ? state.data : url ? cachedAnswer<T>(url) : undefined,
    error: current ? state.error : undefined,
    loading: current ? state.loading : url !== null,
    refresh,
  };
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, 'Something went wrong', String(error), null);
}
