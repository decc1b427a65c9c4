// The public face of posture: what the state of the machine and of the model server is, by evidence.
export type { MachineFacts, ProbeContext, Probes } from './facts';
export { systemIo, type ProbeIo } from './probes/io';
export { probePower, type PowerSource } from './probes/power';
export { runPosture, type PostureOptions } from './run';
export { bySeverity, statusBarSummary, worst, type StatusBarSummary } from './summary';
export type * from './types';
