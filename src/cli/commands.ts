// The list of commands of `rempart`; each is loaded only when it is run.
import { t } from '../base/l10n';

export interface CliCommand {
  readonly name: string;
  readonly usage: readonly string[];
  readonly summary: () => string;
  /** The exit status. */
  run(args: readonly string[], signal: AbortSignal): Promise<number>;
}

export const commands: readonly CliCommand[] = [
  {
    name: 'ask',
    usage: ['ask FOLDER QUESTION… [--model M|none] [--policy observe|balanced|strict] [--store URI] [--json]'],
    summary: () => t('Answers a question from the documents of a folder.'),
    run: async (args, signal) => (await import('./ask')).ask(args, signal),
  },
  {
    name: 'index',
    usage: ['index FOLDER [--store URI] [--embedder none|transformers|ollama] [--embedding-model ID] [--json]'],
    summary: () => t('Indexes the documents of a folder.'),
    run: async (args, signal) => (await import('./index')).index(args, signal),
  },
  {
    name: 'search',
    usage: [
      'search FOLDER QUERY… [-k 10] [--mode lexical|dense|hybrid] [--embedder none|transformers|ollama] [--store URI] [--json]',
      'search FOLDER --jsonl [-k 10] [--mode lexical|dense|hybrid]   < {"id","text"} a line',
    ],
    summary: () => t('Finds the passages that match a query.'),
    run: async (args, signal) => (await import('./search')).search(args, signal),
  },
  {
    name: 'guard',
    usage: [
      'guard --stage input|context|output [--no-classifier] --jsonl   < {"text"} a line',
      'guard --session --jsonl   < {"text": "[\\"question 1\\", …]"} a line',
    ],
    summary: () => t('Judges texts: prompts, documents, answers or whole sessions.'),
    run: async (args, signal) => (await import('./guard')).guard(args, signal),
  },
  {
    name: 'redact',
    usage: ['redact --jsonl   < {"text"} a line'],
    summary: () => t('Masks secrets and personal data.'),
    run: async (args, signal) => (await import('./guard')).redactLines(args, signal),
  },
  {
    name: 'models',
    usage: ['models list [--json]', 'models fetch ID [--json]', 'models path ID [--json]'],
    summary: () => t('Lists, fetches (from the network) or finds the models of the catalogue.'),
    run: async (args, signal) => (await import('./models')).models(args, signal),
  },
  {
    name: 'verify',
    usage: ['verify [MODEL…] [--models-dir D] [--registry FILE] [--json]'],
    summary: () => t('Verifies the hashes of Ollama’s models.'),
    run: async (args, signal) => (await import('./machine')).verify(args, signal),
  },
  {
    name: 'registry',
    usage: [
      'registry add MODEL [--file FILE] [--by NAME] [--risk low|medium|high|critical] [--use USE]… [--prohibit USE]… [--models-dir D] [--json]',
      'registry list [--file FILE] [--key PUBLIC.pem]… [--json]',
      'registry sign [MODEL…] --key PRIVATE.pem [--file FILE] [--json]',
      'registry check [--file FILE] [--key PUBLIC.pem]… [--json]',
    ],
    summary: () => t('Keeps the registry of approved models (models_registry.yaml).'),
    run: async (args, signal) => (await import('./registry')).registry(args, signal),
  },
  {
    name: 'posture',
    usage: ['posture [--models-dir D] [--json]'],
    summary: () => t('Checks this machine and its Ollama.'),
    run: async (args, signal) => (await import('./machine')).posture(args, signal),
  },
  {
    name: 'audit',
    usage: ['audit verify [FILE] [--json]', 'audit report [--from DATE] [--to DATE] [--log FOLDER] [--json]'],
    summary: () => t('Verifies the audit log, or sums it up.'),
    run: async (args) => (await import('./audit')).audit(args),
  },
];
