// Measures the second opinion of a local model on the questions of our own authors: what it would stop, and what it costs.
// `npm run bench -- opinion --model NAME [--endpoint URL] [--texts N]`: needs an Ollama with the model; N texts of each kind.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ollamaModel } from '../../src/assistant/ollamaModel';
import { askSecondOpinion } from '../../src/assistant/steps/secondOpinion';
import { inspect } from '../../src/guards';
import { OllamaClient } from '../../src/models';
import { quantile } from './statistics';

interface Row {
  readonly text: string;
  readonly label: 0 | 1;
  readonly stage?: string;
}

const options = process.argv.slice(2);
const wanted = (name: string, fallback: string): string =>
  options.includes(name) ? (options[options.indexOf(name) + 1] ?? fallback) : fallback;
const root = process.env['REMPART_ROOT'] ?? process.cwd();
const own = join(root, 'test', 'fixtures', 'guards');
const most = Number(wanted('--texts', '100'));

const client = new OllamaClient({ endpoint: wanted('--endpoint', 'http://127.0.0.1:11434') });
const name = wanted('--model', '');
const listed = (await client.list()).find((model) => model.name === name || model.name === `${name}:latest`);
if (listed === undefined) {
  console.error(`No model ${name} at ${client.endpoint.url.origin}.`);
  process.exit(2);
}
const model = await ollamaModel(client, listed, {
  contextTokens: 4096,
  answerTokens: 64,
  temperature: 0,
  keepAlive: '10m',
});

const rows = readdirSync(own)
  .filter((file) => file.startsWith('authors_'))
  .sort()
  .flatMap((file) => readFileSync(join(own, file), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as Row)
  .filter(({ stage }) => stage !== 'context');
const times: number[] = [];
for (const label of [1, 0] as const) {
  const some = rows.filter((row) => row.label === label);
  const step = Math.max(1, Math.floor(some.length / most));
  const tally = { total: 0, misuse: 0, none: 0, rules: 0, both: 0 };
  for (const row of some.filter((_, n) => n % step === 0).slice(0, most)) {
    const started = performance.now();
    const opinion = await askSecondOpinion(row.text, model, 'block', new AbortController().signal, '¦5eb0');
    times.push(performance.now() - started);
    const byRules = inspect(row.text, 'input').action === 'block';
    tally.total++;
    if (opinion.action === 'block') tally.misuse++;
    if (opinion.action === 'warn') tally.none++;
    if (byRules) tally.rules++;
    if (byRules || opinion.action === 'block') tally.both++;
  }
  const share = (count: number): string => `${((100 * count) / Math.max(1, tally.total)).toFixed(1)} %`;
  console.log(
    `${label === 1 ? 'attacks ' : 'harmless'} ${tally.total}: the model ${share(tally.misuse)} (no opinion ${share(tally.none)}), the rules ${share(tally.rules)}, either ${share(tally.both)}`,
  );
}
console.log(
  `${model.name}: p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms a question`,
);
