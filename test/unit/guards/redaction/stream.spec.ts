// Streamed redaction equals batch redaction for every way of cutting the text.
import { describe, expect, it } from 'vitest';
import { redact, StreamRedactor, StreamRestorer, Vault } from '../../../../src/guards/redaction';
import { SENSITIVE_TEXTS } from './samples';

function stream(text: string, cuts: readonly number[]): { text: string; spans: number; worst: number } {
  const redactor = new StreamRedactor(new Vault());
  let output = '';
  let from = 0;
  let worst = 0;
  for (const cut of [...cuts, text.length]) {
    output += redactor.push(text.slice(from, cut));
    worst = Math.max(worst, redactor.pending);
    from = cut;
  }
  output += redactor.end();
  return { text: output, spans: redactor.masked, worst };
}

/** A small generator of reproducible numbers (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('G3 streaming redaction', () => {
  it.each(SENSITIVE_TEXTS)('equals batch for every split in two: %s', (text) => {
    const whole = redact(text, new Vault(), { placeholders: 'keep' }).text;
    for (let cut = 0; cut <= text.length; cut++) expect(stream(text, [cut]).text, `cut at ${cut}`).toBe(whole);
  });

  it.each(SENSITIVE_TEXTS)('equals batch when every character comes alone: %s', (text) => {
    const whole = redact(text, new Vault(), { placeholders: 'keep' }).text;
    expect(
      stream(
        text,
        Array.from({ length: text.length }, (_, i) => i),
      ).text,
    ).toBe(whole);
  });

  it('equals itself in one piece for random splits of random mixtures', () => {
    const next = random(20_260);
    for (let round = 0; round < 75; round++) {
      const parts = Array.from({ length: 6 }, () => SENSITIVE_TEXTS[Math.floor(next() * SENSITIVE_TEXTS.length)]!);
      const text = parts.join(next() < 0.5 ? '\n' : ' ');
      const cuts: number[] = [];
      for (let at = 0; at < text.length; at += 1 + Math.floor(next() * 12)) cuts.push(at);
      expect(stream(text, cuts).text).toBe(stream(text, []).text);
    }
  });

  it('holds back a bounded amount, also for a token that never ends', () => {
    expect(
      stream(
        'a'.repeat(60_000),
        Array.from({ length: 600 }, (_, i) => i * 100),
      ).worst,
    ).toBeLessThan(9000);
    const prose = 'The function returns the number of rows that were changed by the last statement. '.repeat(40);
    expect(
      stream(
        prose,
        Array.from({ length: prose.length / 3 }, (_, i) => i * 3),
      ).worst,
    ).toBeLessThan(80);
  });

  it('replaces values that the vault knows, wherever they stand', () => {
    const vault = new Vault();
    redact('DB_PASSWORD=Zebu!Vert42', vault);
    const redactor = new StreamRedactor(vault);
    const output = redactor.push('it is Zebu!') + redactor.push('Vert42, as you said') + redactor.end();
    expect(output).toBe('it is ⟦PASSWORD_1⟧, as you said');
    expect(redactor.spans).toEqual([{ start: 6, end: 17, type: 'PASSWORD', placeholder: '⟦PASSWORD_1⟧' }]);
  });

  it('keeps placeholders of the vault and restores them across pieces', () => {
    const vault = new Vault();
    redact('write to jean.dupont@laposte.net', vault);
    const redactor = new StreamRedactor(vault);
    const restorer = new StreamRestorer(vault);
    let shown = '';
    for (const piece of ['Write to ⟦EM', 'AIL_', '1⟧ today']) shown += restorer.push(redactor.push(piece));
    shown += restorer.push(redactor.end()) + restorer.end();
    expect(shown).toBe('Write to jean.dupont@laposte.net today');
  });
});
