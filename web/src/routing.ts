import { useCallback, useSyncExternalStore } from 'react';

/** The address behind the #: a page and parameters, such as `#/orders?order=ORD-1`. Works from any folder and any server. */
export interface Place {
  page: string;
  parameters: Record<string, string>;
}

export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { page: path || 'overview', parameters: Object.fromEntries(new URLSearchParams(query)) };
}

export function writePlace(page: string, parameters: Record<string, string | null | undefined> = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return `#/${page}${text ? `?${text}` : ''}`;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

let lastHash: string | undefined;
let lastPlace: Place = readPlace('');

function currentPlace(): Place {
  if (window.location.hash !== lastHash) {
    lastHash = window.location.hash;
    lastPlace = readPlace(lastHash);
  }
  return lastPlace;
}

export function usePlace(): Place {
  return useSyncExternalStore(subscribe, currentPlace);
}

/** A parameter of the page's address, so that what is looked at can be bookmarked and sent. */
export function useParameter(name: string): [string | undefined, (value: string | null) => void] {
  const place = usePlace();
  const set = useCallback(
    (value: string | null) => {
      const now = currentPlace();
      window.location.hash = writePlace(now.page, { ...now.parameters, [name]: value });
    },
    [name],
  );
  return [place.parameters[name], set];
}
