// docs/reference.md and docs/reference.fr.md against what they are made from.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reference, referenceFiles } from '../../../scripts/reference.mjs';
import { setLanguage } from '../../../src/base/l10n';
import { declaredIn } from '../../support/reference';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the reference', () => {
  afterAll(() => setLanguage('en'));

  it.each(['en', 'fr'] as const)('in “%s” is what `npm run docs:reference` writes', async (language) => {
    const file = referenceFiles[language];
    const written = fs.readFileSync(path.join(root, file), 'utf8');
    expect(written, `${file} is out of date; make it anew: npm run docs:reference`).toBe(
      reference(language, await declaredIn(language)),
    );
  });
});
