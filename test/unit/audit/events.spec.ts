// A1: docs/audit.md tells of every event that is written, and of no other.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '../../..');

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

it('A1 every event type is documented, and every one that is documented is written', () => {
  const written = sources(path.join(root, 'src')).flatMap((text) =>
    [...text.matchAll(/(?:event_type: |_EVENT = )'([a-z.-]+)'/gu)].map(([, type]) => type),
  );
  const documented = [
    ...readFileSync(path.join(root, 'docs/audit.md'), 'utf8').matchAll(/^\| `([a-z]+\.[a-z]+)`/gmu),
  ].map(([, type]) => type);
  expect(new Set(written).size).toBeGreaterThan(10);
  expect([...new Set(written)].sort()).toEqual([...documented].sort());
});
