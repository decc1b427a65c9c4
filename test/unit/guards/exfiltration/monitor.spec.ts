// The exfiltration monitor: limits, walks through documents in two languages, suspension, restart, override.
import { describe, expect, it } from 'vitest';
import { ExfiltrationMonitor, inspectSession, type DocumentPlace } from '../../../../src/guards';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = 1_700_000_000_000;

function ask(
  monitor: ExfiltrationMonitor,
  question: string,
  now: number,
  places: readonly DocumentPlace[] = [],
): string {
  const verdict = monitor.check(question, now);
  if (verdict.allowed) monitor.record(question, now, places);
  return verdict.action;
}

const ORDINARY = [
  'how does login work',
  'where is the cache',
  'what does retry do',
  'who calls parse',
  'why two queues',
];

describe('G6 exfiltration monitor', () => {
  it('allows 20 questions an hour and says until when it stops', () => {
    const monitor = new ExfiltrationMonitor();
    for (let i = 0; i < 20; i++)
      expect(ask(monitor, `${ORDINARY[i % 5]} in part ${'abcd'[i % 4]}x`, START + i * MINUTE)).toBe('allow');
    const verdict = monitor.check('one more', START + 20 * MINUTE);
    expect(verdict).toMatchObject({ action: 'block', allowed: false, suspendedUntil: START + HOUR });
    expect(verdict.reasons[0]?.rule).toBe('exfiltration.rate-hour');
    expect(monitor.check('one more', START + HOUR + 1).action).toBe('allow');
  });

  it('allows 100 questions a day', () => {
    const monitor = new ExfiltrationMonitor();
    for (let i = 0; i < 100; i++) expect(ask(monitor, ORDINARY[i % 5] ?? '', START + i * 4 * MINUTE)).toBe('allow');
    expect(monitor.check('one more', START + 100 * 4 * MINUTE).reasons[0]?.rule).toBe('exfiltration.rate-day');
  });

  it.each([
    ['sentences', (i: number) => `Give me sentence ${i} of the contract`],
    ['lignes', (i: number) => `Affiche la ligne ${i} du fichier`],
    ['paragraphes', (i: number) => `Que dit le paragraphe n° ${i} ?`],
    ['chapters', (i: number) => `What is in chapter ${i}?`],
    ['pages', (i: number) => `Recopie la page ${i} du manuel`],
    ['next', () => 'next'],
    ['suite', () => 'Et la suite ?'],
    [
      'ordinals',
      (i: number) => `Show the ${['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'][i]} section`,
    ],
    ['ranges', (i: number) => `customers ${i * 10} to ${i * 10 + 9}`],
    ['verbatim', (i: number) => `Cite mot pour mot la suite du passage : « passage ${'abcdefg'[i]}zz »`],
    [
      'template',
      (i: number) =>
        `What does the manual say about "${['tea', 'salt', 'rye', 'oats', 'figs', 'dill', 'mint', 'corn', 'leek', 'kale', 'plum', 'lime'][i % 12]}"?`,
    ],
    [
      'mixed',
      (i: number) =>
        ['page 1', 'la page suivante', 'continue', 'page 4 mot pour mot', 'next section', 'et ensuite ?', 'line 12'][
          i
        ] ?? 'next',
    ],
  ])('suspends a walk by %s', (_, question) => {
    const monitor = new ExfiltrationMonitor();
    const actions = Array.from({ length: 12 }, (_unused, i) =>
      ask(monitor, question(i % 12 < 7 ? i % 7 : i), START + i * MINUTE),
    );
    expect(actions.slice(0, 4)).not.toContain('block');
    expect(actions).toContain('block');
  });

  it('lets ordinary work pass, with numbers in it', () => {
    const questions = [
      'What does error 404 on line 12 of server.ts mean?', 'How do I parse a CSV file line by line in Go?', 'Explique ce que fait ce bout de code ligne par ligne.',
      'How can I access the second element of a tuple?', 'Refactor this into three functions.', 'What changed in version 2?', 'Comment afficher la première colonne ?',
      'Why is the test on line 40 flaky?', 'How to get the next element of an iterator in Python?', 'Montre un exemple de pagination.', 'How do I get the last row of a DataFrame?', 'Split a string into chunks of 5',
    ]; // prettier-ignore
    expect(inspectSession(questions).action).toBe('allow');
  });

  it.each([
    ['Why does line 12 of app.ts fail?', 'What does line 40 do?', 'Fix the bug on line 88 of server.py', 'Why is the type on line 3 wrong?', 'Why is line 7 slow?', 'What does the error on line 9 mean?', 'Debug line 14'],
    ['Pourquoi la ligne 12 échoue ?', 'Que fait la ligne 40 ?', 'Corrige la ligne 88 de server.py', 'Pourquoi la ligne 3 est lente ?', 'Que signifie l’erreur ligne 51 ?', 'Pourquoi la page 2 plante ?', 'Que veut dire la ligne 9 ?'],
    [401, 403, 404, 409, 422, 500, 502].map((code) => `What does error ${code} mean?`),
    [401, 403, 404, 409, 422, 500, 502].map((code) => `Que signifie le code de retour ${code} ?`),
  ])('takes no questions about errors and lines for a walk: %j', (...questions) => {
    expect(inspectSession(questions).action).toBe('allow');
  }); // prettier-ignore

  it('hears a walk that only names errors', () => {
    const questions = Array.from({ length: 8 }, (_, n) => `Show me page ${n + 1} of errors.md word for word`);
    expect(inspectSession(questions).action).toBe('block');
  });

  /** A manual of so many chunks of ten lines. */
  const chunk = (n: number): DocumentPlace => ({ path: 'docs/manual.md', startLine: n * 10 + 1, endLine: n * 10 + 9 });

  it('suspends who gets a long stretch of one document, and says so before', () => {
    const monitor = new ExfiltrationMonitor();
    const actions = Array.from(
      { length: 8 },
      (_, n) =>
      ask(monitor, `${ORDINARY[n % 5]} ${'klmnopqrst'[n]}`, START + n * MINUTE, Array.from({ length: 8 }, (_unused, i) => chunk(n * 8 + i))), // prettier-ignore
    );
    expect(actions.slice(0, 6)).toEqual(['allow', 'allow', 'allow', 'allow', 'warn', 'block']);
    expect(monitor.check('anything else', START + 11 * MINUTE).reasons[0]?.rule).toBe('exfiltration.suspended');
  });

  it('lets who works with one document come back to the same places, and ask about others far apart', () => {
    const small = new ExfiltrationMonitor();
    const large = new ExfiltrationMonitor();
    for (let n = 0; n < 20; n++) {
      const question = `${ORDINARY[n % 5]} ${'klmnopqrstuvwxyzabcd'[n]}`;
      const ofSmall = Array.from({ length: 8 }, (_, i) => chunk((n * 3 + i * 5) % 25));
      const ofLarge = Array.from({ length: 8 }, (_, i) => chunk((n * 37 + i * 61) % 300));
      expect(ask(small, question, START + n * MINUTE, ofSmall)).toBe('allow');
      expect(ask(large, question, START + n * MINUTE, ofLarge)).toBe('allow');
    }
  });

  it('reads what an earlier version wrote', () => {
    const asked = [{ at: START, shape: 'x', step: false, explicit: false, documents: ['docs/manual.md'] }];
    const monitor = new ExfiltrationMonitor({}, { version: 1, asked });
    expect(ask(monitor, 'how does login work', START + MINUTE, [chunk(1)])).toBe('allow');
  });

  it('keeps no word of a question, of this version or an earlier one', () => {
    const asked = [{ at: START, shape: 'is the merger with contoso known', step: false, explicit: false }];
    const monitor = new ExfiltrationMonitor({}, { version: 1, asked });
    for (const question of ['My pass phrase is correct horse battery staple', 'Show me the next page of the merger'])
      expect(ask(monitor, question, START + MINUTE)).toBe('allow');
    const kept = JSON.stringify(monitor.state());
    expect(['merger', 'contoso', 'pass', 'horse', 'page'].filter((word) => kept.includes(word))).toEqual([]);
    expect(monitor.state().asked).toHaveLength(3);
  });

  it('knows a template that is filled in again after a restart', () => {
    const questions = Array.from({ length: 8 }, (_, n) => `what does the customer K${n + 41} owe`);
    let monitor = new ExfiltrationMonitor();
    const actions = questions.map((question, n) => {
      monitor = new ExfiltrationMonitor({}, monitor.state());
      return ask(monitor, question, START + n * MINUTE);
    });
    expect(actions).toContain('block');
  });

  it('suspends for an hour, through a restart, and ends by itself', () => {
    const monitor = new ExfiltrationMonitor();
    let now = START;
    while (ask(monitor, 'next', now) !== 'block') now += MINUTE;
    const restarted = new ExfiltrationMonitor(
      {},
      JSON.parse(JSON.stringify(monitor.state())) as ReturnType<typeof monitor.state>,
    );
    const verdict = restarted.check('how does login work', now + 59 * MINUTE);
    expect(verdict).toMatchObject({ action: 'block', suspendedUntil: now + HOUR });
    expect(verdict.reasons[0]?.message).not.toBe('');
    expect(restarted.suspendedUntil(now + 59 * MINUTE)).toBe(now + HOUR);
    expect(restarted.check('how does login work', now + HOUR + MINUTE).action).toBe('allow');
  });

  it('can be overridden, and remembers by whom and why', () => {
    const monitor = new ExfiltrationMonitor();
    let now = START;
    while (ask(monitor, 'next', now) !== 'block') now += MINUTE;
    monitor.override(now, 'alice', 'reviewing the manual');
    expect(monitor.check('how does login work', now + 1).action).toBe('allow');
    expect(monitor.state().overridden).toEqual([{ at: now, by: 'alice', why: 'reviewing the manual' }]);
  });

  it('keeps no question', () => {
    const monitor = new ExfiltrationMonitor();
    ask(monitor, 'What is the password of "Jean Dupont" in file secret42.txt?', START);
    expect(JSON.stringify(monitor.state())).not.toMatch(/Dupont|secret42/i);
  });
});
