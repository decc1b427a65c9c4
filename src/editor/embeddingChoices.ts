// The embedding models that can be chosen, with what is known of each: size, languages, licence, measured quality.
import { formatNumber } from '../base/format';
import { t } from '../base/l10n';
import { sameModel } from '../base/modelName';
import type { ModelEntry } from '../knowledge/catalogue';
import type { PublishedQuality } from '../knowledge/catalogue/schema';
import type { LocalModel } from '../models/types';
import { sizeText } from './indexTexts';

export interface ChosenEmbeddings {
  readonly provider: 'auto' | 'none' | 'transformers' | 'ollama';
  /** Empty: the default of the provider. */
  readonly model: string;
}

export interface EmbeddingChoice {
  readonly provider: 'none' | 'transformers' | 'ollama';
  /** Catalogue id, or Ollama's name; empty for `none`. */
  readonly model: string;
  readonly name: string;
  readonly installed: boolean;
  readonly inUse: boolean;
  /** Size, licence, languages. */
  readonly facts: string;
  readonly quality: string;
}

/**
 * What can be chosen: the models of the catalogue, other embedding models of the local Ollama, and words only.
 * @param entries the catalogue, with what is in the cache
 * @param local models of the local Ollama; those that run elsewhere are left out
 * @param chosen the settings as they are
 * @param defaults ids that stand for an empty model
 */
export function embeddingChoices(
  entries: readonly ModelEntry[],
  local: readonly LocalModel[],
  chosen: ChosenEmbeddings,
  defaults: { readonly transformers: string; readonly ollama: string },
): EmbeddingChoice[] {
  const mine = local.filter(({ remoteHost }) => remoteHost === undefined);
  const isInUse = (provider: 'transformers' | 'ollama', model: string): boolean => {
    const given = chosen.provider === 'auto' ? 'transformers' : chosen.provider;
    return given === provider && sameModel(chosen.model || defaults[provider], model);
  };
  const embeddings = entries.filter(({ kind }) => kind === 'embedding');
  const own = embeddings
    .filter(({ backend }) => backend === 'transformers')
    .map((entry): EmbeddingChoice => {
      const inUse = entry.cached && isInUse('transformers', entry.id);
      return choice('transformers', entry, entry.megabytes * 1e6, entry.cached, inUse);
    });
  const known = embeddings
    .filter(({ backend }) => backend === 'ollama')
    .map((entry): EmbeddingChoice => {
      const model = mine.find(({ name }) => sameModel(name, entry.id));
      return choice('ollama', entry, model?.size, model !== undefined, isInUse('ollama', entry.id));
    });
  const others = mine
    .filter(({ capabilities }) => capabilities?.includes('embedding'))
    .filter(({ name }) => !known.some(({ model }) => sameModel(model, name)))
    .map(({ name, size }): EmbeddingChoice => ({
      provider: 'ollama',
      model: name,
      name,
      installed: true,
      inUse: isInUse('ollama', name),
      facts: [sizeText(size), t('languages and licence not known')].join(' · '),
      quality: t('Quality not known: not in Rempart’s catalogue'),
    }));
  const choices = [...own, ...known, ...others];
  const none: EmbeddingChoice = {
    provider: 'none',
    model: '',
    name: t('None: words only'),
    installed: true,
    inUse: !choices.some(({ inUse }) => inUse),
    facts: t('nothing to download'),
    quality: t('Finds words and their other forms, not meaning'),
  };
  return [...choices, none];
}

function choice(
  provider: 'transformers' | 'ollama',
  { id, name, languages, licence, quality }: ModelEntry,
  bytes: number | undefined,
  installed: boolean,
  inUse: boolean,
): EmbeddingChoice {
  const speaks = languages.includes('multilingual') ? t('many languages') : languages.join(', ');
  // What is unknown comes last: a narrow list cuts the end.
  const facts = [
    ...(bytes === undefined ? [] : [sizeText(bytes)]),
    licence,
    speaks,
    ...(bytes === undefined ? [t('size unknown')] : []),
  ].join(' · ');
  return { provider, model: id, name, installed, inUse, facts, quality: qualityText(quality) };
}

/** The published figures beside those of a search by words alone; no word of ours that they do not support. */
function qualityText(quality: PublishedQuality | undefined): string {
  if (quality === undefined) return t('No published figure known');
  const { english, french } = quality;
  const number = (value: number): string => formatNumber(value);
  const parts = [
    ...(english === undefined ? [] : [t('English {0} (words alone {1})', number(english), number(wordsAlone.english))]),
    ...(french === undefined ? [] : [t('French {0} (words alone {1})', number(french), number(wordsAlone.french))]),
  ];
  const figures = t('nDCG@10: {0}', parts.join(', '));
  const weak = french !== undefined && french < wordsAlone.french ? [t('Worse than words alone in French')] : [];
  return [...weak, figures].join(' · ');
}

/**
 * BM25 on the same two sets, SciFact and MIRACL French with hard negatives: model `baseline-bm25s` of the published
 * results at github.com/embeddings-benchmark/results, as of August 2026.
 */
const wordsAlone = { english: 68.7, french: 15.6 } as const;
