/** The lake's snapshot that the server named last. Whoever shows figures asks again when it changes. */

/** A run commits a hundred tables one after the other; what is on screen is asked for again this often at most, in milliseconds. */
const PAUSE = 3000;

let current = '';
let told = '';
let pending: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function lakeVersion(): string {
  return current;
}

export function setLakeVersion(snapshotId: string): void {
  const first = told === '';
  if (snapshotId === told) return;
  told = snapshotId;
  // What is on screen was asked for at the first one.
  if (first) return;
  pending ??= setTimeout(() => {
    pending = undefined;
    current = told;
    for (const listener of listeners) listener();
  }, PAUSE);
}

export function onLakeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
