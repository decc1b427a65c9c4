// The stand-in Ollama for tests and for the demo: the protocol of a real server over a models folder of the real layout.
import { once } from 'node:events';
import { createScriptedEngine } from './engine/scripted.mjs';
import { createServer } from './server.mjs';

export { cacheDirectory, ensureRuntime, ensureSmolLM2, hashFile } from './assets.mjs';
export { MODES } from './protocol/misbehaviour.mjs';
export { buildStore, CHATML, flipByte } from './store.mjs';

/** The release whose behaviour the stand-in has. */
export const DEFAULT_VERSION = '0.33.0';

/** See index.d.mts. */
export async function startStandIn({
  modelsDir,
  port = 0,
  engine: kind = 'scripted',
  version = DEFAULT_VERSION,
  cloudDisabled,
  maxQueue,
  log,
}) {
  const engine = await createEngine(kind, log);
  const { server, context, misbehaviour, requests } = createServer({
    modelsDir,
    engine,
    version,
    cloudDisabled,
    maxQueue,
  });
  server.listen(port, '127.0.0.1');
  await Promise.race([once(server, 'listening'), once(server, 'error').then(([error]) => Promise.reject(error))]);
  const actualPort = server.address().port;
  return {
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    engine: kind,
    requests,
    misbehave: (mode, options) => misbehaviour.add(mode, options),
    behave: () => misbehaviour.clear(),
    async stop() {
      server.close();
      server.closeAllConnections();
      await context.runners.dispose();
    },
  };
}

async function createEngine(kind, log) {
  if (kind === 'scripted') return createScriptedEngine();
  if (kind !== 'llama') throw new Error(`unknown engine ${kind}: use llama or scripted`);
  const { createLlamaEngine } = await import('./engine/llama.mjs');
  return createLlamaEngine(log);
}
