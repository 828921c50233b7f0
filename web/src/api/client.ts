/** Fetches from the server, remembers answers by ETag, and turns ProblemDetails into errors that say what to do. */

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly hint: string | null,
    readonly position: number | null = null,
  ) {
    super(detail || title);
  }
}

interface Remembered {
  etag: string;
  body: unknown;
}

const LIMIT = 200;
const remembered = new Map<string, Remembered>();

export function cachedAnswer<T>(url: string): T | undefined {
  return remembered.get(url)?.body as T | undefined;
}

export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const known = remembered.get(url);
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (known?.etag) headers['If-None-Match'] = known.etag;
  const response = await send(url, { headers, signal: signal ?? null });
  if (response.status === 304 && known) return known.body as T;
  if (!response.ok) throw await problem(response);
  const body = (await response.json()) as T;
  // Without a tag it is kept as well: what was shown last is shown until the answer is there.
  remembered.delete(url);
  remembered.set(url, { etag: response.headers.get('ETag') ?? '', body });
  for (const oldest of remembered.keys()) {
    if (remembered.size <= LIMIT) break;
    remembered.delete(oldest);
  }
  return body;
}

export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiError(0, 'The server does not answer', 'Nothing came back.', 'Is it still running? Start it with: waybill serve');
  }
}

export async function sendJson<T>(method: 'POST' | 'PUT', url: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(url, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
  if (!response.ok) throw await problem(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export async function problem(response: Response): Promise<ApiError> {
  let body: Record<string, unknown> = {};
  try {
    body = (await response.json()) as Record<string, unknown>;
  } catch {
    // Not every failure comes from our server: a proxy answers in HTML.
  }
  const field = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
  const position = typeof body['position'] === 'number' ? body['position'] : null;
  return new ApiError(response.status, field('title') ?? `Error ${response.status}`, field('detail') ?? '', field('hint'), position);
}

export function address(path: string, parameters: Record<string, string | number | null | undefined> = {}): string {
  const query = Object.entries(parameters)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join('&');
  return query ? `${path}?${query}` : path;
}
