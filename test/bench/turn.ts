// What the turn costs: time to the first visible text through the whole pipeline, against a bare client on the same server.
import { Ollama } from 'ollama';
import { ollamaModel } from '../../src/assistant/ollamaModel';
import { runTurn } from '../../src/assistant/turn';
import { OllamaClient } from '../../src/models';
import { buildStore, startStandIn } from '../support/ollama/index.mjs';
import { makeTemporaryFolder } from '../support/files';
import { passage, request, services } from '../support/turn';
import { quantile } from './statistics';

const rounds = 60;
const paragraph =
  'The release signing key is rotated every ninety days by two key holders together, from the build host only. ';
const passages = Array.from({ length: 16 }, (_, index) =>
  passage({ path: `docs/page${index}.md`, text: `${index}. ${paragraph.repeat(7)}` }),
);
const question = 'how do I rotate the signing key?';

void main();

async function main(): Promise<void> {
  const modelsDir = makeTemporaryFolder('bench');
  await buildStore({ dir: modelsDir, models: [{ name: 'bench:latest' }] });
  const server = await startStandIn({ modelsDir, engine: 'scripted' });
  try {
    const client = new OllamaClient({ endpoint: server.url });
    const [listed] = await client.list();
    if (!listed) throw new Error('the stand-in lists no model');
    const model = await ollamaModel(client, listed, {
      contextTokens: 8192,
      answerTokens: 64,
      temperature: 0,
      keepAlive: '5m',
    });
    const bare = new Ollama({ host: server.url });
    const direct: number[] = [];
    const guarded: number[] = [];
    const guards: number[] = [];
    let messages: { role: string; content: string }[] = [{ role: 'user', content: question }];
    const spying = {
      ...model,
      chat: (asked: Parameters<typeof model.chat>[0], signal: AbortSignal) => {
        messages = [...asked];
        return model.chat(asked, signal);
      },
    };
    for (let round = 0; round < rounds; round++) {
      const start = performance.now();
      let first: number | undefined;
      const result = await runTurn(request(question), services(passages, { model: spying }), {
        signal: new AbortController().signal,
        onEvent: (event) => {
          if (event.type === 'answer') first ??= performance.now() - start;
        },
      });
      const bareStart = performance.now();
      let bareFirst: number | undefined;
      const stream = await bare.chat({
        model: listed.name,
        messages,
        stream: true,
        options: { num_ctx: model.contextTokens, num_predict: model.answerTokens, temperature: 0 },
      });
      for await (const chunk of stream) if (chunk.message.content !== '') bareFirst ??= performance.now() - bareStart;
      // The first rounds load the model and warm the compiler.
      if (round < 10 || first === undefined || bareFirst === undefined) continue;
      direct.push(bareFirst);
      guarded.push(first);
      guards.push(result.timings.guards);
    }
    const row = (name: string, values: number[]): string =>
      `${name.padEnd(46)} p50 ${quantile(values, 0.5).toFixed(2)} ms   p99 ${quantile(values, 0.99).toFixed(2)} ms`;
    console.log(row('first text, bare client, same prompt', direct));
    console.log(row('first text, whole turn', guarded));
    console.log(row('of which guards, redaction, classification', guards));
    console.log(
      `overhead p50 ${(quantile(guarded, 0.5) - quantile(direct, 0.5)).toFixed(2)} ms over ${direct.length} rounds, 16 passages of 800 characters`,
    );
  } finally {
    await server.stop();
  }
}
