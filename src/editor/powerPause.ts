// Whether the index waits because the machine runs on its battery. Nothing here knows the editor.
import type { PowerSource } from '../posture/probes/power';

export interface PowerPauseOptions {
  readonly probe: () => Promise<PowerSource>;
  /** The user's setting. */
  readonly wanted: () => boolean;
  /** Called after `pauses` has become another. */
  readonly onChange: () => void;
  /** Milliseconds between two looks. */
  readonly interval: number;
}

export class PowerPause {
  #onBattery = false;
  #anyway = false;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(private readonly options: PowerPauseOptions) {}

  /** Whether indexing waits for the mains. */
  get pauses(): boolean {
    return this.#onBattery && !this.#anyway && this.options.wanted();
  }

  /** Looks at once, and from now on every while; asked again, it does nothing. */
  async start(): Promise<void> {
    if (!this.options.wanted() || this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.look(), this.options.interval);
    await this.look();
  }

  /** Asks the machine; several who ask at once share the answer. What is not known does not pause. */
  look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  /** Goes on until the machine has been on the mains again. */
  goOn(): void {
    this.#change(() => (this.#anyway = true));
  }

  dispose(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (!this.options.wanted()) return;
    const onBattery = (await this.options.probe()) === 'battery';
    this.#change(() => {
      this.#onBattery = onBattery;
      if (!onBattery) this.#anyway = false;
    });
  }

  #change(change: () => void): void {
    const before = this.pauses;
    change();
    if (this.pauses !== before) this.options.onChange();
  }
}
