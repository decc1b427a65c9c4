// The trained model itself: three files that are checked before they are used, and ONNX Runtime. In its process only.
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { errorMessage, RempartError } from '../../base/errors';
import { t, type Language } from '../../base/l10n';
import files from './files.json';
import { networkCount, splitNetworks } from './networks';
import { Pieces } from './pieces';
import { thresholdsSchema } from './protocol';
import { windowsOf, windowPieces } from './windows';

/** What the model says of a question. */
export interface Judgement {
  /** 0 to 1; the logistic function of what the model puts out. */
  readonly score: number;
  /** Whether that is above the threshold of the language. */
  readonly isAttack: boolean;
}

type FileName = keyof typeof files;

/** Gives the logit of each row of pieces; all rows have the same length. */
type Run = (rows: readonly (readonly number[])[]) => Promise<readonly number[]>;

/** Texts of no more windows are judged by all networks. */
const shortText = 2;
/**
 * Of longer ones the windows from which on the first network suspects something. Of 23,227 windows of long texts, attacks and
 * harmless, none below came nearer than 1.0 to a threshold with all networks (docs/classifier.md).
 */
const suspicious = 1;

export class ClassifierModel {
  private constructor(
    private readonly pieces: Pieces,
    private readonly thresholds: Readonly<Record<Language, number>>,
    private readonly first: Run,
    private readonly others: Run,
  ) {}

  /**
   * @param folder with the files of `media/classifier`
   * @throws RempartError `classifier-changed` when a file is not the one that was shipped, `classifier-not-loaded` when
   * it cannot be read, or ONNX Runtime is not there for this platform
   */
  static async load(folder: string): Promise<ClassifierModel> {
    const [model, vocabulary, thresholds] = await Promise.all([
      checked(folder, 'guard.onnx'),
      checked(folder, 'vocabulary.tsv'),
      checked(folder, 'thresholds.json'),
    ]);
    try {
      const { first, others } = splitNetworks(model);
      return new ClassifierModel(
        new Pieces(vocabulary.toString('utf8')),
        thresholdsSchema.parse(JSON.parse(thresholds.toString('utf8'))),
        await session(first),
        await session(others),
      );
    } catch (error) {
      throw notLoaded(error);
    }
  }

  /**
   * The logit of the window that looks most like an attack, or of one that reaches `enough`: the others are not judged then.
   * When the first network suspects nothing in a long text it is by that network alone, and below `suspicious`.
   */
  async logit(text: string, enough = Number.POSITIVE_INFINITY): Promise<number> {
    const windows = windowsOf(text, (part) => this.pieces.encode(part));
    const estimates = await this.#estimates(windows);
    const judged = windows
      .map((window, i) => ({ window, estimate: estimates[i] ?? 0 }))
      .filter(({ estimate }) => windows.length <= shortText || estimate >= suspicious)
      .sort((a, b) => b.estimate - a.estimate);
    if (judged.length === 0) return Math.max(...estimates);
    let highest = Number.NEGATIVE_INFINITY;
    for (const { window, estimate } of judged) {
      const [others = 0] = await this.others([window]);
      highest = Math.max(highest, (estimate + (networkCount - 1) * others) / networkCount);
      if (highest >= enough) break;
    }
    return highest;
  }

  /** What the first network says of each window. */
  async #estimates(windows: readonly (readonly number[])[]): Promise<readonly number[]> {
    // Whole windows have one length and are one call; the last of a text may be shorter.
    const whole = windows.filter(({ length }) => length === windowPieces);
    const ofWhole = whole.length > 0 ? [...(await this.first(whole))] : [];
    const estimates: number[] = [];
    for (const window of windows) {
      const [estimate = 0] = window.length === windowPieces ? ofWhole.splice(0, 1) : await this.first([window]);
      estimates.push(estimate);
    }
    return estimates;
  }

  async judge(text: string, language: Language): Promise<Judgement> {
    const threshold = this.thresholds[language];
    const logit = await this.logit(text, threshold);
    const score = Math.round(1000 / (1 + Math.exp(-logit))) / 1000;
    return { score, isAttack: logit >= threshold };
  }
}

async function checked(folder: string, name: FileName): Promise<Buffer> {
  let content: Buffer;
  try {
    content = await fs.readFile(path.join(folder, name));
  } catch (error) {
    throw notLoaded(error);
  }
  const { bytes, sha256 } = files[name];
  if (content.length !== bytes || createHash('sha256').update(content).digest('hex') !== sha256)
    throw new RempartError('classifier-changed', t('{0} is not the file that was shipped.', name));
  return content;
}

async function session(model: Uint8Array): Promise<Run> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  // A second thread spins and burns twice the time for nothing on a busy machine.
  const loaded = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return async (rows) => {
    const ids = BigInt64Array.from(rows.flat(), BigInt);
    const { logit } = await loaded.run({ ids: new Tensor('int64', ids, [rows.length, rows[0]?.length ?? 0]) });
    return [...(logit?.data as Float32Array)];
  };
}

function notLoaded(error: unknown): RempartError {
  return new RempartError(
    'classifier-not-loaded',
    t('The trained classifier cannot be loaded: {0}', errorMessage(error)),
    { cause: error },
  );
}
