// The lock file must be whole, or `npm ci` fails on a fresh clone; npm writes an incomplete one without a word when a
// registry lacks the binary of some platform.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const root = path.resolve(import.meta.dirname, '../../..');

/** Locked here: the product, and VS Code for tests and the demo. */
const lockFiles = ['package-lock.json', 'test/support/vscode/runtime/package-lock.json'];

function packagesOf(file: string): [string, Locked][] {
  const lock = JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')) as { packages: Record<string, Locked> };
  return Object.entries(lock.packages).filter(([where]) => where !== '');
}

describe.each(lockFiles)('%s', (file) => {
  const packages = packagesOf(file);
  const names = new Set(packages.map(([where]) => where.slice(where.lastIndexOf('node_modules/') + 13)));

  it('gives every package a version and a digest', () => {
    const bare = packages.filter(([, { version, integrity, link }]) => !link && (!version || !integrity));
    expect(bare.map(([where]) => where)).toEqual([]);
  });

  it('names no registry, so that it works with any', () => {
    expect(packages.filter(([, { resolved }]) => resolved !== undefined).map(([where]) => where)).toEqual([]);
  });

  it('holds the optional packages of every platform', () => {
    const missing = packages.flatMap(([where, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !names.has(name))
        .map((name) => `${where} → ${name}`),
    );
    expect(missing).toEqual([]);
  });
});

describe('package.json', () => {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Locked & {
    readonly devDependencies: Readonly<Record<string, string>>;
  };

  it('asks for exact versions', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
