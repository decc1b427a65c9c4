// What the extension costs the editor at its start, as VS Code itself measures it ("Show Running Extensions").
import { type Vscode, withVscode } from '../e2e/harness';
import { quantile } from './statistics';

const rounds = 5;

void main();

async function main(): Promise<void> {
  const times: number[] = [];
  const peers: number[] = [];
  await withVscode(
    { name: 'bench-activation', withoutNetworkCheck: 'timings only; the end-to-end tests check it' },
    async (vscode) => {
      for (let round = 0; round < rounds; round++) {
        if (round > 0) await vscode.reload();
        await vscode.statusItem(/Rempart/u).waitFor({ timeout: 60_000 });
        await vscode.palette('Developer: Show Running Extensions');
        times.push(await activationOf(vscode, 'Rempart'));
        peers.push(await activationOf(vscode, 'Git'));
        await vscode.page.keyboard.press('Control+F4');
      }
    },
  );
  for (const [name, list] of [
    ['Rempart', times],
    ['Git, built in', peers],
  ] as const)
    console.log(`${name.padEnd(16)}median ${quantile(list, 0.5).toFixed(0)} ms of ${list.join(', ')} ms`);
}

/** Milliseconds that loading and activating an extension took in this window. */
async function activationOf(vscode: Vscode, name: string): Promise<number> {
  const row = vscode.page
    .locator('.runtime-extensions-editor .monaco-list-row')
    .filter({ has: vscode.page.getByText(name, { exact: true }) });
  const text = await row.locator('.activation-time').innerText();
  const milliseconds = /(\d{1,6})\s?ms/u.exec(text)?.[1];
  if (milliseconds === undefined) throw new Error(`VS Code gives no time for ${name}: ${text}`);
  return Number(milliseconds);
}
