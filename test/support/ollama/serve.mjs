#!/usr/bin/env node
// Starts the stand-in from the command line: node serve.mjs --models DIR [--port 0] [--engine llama|scripted]
// [--version 0.33.0] [--misbehave MODE]… ; --demo builds the models folder itself. Ends on Ctrl-C.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildStore, cacheDirectory, ensureSmolLM2, startStandIn } from './index.mjs';

const { values } = parseArgs({
  options: {
    models: { type: 'string' },
    demo: { type: 'boolean' },
    port: { type: 'string', default: '0' },
    engine: { type: 'string', default: 'llama' },
    version: { type: 'string' },
    misbehave: { type: 'string', multiple: true },
  },
});

const modelsDir = values.models ?? (values.demo === true ? path.join(cacheDirectory(), 'demo-models') : undefined);
if (modelsDir === undefined) {
  console.error(
    'usage: serve.mjs (--models DIR | --demo) [--port N] [--engine llama|scripted] [--version V] [--misbehave MODE]',
  );
  process.exit(2);
}
if (values.demo === true) {
  const model = await ensureSmolLM2();
  if (model.path === undefined) console.error(`${model.reason}; random weights instead: the answers will be noise.`);
  await buildStore({
    dir: modelsDir,
    models: [{ name: 'smollm2:135m', ...(model.path === undefined ? {} : { gguf: model.path }) }],
  });
}
const standIn = await startStandIn({
  modelsDir,
  port: Number(values.port),
  engine: values.engine,
  ...(values.version === undefined ? {} : { version: values.version }),
});
for (const mode of values.misbehave ?? []) standIn.misbehave(mode, { times: Infinity });
console.log(`stand-in Ollama (${values.engine} engine) at ${standIn.url}, models in ${modelsDir}`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void standIn.stop().then(() => process.exit(0));
  });
}
