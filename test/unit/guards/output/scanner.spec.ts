// G4: what the guard leaves alone as code is code to the chat as well, and no link is too long to be judged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guarded, liveTargets } from '../../../support/answers';

const CONTEXT = { allowedText: ['See https://intra.example/wiki.'] };
const LINK = '[a](https://evil.example/y)';

describe('G4 code in answers', () => {
  it.each([
    `    \`\`\`\n${LINK}`,
    `\t\`\`\`\n${LINK}`,
    `- item\n\n      \`\`\`\n${LINK}`,
    `- item\n\n  \`\`\`\n  x\n\n${LINK}`,
    `1. x\n   \`\`\`\n   y\n\nz ${LINK}`,
    `> \`\`\`\n> x\n\n${LINK}`,
    `\`\`\` a\`b\n${LINK}`,
    `\`\`\`\` \`foo\n${LINK}`,
    `\`\`\`\nfoo\n\`\`\` bar\n\`\`\`\n${LINK}`,
    `\`\`\`\nfoo\n    \`\`\`\n\`\`\`\n${LINK}`,
    `<!--\n\`\`\`\n-->\n\`\`\`\n${LINK}`,
    `x\r\`\`\`\ry\r\`\`\`\r${LINK}`,
    `- \`\`\`\n  x\n\n\`\`\`\ny\n\`\`\`\n\n\`\`\`\n\`\`\`\n${LINK}`,
    `\\\`${LINK}\``,
    `\` x\n- ${LINK} \``,
    `<b ${LINK}>`,
    `<!-- ${LINK} -->`,
    `[1]: x ${LINK}`,
    `[x ${LINK}]: y`,
    `[a](x ${LINK})`,
    `https://intra.example/wiki${LINK}`,
    `[a \`](x)\` b ${LINK} \``,
    `| \` | ${LINK} \` |\n|---|---|`,
    `    \`\`\`\n<https://evil.example/y>`,
  ])('are none where the chat sees a link: %j', (answer) => {
    const { text, rules } = guarded([answer], CONTEXT);
    expect(liveTargets(text)).toEqual([]);
    expect(rules).not.toEqual([]);
  });

  it.each([
    `\`\`\`md\n${LINK}\n<https://evil.example/>\n\`\`\`\n`,
    `~~~ a\`b\n${LINK}\n~~~\n`,
    `\`\`\`\`\n\`\`\`\n${LINK}\n\`\`\`\`\n`,
    '1. Run:\n    ```html\n    <script src="a.js"></script>\n    ```\n',
    'Write `[text](page.md)` or `Map<string>`.',
  ])('are left as they are: %j', (answer) => {
    expect(guarded([answer], CONTEXT).text).toBe(answer);
  });
});

describe('G4 long links', () => {
  const long = 'x'.repeat(2100);
  const query = 'a=bcde&'.repeat(330);

  it.each([
    `[${long}](https://evil.example/x)`,
    `[${long}](https&colon;//evil.example/x)`,
    `[a](https://evil.example/x?${query})`,
    `[a](<https://evil.example/x?${query}>)`,
    `![a](https://evil.example/x?${query})`,
    `<https://evil.example/x?${query}>`,
    `<https://evil.example/x?${query.slice(0, 1200)}>`,
    `[x \`]\` y](https://evil.example/x)`,
  ])('are inert %#', (answer) => {
    const whole = guarded([answer], CONTEXT);
    expect(liveTargets(whole.text)).toEqual([]);
    expect(whole.action).toBe('redact');
    expect(guarded(answer.split(''), CONTEXT)).toEqual(whole);
  });

  it('leaves long code and long lists as they are', () => {
    for (const answer of [`[${'1, '.repeat(900)}2]`, `\`\`\`js\na[0](${'1, '.repeat(900)}2)\n\`\`\`\n`])
      expect(guarded([answer], CONTEXT)).toMatchObject({ text: answer, action: 'allow' });
  });
});

describe('G4 links in any answer', { timeout: 120_000 }, () => {
  it('leaves none that the chat would open, however it is put together and cut', () => {
    const pieces = fc.constantFrom('[a]', '[', ']', '(', ')', '!', '\\', '`', '``', '```', '~~~', '\n', '\n\n', '\r', '    ', '  ',
      '- ', '1. ', '> ', '|', '<', '>', ' ', 'x', '<!--', '-->', '&colon;', ':', '//', 'https', 'https://evil.example/y',
      '[a](https://evil.example/y)', '<https://evil.example/y>', '&#47;', '"', 'html', '<b ', '[1]: ', ' "t"'); // prettier-ignore
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 24 }), fc.nat(60), (given, cut) => {
        const answer = given.join('');
        const whole = guarded([answer], CONTEXT);
        expect(liveTargets(whole.text)).toEqual([]);
        expect(guarded([answer.slice(0, cut), answer.slice(cut)], CONTEXT)).toEqual(whole);
        expect(guarded(answer.split(''), CONTEXT)).toEqual(whole);
      }),
      { numRuns: 4000, seed: 11 },
    );
  });
});
