// The trained model itself: three files that are checked before they are used, and ONNX Runtime. In its process only.
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { errorMessage, RempartError } from '../../base/errors';
import { t, type Language } from '../../base/l10n';
import files from './files.json';
import { networkCount, splitNetworks, type Stage } from './networks';
import { mostWindows, passageWindowPieces, passageWindows, type PassageWindow } from './passages';
import { Pieces } from './pieces';
import { thresholdsSchema, type PassageJudgement, type PassageToJudge, type Thresholds } from './protocol';
import { windowsOf, windowPieces } from './windows';

/** What the model says of a question. */
export interface Judgement {
  /** 0 to 1; the logistic function of what the model puts out. */
  readonly score: number;
  /** Whether that is above the threshold of the language. */
  readonly isAttack: boolean;
  /** Whether the model contradicts the rules when these see an attack. */
  readonly isHarmless: boolean;
}

type FileName = keyof typeof files;

/** Gives the logit of each row of pieces; all rows have the same length. */
type Run = (rows: readonly (readonly number[])[]) => Promise<readonly number[]>;

/** The networks of one stage, cut in two. */
interface Networks {
  readonly first: Run;
  readonly others: Run;
}

/** Texts of no more windows are judged by all networks. */
const shortText = 2;
/**
 * Of longer ones the windows from which on the first network suspects something. Of 23,227 windows of long texts, attacks and
 * harmless, none below came nearer than 1.0 to a threshold with all networks (docs/classifier.md).
 */
const suspicious = 1;
/** The same of windows of passages, which are judged by networks of their own. */
const suspiciousPassage = -1;
/** The logit below which a text is more likely harmless than not, so that the model contradicts rules that block it. */
const harmless = 0;
/** Passages of the index are no longer; what is longer was attached. UTF-16 code units. */
const longPassage = 2_000;
/** A long text has so many windows at least, however many others are asked about: more than a passage of the index. */
const fewestWindows = 24;
/** So many windows are one call: more use the processor no better, and take memory. */
const windowsOfCall = 32;

export class ClassifierModel {
  private constructor(
    private readonly pieces: Pieces,
    private readonly thresholds: Thresholds,
    private readonly questions: Networks,
    private readonly passages: Networks,
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
      return new ClassifierModel(
        new Pieces(vocabulary.toString('utf8')),
        thresholdsSchema.parse(JSON.parse(thresholds.toString('utf8'))),
        await sessions(model, 'questions'),
        await sessions(model, 'passages'),
      );
    } catch (error) {
      throw notLoaded(error);
    }
  }

  /**
   * The logit of the window that looks most like an attack. When the first network suspects nothing in a long text it is by
   * that network alone, and below `suspicious`.
   */
  async logit(text: string): Promise<number> {
    return this.#highest(this.#windowsOf(text), Number.POSITIVE_INFINITY);
  }

  #windowsOf(text: string): readonly (readonly number[])[] {
    return windowsOf(text, (part) => this.pieces.encode(part));
  }

  async #highest(windows: readonly (readonly number[])[], enough: number): Promise<number> {
    const estimates = await this.#estimates(windows);
    const judged = windows
      .map((window, i) => ({ window, estimate: estimates[i] ?? 0 }))
      .filter(({ estimate }) => windows.length <= shortText || estimate >= suspicious)
      .sort((a, b) => b.estimate - a.estimate);
    if (judged.length === 0) return Math.max(...estimates);
    let highest = Number.NEGATIVE_INFINITY;
    for (const { window, estimate } of judged) {
      const [others = 0] = await this.questions.others([window]);
      highest = Math.max(highest, mean(estimate, others, networkCount.questions));
      if (highest >= enough) break;
    }
    return highest;
  }

  /** What the first network says of each window. */
  async #estimates(windows: readonly (readonly number[])[]): Promise<readonly number[]> {
    // Whole windows have one length and are one call; the last of a text may be shorter.
    const whole = windows.filter(({ length }) => length === windowPieces);
    const ofWhole = whole.length > 0 ? [...(await this.questions.first(whole))] : [];
    const estimates: number[] = [];
    for (const window of windows) {
      const [estimate = 0] =
        window.length === windowPieces ? ofWhole.splice(0, 1) : await this.questions.first([window]);
      estimates.push(estimate);
    }
    return estimates;
  }

  async judge(text: string, language: Language): Promise<Judgement> {
    const windows = this.#windowsOf(text);
    // Of several windows one looks bad by chance.
    const least = windows.length > 1 ? this.thresholds.long : Number.NEGATIVE_INFINITY;
    const threshold = Math.max(this.thresholds[language], least);
    // Once one reaches it the others need not be judged.
    const logit = await this.#highest(windows, threshold);
    return { score: scoreOf(logit), isAttack: logit >= threshold, isHarmless: logit < harmless };
  }

  /**
   * Judges passages of documents, each by the window that looks most like an order to whoever reads it for the user. As
   * with questions, the other networks see what the first suspects only. A long text has many windows, of which one looks
   * bad by chance: it has a threshold of its own.
   */
  async judgePassages(passages: readonly PassageToJudge[]): Promise<readonly PassageJudgement[]> {
    // Long texts share what one may have: files that somebody attaches must not make the answer late for all passages.
    const long = passages.filter(({ text }) => text.length > longPassage).length;
    const most = Math.max(fewestWindows, 2 * Math.floor(mostWindows / 2 / Math.max(1, long)));
    const windows = passages.flatMap(({ text }, of) =>
      passageWindows(text, this.pieces, most).map((window) => ({ ...window, of, estimate: 0 })),
    );
    const whole = windows.filter(({ pieces }) => pieces.length === passageWindowPieces);
    const calls = windows.filter(({ pieces }) => pieces.length !== passageWindowPieces).map((window) => [window]);
    for (let at = 0; at < whole.length; at += windowsOfCall) calls.push(whole.slice(at, at + windowsOfCall));
    for (const call of calls) {
      const estimates = await this.passages.first(call.map(({ pieces }) => pieces));
      call.forEach((window, i) => (window.estimate = estimates[i] ?? 0));
    }
    const judgements: PassageJudgement[] = [];
    for (const [of, { text, language }] of passages.entries()) {
      const { long: ofLong, ...byLanguage } = this.thresholds.passages;
      const threshold = text.length > longPassage ? Math.max(ofLong, byLanguage[language]) : byLanguage[language];
      const own = windows.filter((window) => window.of === of);
      const { start, end, logit } = await this.#worst(own, threshold);
      judgements.push({
        score: scoreOf(logit),
        isAttack: logit >= threshold,
        isHarmless: logit < harmless,
        start,
        end,
      });
    }
    return judgements;
  }

  /** The window with the highest logit, or one that reaches `enough`; by the first network alone when that suspects none. */
  async #worst<W extends PassageWindow & { readonly estimate: number }>(
    windows: readonly W[],
    enough: number,
  ): Promise<W & { readonly logit: number }> {
    const judged: (W & { readonly logit: number })[] = [];
    for (const window of [...windows].sort((a, b) => b.estimate - a.estimate)) {
      if (window.estimate < suspiciousPassage) {
        if (judged.length === 0) return { ...window, logit: window.estimate };
        break;
      }
      const [others = 0] = await this.passages.others([window.pieces]);
      const logit = mean(window.estimate, others, networkCount.passages);
      judged.push({ ...window, logit });
      if (logit >= enough) break;
    }
    return judged.reduce((a, b) => (b.logit > a.logit ? b : a));
  }
}

/** What all `count` networks say, when the first says `estimate` and the others in the mean `others`. */
function mean(estimate: number, others: number, count: number): number {
  return (estimate + (count - 1) * others) / count;
}

function scoreOf(logit: number): number {
  return Math.round(1000 / (1 + Math.exp(-logit))) / 1000;
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

async function sessions(model: Uint8Array, stage: Stage): Promise<Networks> {
  const { first, others } = splitNetworks(model, stage);
  return { first: await session(first, stage), others: await session(others, stage) };
}

async function session(model: Uint8Array, output: Stage): Promise<Run> {
  const { InferenceSession, Tensor } = await import('onnxruntime-node');
  // A second thread spins and burns twice the time for nothing on a busy machine.
  const loaded = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  return async (rows) => {
    const ids = BigInt64Array.from(rows.flat(), BigInt);
    const said = await loaded.run({ ids: new Tensor('int64', ids, [rows.length, rows[0]?.length ?? 0]) });
    return [...(said[output]?.data as Float32Array)];
  };
}

function notLoaded(error: unknown): RempartError {
  return new RempartError(
    'classifier-not-loaded',
    t('The trained classifier cannot be loaded: {0}', errorMessage(error)),
    { cause: error },
  );
}
