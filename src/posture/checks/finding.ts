// From a fact to a finding: what a check says when it could look, and the one way to say that it could not.
import { t } from '../../base/l10n';
import type { Fact } from '../facts';
import type { Finding } from '../types';

export interface CheckContext {
  readonly platform: NodeJS.Platform;
  readonly port: number;
  /** Name of the folder of models, for commands. */
  readonly modelsDir: string | undefined;
  /** ISO 8601. */
  readonly checkedAt: string;
}

/** What a check says about itself before it has looked. */
export interface Subject {
  readonly id: string;
  readonly requirement: string;
  /** A noun, the title when nothing could be seen. */
  readonly name: string;
  readonly why: string;
  readonly remedy: string;
  readonly command?: string | undefined;
  readonly reference?: string;
}

/** What was seen. */
export interface Sight {
  readonly state: 'pass' | 'warn' | 'fail' | 'unknown' | 'not-applicable';
  readonly title: string;
  readonly evidence?: string;
  readonly remedy?: string;
  readonly command?: string | undefined;
}

export function judge<T>(context: CheckContext, subject: Subject, fact: Fact<T>, see: (value: T) => Sight): Finding {
  const { id, requirement, name, why, reference } = subject;
  const { checkedAt } = context;
  const common = { id, requirement, why, checkedAt, ...(reference === undefined ? {} : { reference }) };
  if (fact.state === 'not-applicable')
    return {
      ...common,
      state: 'not-applicable',
      title: name,
      evidence: t('Does not apply: {0}', fact.reason),
      remedy: '',
    };
  if (fact.state === 'unknown') {
    const evidence = t('Could not be checked: {0}', fact.reason);
    return { ...common, state: 'unknown', title: name, evidence, remedy: subject.remedy, ...optional(subject.command) };
  }
  const sight = see(fact.value);
  const good = sight.state === 'pass' || sight.state === 'not-applicable';
  const command = sight.command ?? subject.command;
  return {
    ...common,
    state: sight.state,
    title: sight.title,
    evidence: sight.evidence ?? fact.evidence,
    remedy: good ? '' : (sight.remedy ?? subject.remedy),
    ...(good ? {} : optional(command)),
  };
}

function optional(command: string | undefined): { command?: string } {
  return command === undefined ? {} : { command };
}

/** The command of the platform at hand. */
export function byPlatform(
  platform: NodeJS.Platform,
  commands: { readonly linux?: string; readonly darwin?: string; readonly win32?: string },
): string | undefined {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? commands[platform] : undefined;
}
