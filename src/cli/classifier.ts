// The trained classifier for the command line: one process for all questions of a command.
import path from 'node:path';
import { ForkedClassifier } from '../guards/classifier/forked';
import type { Policy } from '../guards/policy';
import { stderrLogger } from './arguments';

/**
 * The classifier, ready to be asked; nothing when it is not wanted, by the user or by policy. Dispose it, or the process
 * stays. Where it cannot be loaded, that is said on standard error once, and the rules stand alone.
 */
export async function openClassifier(policy: Policy, wanted = true): Promise<ForkedClassifier | undefined> {
  const { values } = policy;
  const asked = values['guards.classifier.input'] !== 'allow' || values['guards.classifier.context'] !== 'allow';
  if (!wanted || !asked) return undefined;
  const classifier = new ForkedClassifier({
    processPath: path.join(__dirname, 'classifierProcess.js'),
    folder: path.join(__dirname, '..', 'media', 'classifier'),
    logger: stderrLogger,
  });
  await classifier.warmUp();
  return classifier;
}
