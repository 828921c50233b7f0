/** The lake's snapshot that the server named last. Whoever shows figures asks again when it changes. */

let current = '';
let told = '';
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
  current = snapshotId;
  for (const listener of listeners) listener();
}

export function onLakeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
