// The public face of the guards: what chat, gateway and command line call.
export { inspect, inspectSections, THRESHOLDS, type SectionVerdict, type Thresholds } from './injection/inspect';
export { disputable, type Disputable } from './injection/disputable';
export { normalise, canonicalise, type Canonical, type HiddenFinding, type Normalised, type View } from './normalise';
export { inspectOutput, OutputGuard, type OutputContext, type OutputDelta } from './output/outputGuard';
export {
  DEFAULT_LIMITS,
  type DocumentPlace,
  ExfiltrationMonitor,
  inspectSession,
  type ExfiltrationLimits,
  type ExfiltrationState,
  type ExfiltrationVerdict,
} from './exfiltration/monitor';
export { anomalyScore, entropyOf, type Anomaly, type AnomalyFactor, type Behaviour } from './exfiltration/anomaly';
export { BehaviourMonitor, type BehaviourState, type RequestOutcome } from './exfiltration/behaviour';
export * from './redaction';
export type * from './types';
