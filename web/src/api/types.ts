import type { Frame } from '../format/frame';

// Replaced by aliases of the generated types when the server's document is there.
export interface AnswerColumn { name: string; type: string; unit?: string | null; meaning?: string | null }
export interface Parameter { name: string; type: string; optional: boolean }
export interface PanelInfo {
  id: string; page: string; title: string; definition: string; columns: AnswerColumn[]; parameters: Parameter[]; available: boolean; hint?: string | null; tables: string[];
}
export interface PanelAnswer extends Frame { id: string; asOf?: string | null; seconds: number; available: boolean; hint?: string | null; truncated: boolean }
export interface PageInfo { name: string; available: boolean; hint?: string | null }
export interface Workspace {
  name: string; mode: string; scenario?: string | null; seed?: string | null; worldTime?: string | null; snapshotId: string; feeds: string[]; pages: PageInfo[]; version: string;
}
export interface LiveTruck {
  truckId: string; tripId: string | null; lat: number | null; lon: number | null; speedKmh: number | null; heading: number | null; temp: number | null; cargoTemp: number | null;
  setPoint: number | null; fuel: number | null; doorOpen: boolean | null; engineOn: boolean | null; reeferOn: boolean | null; at: string; alerts: string[];
}
export interface LiveAlert {
  alertId: string; change: string; changedAt: string; rule: string; severity: string; truckId: string; tripId: string | null; cargo: string | null; startedAt: string; openedAt: string;
  closedAt: string | null; endReason: string | null; limitValue: number | null; openingValue: number | null; peakValue: number | null; badReadings: number; breachInSeconds: number | null;
}
export interface LiveAlerts { open: LiveAlert[]; closed: LiveAlert[] }
export interface WorldState { time: string; speed: number; paused: boolean; day: string; lag: number }
export interface WorldChange { speed?: number | null; paused?: boolean | null }
export interface RunScheduleState { every: string | null; cron: string | null; next: string | null; last: string | null; running: boolean }
export interface RunProgress { model: string; state: string; rows: number }
export interface FailedCheck { name: string; severity: string; rows: number; sample: string }
export interface StepInfo {
  model: string; action: string; changed: number; rowsAdded: number; rowsRemoved: number; quarantined: number; bytes: number; snapshotId?: string | null; seconds: number;
  notes: string[]; failedChecks: FailedCheck[];
}
export interface RunInfo {
  runId: string; clock: string; startedAt: string; seconds: number; fullRefresh: boolean; succeeded: boolean; error?: string | null; steps: StepInfo[];
}
export interface ModelInfo {
  name: string; layer: string; description: string; grain: string; kind: string; inputs: string[]; built: boolean; rows?: number | null; snapshotId?: string | null; committedAt?: string | null;
}
export interface TableColumn { id: number; name: string; type: string; required: boolean }
export interface ModelDetails {
  model: ModelInfo; file: string; sql: string; key: string[]; columns: TableColumn[]; readers: string[]; checks: { name: string; severity: string; sql: string }[];
  history: { runId: string; startedAt: string; step: StepInfo }[];
}
export interface TableInfo { name: string; rows: number; files: number; bytes: number; snapshots: number; snapshotId?: string | null; committedAt?: string | null; columns: number }
export interface SnapshotInfo {
  id: string; parentId?: string | null; committedAt: string; operation: string; addedRows: number; deletedRows: number; totalRows: number; files: number; bytes: number; isCurrent: boolean;
}
export interface TableDetails {
  name: string; location: string; schema: TableColumn[]; partitionSpec: { name: string; source: string; transform: string }[]; snapshots: SnapshotInfo[];
  properties: Record<string, string>;
}
export interface DataFileInfo { path: string; format: string; rows: number; bytes: number; partition: string }
export interface SqlAnswer extends Frame { truncated: boolean; seconds: number }
export interface QuarantineRule { table: string; model: string; rule: string; rows: number }
export interface QuarantinePage { table: string; total: number; offset: number; rows: { rule: string; file: string; line: number; original: string }[] }
export interface Verification {
  pass: boolean; at?: string | null;
  checks: { name: string; layer: string; truth: number; knowable: number; found: number; errorPct: number; tolerancePct: number; pass: boolean }[];
  faults: { kind: string; injected: number; handled: number; missed: number; false: number; unrecoverable: number }[];
  tables: { table: string; expected: number; found: number; missing: number; extra: number; doubled: number; wrongCells: number; columns: { name: string; wrong: number }[]; notCompared: string[] }[];
  differences: { table: string; what: string; key: string; column: string | null; truth: string | null; found: string | null }[];
  unknowable: { table: string; column: string | null; reason: string; count: number }[];
  notes: string[];
}
