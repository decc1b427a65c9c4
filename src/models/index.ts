// The public face of models: the client of a local Ollama, its store on disk, and what can be proved about it.
export { IntegrityCache } from './integrity/cache';
export { IntegrityGate, type IntegrityGateOptions } from './integrity/gate';
export { checkFile, parseChecksums, type Checksum } from './integrity/checkFile';
export { createHasher, type Hasher, type HasherOptions, type HashOptions, type HashResult } from './integrity/hasher';
export {
  defaultTrustRules,
  isTrustedSource,
  LOCAL_CHECK,
  LOCAL_SOURCE,
  sourceOf,
  type TrustRules,
} from './integrity/trust';
export { isClean, verifyModels, type VerifyOptions, type VerifyProgress } from './integrity/verify';
export {
  OllamaClient,
  type ChatCounters,
  type ChatEvent,
  type ChatRequest,
  type Detection,
  type EmbedRequest,
  type ModelDetails,
  type OllamaClientOptions,
  type PullProgress,
  type RunningModel,
  type SamplingOptions,
} from './ollama/client';
export { chooseContext, type ContextChoice } from './ollama/context';
export { ContextTooLongError, type OllamaErrorReason } from './ollama/errors';
export { suggestedModels, type SuggestedModel } from './ollama/suggestions';
export {
  addToRegistry,
  addToRegistryFile,
  entriesFor,
  judgeUse,
  parseRegistry,
  readRegistry,
  type ModelRegistry,
  type ParsedRegistry,
  type RegistryProblem,
} from './registry/registry';
export { judgeByRegistries, type RegistryInForce, type RegistryRules } from './registry/check';
export { registryJsonSchema, type NewRegistryEntry, type RegistryEntry } from './registry/schema';
export { checkSignature, signEntry, type SignatureState } from './registry/signature';
export { identify, type FileIdentity } from './store/files';
export { readGguf, type GgufSummary } from './store/gguf';
export { locateStore, storeCandidates, type LocateOptions, type StoreLocation } from './store/location';
export { readStore, type Store, type StoredModel } from './store/manifest';
export type * from './types';
