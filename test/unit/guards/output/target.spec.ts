// G4: the target of a link is judged as those who render it read it.
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { readAttribute, readTarget } from '../../../../src/guards/output/target';
import { hostOf } from '../../../../src/guards/output/urls';
import { guarded, liveTargets } from '../../../support/answers';

const CONTEXT = { allowedText: ['See https://intra.example/wiki.'] };
const DATA = 'evil.example/c?d=QWxhZGRpbjpvcGVuIHNlc2FtZQ';

/** All names of HTML for ASCII characters and those that show as nothing. */
const NAMES =
  'AMP ApplyFunction DiacriticalGrave GT Hat InvisibleComma InvisibleTimes LT NegativeMediumSpace NegativeThickSpace NegativeThinSpace NegativeVeryThinSpace NewLine NoBreak QUOT Tab UnderBar VerticalLine ZeroWidthSpace af amp apos ast bne bsol colon comma commat dollar equals excl fjlig grave gt ic it lbrace lbrack lcub lowbar lpar lrm lsqb lt midast num nvgt nvlt percnt period plus quest quot rbrace rbrack rcub rlm rpar rsqb semi shy sol verbar vert zwj zwnj';

describe('G4 targets of links', () => {
  it.each([
    `[a](https:${DATA})`,
    `[a](https:/${DATA})`,
    `[a](https:///${DATA})`,
    `[a](https:\\\\\\\\${DATA})`,
    `[a](https\\://${DATA})`,
    `[a](https&colon;//${DATA})`,
    `[a](&#104;ttps://${DATA})`,
    `[a](https:&#47;&#x2f;${DATA})`,
    `[a](https:&sol;&sol;${DATA})`,
    `[a](<https:evil.example/x y>)`,
    `[a](https:evil.example)`,
    `<https:${DATA}>`,
    `<https:/${DATA}>`,
    `![a](&#x68;ttps://evil.example/p.png)`,
    `![a](https:evil.example/p.png)`,
    `[a](https://intra.example&#64;evil.example/x)`,
    `[a](https://intra.example\\@evil.example/x)`,
    `[a](https:intra.example\\@evil.example/x)`,
    `[a](https://2130706433\\/x)`,
  ])('makes inert %s, which a browser would open', (link) => {
    const { text, action } = guarded([`See ${link} now.`], CONTEXT);
    expect(liveTargets(text)).toEqual([]);
    expect(text).not.toContain(DATA);
    expect(action).toBe('redact');
  });

  it.each([`[a](java&Tab;script&colon;alert(1))`, `<img src="&#104;ttps://evil.example/x.png">`])(
    'makes inert %s, which others would follow',
    (link) => {
      expect(guarded([`See ${link} now.`], {}).action).toBe('redact');
    },
  );

  it.each([
    '[a](page.md?x=1&y=2#z)',
    '[a](docs\\/b.md)',
    '[a](https://intra.example/wiki)',
    '[a](#a&amp;b)',
    '[a](a:b)',
  ])('leaves %s as it is', (link) => {
    expect(guarded([link], CONTEXT)).toMatchObject({ text: link, action: 'allow' });
  });

  it('takes no prose for an address without slashes', () => {
    const answer = 'The ports are http:8080 and https:443. Use http: or https:evil.';
    expect(guarded([answer], CONTEXT)).toMatchObject({ text: answer, action: 'allow' });
  });

  it('finds the host that a browser would ask', () => {
    expect(hostOf('https:/a.example/x')).toBe('a.example');
    expect(hostOf('HTTPS://A.example:8080')).toBe('a.example');
    expect(hostOf(' \u0001https:\\\\b.example')).toBe('b.example');
    expect(hostOf('///c.example/x')).toBe('c.example');
    expect(hostOf('ht\ntp://d.example')).toBe('d.example');
    expect(hostOf('docs/a.md')).toBe('');
  });

  it('reads escapes and character references as Markdown does', () => {
    const { unescapeAll } = new MarkdownIt().utils;
    for (const target of [
      'a\\:b',
      'a\\b',
      '&colon;\\&colon;',
      '&#x3a;&#58;&#99999999;',
      '&constructor;',
      NAMES.replace(/\w+/g, '&$&;'),
      'a&b;c',
      '\\\\&',
    ])
      expect(readTarget(target), target).toBe(unescapeAll(target));
    expect(readAttribute('\\&#104&#x74;')).toBe('\\ht');
  });
});
