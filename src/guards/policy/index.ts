// What is done about what the guards see (G8): three presets, and files of which a lower one can only tighten. Free of
// zod and yaml, which load only when a file must be read (parse.ts).
export * from './decide';
export {
  documentClasses,
  keyInfo,
  largestPolicyFile,
  policyKeyNames,
  policyListNames,
  policyLists,
  policyNames,
  stricterAction,
  type DocumentClass,
  type PolicyKey,
  type PolicyList,
  type PolicyName,
  type PolicyValue,
  type PolicyValues,
} from './keys';
export {
  mergePolicy,
  type EffectivePolicy,
  type IgnoredValue,
  type LevelId,
  type Origin,
  type PolicyLevel,
  type PolicyRange,
} from './merge';
export { matchesModel, type ModelRule } from './models';
export { policyOf, strictest, type Policy } from './policy';
