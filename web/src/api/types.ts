import type { components } from './schema';

/** Short names for what the server's document describes; `npm run types` makes schema.ts of it. */
type Schemas = components['schemas'];

export type AnswerColumn = Schemas['AnswerColumn'];
export type DataFileInfo = Schemas['DataFileInfo'];
export type LiveAlert = Schemas['LiveAlert'];
export type LiveAlerts = Schemas['LiveAlerts'];
export type LiveEvents = Schemas['LiveEvents'];
export type LiveTruck = Schemas['LiveTruck'];
export type ModelInfo = Schemas['ModelInfo'];
export type ModelDetails = Schemas['ModelDetails'] & ModelInfo;
export type PanelAnswer = Schemas['PanelAnswer'];
export type PanelInfo = Schemas['PanelInfo'];
export type QuarantinePage = Schemas['QuarantinePage'];
export type QuarantineRule = Schemas['QuarantineRule'];
export type RunInfo = Schemas['RunInfo'];
export type RunProgress = Schemas['RunProgress'];
export type RunScheduleState = Schemas['RunScheduleState'];
export type SqlAnswer = Schemas['SqlAnswer'];
export type SqlRequest = Schemas['SqlRequest'];
export type TableDetails = Schemas['TableDetails'];
export type TableInfo = Schemas['TableInfo'];
export type Verification = Schemas['VerificationInfo'];
export type Workspace = Schemas['WorkspaceInfo'];
export type WorldChange = Schemas['WorldChange'];
export type WorldState = Schemas['WorldState'];
