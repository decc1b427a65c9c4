// The shape of `rempart.policy.yaml` as a tree: schema, error messages, completion and hover are all made from it.
import { t } from '../../base/l10n';
import type { GuardAction } from '../types';
import {
  documentClasses,
  keyInfo,
  policyActions,
  policyKeyNames,
  policyListNames,
  policyLists,
  policyNames,
} from './keys';

export type PolicyNode = Section | Choice | Flag | Limit | List | Texts | Pattern | Version;

interface Described {
  readonly describe: () => string;
}
export interface Section extends Described {
  readonly kind: 'section';
  readonly children: Readonly<Record<string, PolicyNode>>;
  readonly required: readonly string[];
}
interface Choice extends Described {
  readonly kind: 'choice';
  readonly values: readonly string[];
}
interface Flag extends Described {
  readonly kind: 'flag';
}
interface Limit extends Described {
  readonly kind: 'limit';
  readonly min: number;
  readonly max: number;
}
interface List extends Described {
  readonly kind: 'list';
  readonly item: Section;
  readonly max: number;
}
interface Texts extends Described {
  readonly kind: 'texts';
  readonly max: number;
  readonly longest: number;
}
interface Pattern extends Described {
  readonly kind: 'pattern';
  readonly max: number;
}
interface Version extends Described {
  readonly kind: 'version';
}

/** Rules about models in one file, at most. */
const mostModels = 200;
/** Longest pattern of a model's name, in UTF-16 code units. */
const longestPattern = 200;

const sectionTexts: Readonly<Record<string, () => string>> = {
  '': () => t('What Rempart does about what its guards see. A workspace can only tighten what user and machine set.'),
  guards: () => t('What is done about each thing that the guards see, where they see it.'),
  'guards.injection': () => t('Attempts to take the assistant over.'),
  'guards.secrets': () => t('Keys, tokens, passwords.'),
  'guards.personalData': () => t('Names, addresses, account numbers and other data about people.'),
  'guards.links': () => t('Images and addresses in answers.'),
  'guards.code': () => t('Dangerous commands in answers.'),
  'guards.leak': () => t('The assistant’s own instructions in answers.'),
  'guards.classifier': () => t('What the small trained classifier thinks of a question or a passage.'),
  'guards.disputed': () => t('What the rules take for an attack, and the small trained classifier does not.'),
  'guards.secondOpinion': () => t('What the model itself thinks of a question, before it answers.'),
  'guards.exfiltration': () => t('Copying documents question by question.'),
  'guards.anomaly': () => t('Requests that are unlike the usual ones of a user.'),
  documents: () => t('Which classes of documents may enter a prompt.'),
  limits: () => t('How many questions are answered.'),
};

interface MutableSection {
  readonly kind: 'section';
  readonly describe: () => string;
  readonly children: Record<string, PolicyNode>;
  readonly required: readonly string[];
}

function section(path: string, required: readonly string[] = []): MutableSection {
  return { kind: 'section', describe: sectionTexts[path] ?? (() => ''), children: {}, required };
}

function build(): Section {
  const root = section('', ['version']);
  root.children['version'] = { kind: 'version', describe: () => t('The version of this format: 1.') };
  root.children['preset'] = {
    kind: 'choice',
    values: policyNames,
    describe: () => t('Sets every value that is not set below: observe warns, balanced refuses, strict refuses more.'),
  };
  for (const key of policyKeyNames) {
    const parts = key.split('.');
    let parent = root;
    for (let depth = 1; depth < parts.length; depth++) {
      const name = parts[depth - 1] ?? '';
      const path = parts.slice(0, depth).join('.');
      const child = (parent.children[name] as MutableSection | undefined) ?? section(path);
      parent.children[name] = child;
      parent = child;
    }
    const info = keyInfo(key);
    parent.children[parts.at(-1) ?? ''] =
      info.kind === 'action'
        ? { kind: 'choice', values: info.actions, describe: info.describe }
        : info.kind === 'flag'
          ? { kind: 'flag', describe: info.describe }
          : { kind: 'limit', min: info.min, max: info.max, describe: info.describe };
  }
  for (const name of policyListNames) root.children[name] = { kind: 'texts', ...policyLists[name] };
  root.children['models'] = {
    kind: 'list',
    max: mostModels,
    describe: () =>
      t('Rules about models. In one file the first rule that matches holds; between files the strictest.'),
    item: modelRule(),
  };
  return root;
}

function modelRule(): Section {
  const actions: readonly GuardAction[] = policyActions;
  return {
    kind: 'section',
    required: ['name'],
    describe: () => t('A rule about the models whose name matches.'),
    children: {
      name: {
        kind: 'pattern',
        max: longestPattern,
        describe: () => t('Name of the model; * stands for anything. Without a tag it is about every tag.'),
      },
      action: {
        kind: 'choice',
        values: actions,
        describe: () =>
          t(
            '“block” does not ask the model, “redact” masks all secrets and personal data for it, “warn” asks and warns.',
          ),
      },
      documents: {
        kind: 'section',
        required: [],
        describe: () => t('Which classes of documents may enter a prompt for this model. It can only be stricter.'),
        children: Object.fromEntries(
          documentClasses.map((name) => [
            name,
            {
              kind: 'choice',
              values: actions,
              describe: () => t('Documents of the class “{0}”, for this model.', name),
            },
          ]),
        ),
      },
    },
  };
}

/** The whole file. */
export const policyTree: Section = build();

/** What stands at a path such as `guards.injection.input` or `models.0.name`. */
export function nodeAt(path: readonly (string | number)[]): PolicyNode | undefined {
  let node: PolicyNode | undefined = policyTree;
  for (const part of path) {
    if (node?.kind === 'section') node = Object.hasOwn(node.children, part) ? node.children[part] : undefined;
    else if (node?.kind === 'list' && typeof part === 'number') node = node.item;
    else return undefined;
  }
  return node;
}

/** The words that may stand at a place, for completion. */
export function valuesOf(node: PolicyNode): readonly string[] {
  switch (node.kind) {
    case 'choice':
      return node.values;
    case 'flag':
      return ['true', 'false'];
    case 'version':
      return ['1'];
    default:
      return [];
  }
}

/** One sentence that says what must stand there. */
export function expectation(node: PolicyNode, name: string): string {
  switch (node.kind) {
    case 'choice':
      return node.values.length === 1
        ? t('“{0}” can only be “{1}”: it cannot be loosened.', name, node.values[0] ?? '')
        : t('“{0}” must be one of: {1}.', name, node.values.join(', '));
    case 'flag':
      return t('“{0}” must be true or false.', name);
    case 'limit':
      return t('“{0}” must be a whole number from {1} to {2}.', name, node.min, node.max);
    case 'section':
      return name === ''
        ? t('This must be a list of names with their values, beginning with “version: 1”.')
        : t('“{0}” needs names with values below it, indented.', name);
    case 'list':
      return t('“{0}” must be a list of at most {1} rules, each beginning with “- name:”.', name, node.max);
    case 'texts':
      return t('“{0}” must be a list of at most {1} texts, each beginning with “- ”.', name, node.max);
    case 'pattern':
      return t('“{0}” must be the name of a model, with at most {1} characters.', name, node.max);
    case 'version':
      return t('“version” must be 1: this Rempart knows no other.');
  }
}
