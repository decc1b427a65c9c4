// What the rules say: `node verdicts.mjs ROWS.jsonl VERDICTS.jsonl`, one line a row: {"action", "skipped"} for the thresholds.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { bundleTools } from '../build.mjs';

const [rows, verdicts] = process.argv.slice(2);
const entries = ['src/guards/index.ts', 'src/guards/classifier/disguise.ts'];
const bundles = await bundleTools(entries, 'classifier');
const [{ inspect }, { isDisguised }] = await Promise.all(
  entries.map((entry) => import(pathToFileURL(bundles.get(entry)).href)),
);
const lines = fs.readFileSync(rows, 'utf8').split('\n').filter(Boolean);
const judged = lines.map((line) => {
  const { text, stage } = JSON.parse(line);
  return JSON.stringify({ action: inspect(text, stage).action, skipped: isDisguised(text) });
});
fs.writeFileSync(verdicts, `${judged.join('\n')}\n`);
