// Other guards, for comparison in the same run. They are no dependencies of ours: install them into a folder of their own,
// `npm install --ignore-scripts @andersmyrmel/vard llm-inject-scan`, and name it with `--peers FOLDER`.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

export interface GuardPeer {
  readonly name: string;
  readonly flags: (text: string) => boolean;
}

interface Manifest {
  readonly module?: string;
  readonly exports?: { readonly '.'?: { readonly import?: string } };
}

type Vard = (text: string) => unknown;
type CreateScanner = () => (text: string) => { readonly clean: boolean };

/** The peers that can be loaded from the packages below `folder`; those that cannot are named and left out. */
export async function loadPeers(folder: string): Promise<readonly GuardPeer[]> {
  const peers: GuardPeer[] = [];
  const add = async (name: string, make: (module: Record<string, unknown>) => GuardPeer['flags']): Promise<void> => {
    try {
      const home = path.resolve(folder, 'node_modules', name);
      const manifest = JSON.parse(fs.readFileSync(path.join(home, 'package.json'), 'utf8')) as Manifest;
      const entry = manifest.exports?.['.']?.import ?? manifest.module ?? '';
      const module = (await import(pathToFileURL(path.join(home, entry)).href)) as Record<string, unknown>;
      peers.push({ name, flags: make(module) });
    } catch (error) {
      console.log(`SKIPPED: ${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  };
  await add('@andersmyrmel/vard', (module) => {
    const vard = module['default'] as Vard;
    return (text) => {
      try {
        vard(text);
        return false;
      } catch {
        return true;
      }
    };
  });
  await add('llm-inject-scan', (module) => {
    const scan = (module['createPromptValidator'] as CreateScanner)();
    return (text) => !scan(text).clean;
  });
  return peers;
}
