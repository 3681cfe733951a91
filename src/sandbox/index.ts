export type { SandboxCredentials } from './access.js';
export type {
  SandboxArtifact,
  SandboxArtifacts,
  SandboxBolt,
  SandboxBoltCommand,
  SandboxBoltRun,
} from './bolt-runs.js';
export type { SandboxDownloads } from './downloads.js';
export type { Fault, FaultCall, FaultEffect, FaultStrikes } from './faults.js';
export type { OperationName } from './operation-name.js';
export type { RequestOutcome, SandboxRequest } from './request-log.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.js';
export type { SandboxIntegration, SandboxNode, SandboxSnapshot } from './store.js';
