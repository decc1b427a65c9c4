// What a finding about a model means and what to do about it: each kind has its own reason and its own way out.
import { t } from '../../base/l10n';
import type { ModelCheck } from '../../models/types';

export interface Advice {
  readonly why: string;
  readonly remedy: string;
  /** The requirement that it is about. */
  readonly reference: string;
}

/** Why a finding matters, and the way out; nothing to be said about what passed. */
export function adviceFor({ id, state }: ModelCheck): Advice {
  const reference = referenceOf(id);
  if (state === 'pass') return { why: '', remedy: '', reference };
  // A manifest that is a link is no question of rights.
  const isLink = id === 'manifest.file' && state === 'fail';
  return { ...textsOf(isLink ? 'manifest.parse' : id), reference };
}

function referenceOf(id: string): string {
  if (id.startsWith('registry.')) return 'I2';
  if (id.startsWith('source.') || id === 'config.remote' || id === 'manifest.weights') return 'I3';
  return id.startsWith('indicator.') || id.startsWith('gguf.') ? 'I4' : 'I1';
}

function textsOf(id: string): Omit<Advice, 'reference'> {
  switch (id) {
    case 'blob.permissions':
    case 'store.permissions':
      return {
        why: t('Whoever can write there can replace a model between its verification and its use.'),
        remedy: t('Take the right to write from everybody but the user that Ollama runs as, then verify again.'),
      };
    case 'config.remote':
    case 'manifest.weights':
      return {
        why: t('Questions to such a model, with passages of your documents, would leave this machine.'),
        remedy: t('Delete this model and choose one whose weights lie on this machine.'),
      };
    case 'manifest.server':
      return {
        why: t('What was verified here is not what the server runs.'),
        remedy: t(
          'Set the folder of the models to the one that the server reads, or restart Ollama; then verify again.',
        ),
      };
    case 'manifest.case':
      return {
        why: t('It cannot be told which of the two models answers.'),
        remedy: t('Delete one of the two models.'),
      };
    case 'source.trusted':
    case 'source.local':
      return {
        why: t('That the files are intact says nothing about who made them.'),
        remedy: t(
          'Use a model of a trusted source. If you know where this one is from, approve its hash in the registry of models, or name the source in trustedSources of your policy.',
        ),
      };
    case 'registry.pin':
      return {
        why: t('The model is another one than the one that was approved.'),
        remedy: t('Download the approved version again, or have this one approved under its new hash.'),
      };
    case 'registry.signature':
      return {
        why: t('Whoever can write to the registry could have put this entry there.'),
        remedy: t('Have the entry signed with a key that the policy names in registryKeys.'),
      };
    case 'registry.read':
      return {
        why: t('Nobody knows what the registry would have said.'),
        remedy: t('Mend the registry, or take its path from the policy.'),
      };
    case 'store.missing':
    case 'store.empty':
      return {
        why: t('Where nothing was verified, nothing is known.'),
        remedy: t('Check the setting of the folder of the models, or download a model.'),
      };
    case 'store.orphan':
    case 'store.partial':
    case 'store.stray':
      return {
        why: t('No model uses this file: it was left over, or somebody put it there.'),
        remedy: t('Delete it if it is not yours; Ollama removes what it left itself at its next start.'),
      };
    case 'blob.readable':
    case 'store.readable':
    case 'manifest.file':
      return {
        why: t('What cannot be read cannot be verified.'),
        remedy: t(
          'Give your user the right to read the files of the models, or choose the folder that the server uses.',
        ),
      };
  }
  if (id.startsWith('registry.'))
    return {
      why: t('Whoever is responsible for it has not approved this model for the chat.'),
      remedy: t('Choose an approved model, or have this one approved in the registry.'),
    };
  if (id.startsWith('indicator.') || id.startsWith('gguf.'))
    return {
      why: t('A model can carry orders or triggers in its texts and layout, which no hash shows.'),
      remedy: t('Read what was found. If it is harmless, approve the hash of this model in the registry of models.'),
    };
  return {
    why: t('The files are not what was published, or were damaged: what the model answers cannot be relied on.'),
    remedy: t('Delete the damaged files, download the model again, then restart Ollama.'),
  };
}
