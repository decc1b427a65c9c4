// What single words mean, however they are written.
import { describe, expect, it } from 'vitest';
import {
  BACKWARDS,
  bits,
  hashOn,
  LONGEST_WORD,
  lookUp,
  signBits,
  memory,
  MIRRORED,
  mirror,
  rotate,
} from '../../../../src/guards/injection/lexicon';
import { unitsOf } from '../../../../src/guards/normalise';

const hashOf = (word: string): number =>
  Array.from(word).reduce((hash, letter) => hashOn(hash, letter.charCodeAt(0)), 0);

describe('G1 the lexicon', () => {
  it.each([
    ['ignore', 'ignore'],
    ['ignroe', 'ignore'],
    ['conversaton', 'conversation'],
    ['ignnore', 'ignore'],
    ['1gn0re', 'ignore'],
    ['1nstruct10ns', 'instructions'],
    ['cosnignes', 'consignes'],
  ])('reads %s as %s', (written, word) => {
    expect(lookUp(written).word).toBe(word);
    expect(lookUp(written).disguised).toBe(written !== word);
    expect(lookUp(written).lo).toBe(lookUp(word).lo);
  });

  it.each(['relevant', 'filtered', 'reversed', 'receipts', 'x1', 'zebra', 'utf8'])('leaves %s alone', (word) => {
    expect(lookUp(word).disguised).toBe(false);
  });

  it('knows stems with their endings, and no more than endings', () => {
    const drop = bits('DROP');
    expect(lookUp('disregarded').lo & drop.lo).not.toBe(0);
    expect(lookUp('disregardingeverything').lo & drop.lo).toBe(0);
  });

  it('tells key words in cipher from words', () => {
    expect(lookUp('snoitcurtsni').cipher & BACKWARDS).not.toBe(0);
    expect(lookUp(rotate('instructions', 13)).cipher).toBe(13);
    expect(lookUp(rotate('password', 3)).cipher).toBe(23);
    expect(lookUp(mirror('instructions')).cipher).toBe(MIRRORED);
    expect(lookUp('algorithm').cipher).toBe(0);
  });

  it('never takes a word for another of the same hash', () => {
    const forged = 'xxxxxx';
    const wordOf = (word: string): string =>
      memory.infoOf(memory.find(unitsOf(word), 0, word.length, hashOf('ignore'))).word;
    expect(wordOf(forged)).toBe('');
    expect(lookUp('ignore').word).toBe('ignore');
    expect(wordOf('ignore')).toBe('ignore');
  });

  it.each(['institutionalisation', 'institutionalisations', 'institutionalisers', 'institutionalise'])(
    'tells long words apart that begin alike and have the same hash: %s',
    (word) => {
      const find = (): string => memory.infoOf(memory.find(unitsOf(word), 0, word.length, 4711)).written;
      expect(find()).toBe(word);
      expect(find()).toBe(word);
    },
  );

  it('guesses the numbers of words that it knows, and is not misled by a wrong guess', () => {
    const words = ['ignore', 'previous', 'qzxw'];
    const find = (word: string, guessed?: number): number =>
      memory.find(unitsOf(word), 0, word.length, hashOf(word), guessed);
    const [ignore = 0, previous = 0] = words.slice(0, 2).map((word) => find(word));
    const guessed = memory.guess(Int32Array.from(words, hashOf), words.length);
    expect(Array.from(guessed)).toEqual([ignore, previous, 0]);
    expect(find('ignore', ignore)).toBe(ignore);
    expect(find('ignore', previous)).toBe(ignore);
    expect(find('ignore', 1_000_000)).toBe(ignore);
    expect(memory.infoOf(find('qzxw', ignore)).written).toBe('qzxw');
  });

  it('says the same after it forgot what it had seen', () => {
    const before = lookUp('disregard');
    for (let i = 0; i < 45_000; i++) lookUp(`w${i.toString(36)}q`);
    expect(lookUp('disregard')).toEqual(before);
  });

  it('does not look at words that are too long, but for the patterns they are a sign of', () => {
    const long = 'system'.padEnd(LONGEST_WORD + 1, 'x');
    expect(lookUp(long)).toMatchObject({ word: '', lo: 0, mid: 0, hi: 0 });
    expect(lookUp(long).signs).toBe(signBits('system'));
  });
});
