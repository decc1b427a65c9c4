// What a person does in the workbench, as functions over a Playwright page.
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** The workbench is drawn: the status bar is there. Extensions may still be starting. */
export async function waitForWorkbench(page: Page, timeout = 90_000): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout });
}

/**
 * Answers the trust dialog. It comes some seconds after the shell is drawn, when clicks are already possible; trust
 * is kept by the browser and per origin, so that a new context or port asks again.
 */
export async function answerTrustDialog(page: Page, answer: 'yes' | 'no', timeout = 30_000): Promise<void> {
  const label = answer === 'yes' ? 'Yes, I trust' : "No, I don't trust";
  const button = page.locator('.monaco-dialog-box .monaco-button', { hasText: label }).first();
  await button.waitFor({ timeout });
  await button.click();
  await page.locator('.monaco-dialog-modal-block').waitFor({ state: 'detached', timeout });
}

/**
 * The inside of a webview: an outer frame whose address names the extension, and in it the frame with our document.
 * Of several the oldest: a view opens before any editor. (The address of a view says `purpose=webviewView`, except
 * when VS Code restored it while another webview was loading.)
 */
export function webview(page: Page, extension: string): FrameLocator {
  return page
    .locator(`iframe.webview.ready[src*="extensionId=${extension}"]`)
    .first()
    .contentFrame()
    .frameLocator('iframe#active-frame');
}

/**
 * Opens the container in the activity bar whose title begins with `title`. A click on the icon of an open container
 * closes it, and a window that is still restoring itself opens the one it had last: so this looks again after the click.
 */
export async function openContainer(page: Page, title: string): Promise<void> {
  const icon = page.locator(`.activitybar .action-item:has(a.action-label[aria-label^="${title}"])`).first();
  await icon.waitFor({ timeout: 60_000 });
  const isOpen = async (): Promise<boolean> =>
    ((await icon.getAttribute('class')) ?? '').split(' ').includes('checked');
  for (let looks = 0, open = 0; looks < 40 && open < 4; looks++) {
    if (await isOpen()) open++;
    else {
      open = 0;
      // A badge may lie over the label.
      await icon.click();
      // A second click before the first one has had its effect would close it again.
      for (let waits = 0; waits < 20 && !(await isOpen()); waits++) await page.waitForTimeout(250);
    }
    await page.waitForTimeout(250);
  }
  if (!(await isOpen())) throw new Error(`The container ${title} does not stay open`);
  await leaveActivityBar(page);
}

/** Runs a command from the command palette by its full title, e.g. `Rempart: Verify Model Hashes`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  // Keys typed into a webview reach the workbench late: take the focus out of it first.
  await page
    .locator('.part.titlebar')
    .click({ position: { x: 250, y: 5 }, timeout: 2000 })
    .catch(() => undefined);
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text]').first();
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${title}`);
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  await row.waitFor({ timeout: 20_000 });
  await page.keyboard.press('Enter');
  await leaveActivityBar(page);
}

/** Picks the row with this text in the quick pick that is open. */
export async function pick(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first().click();
}

/** Types into the input box that is open and accepts it. */
export async function answerInputBox(page: Page, text: string): Promise<void> {
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(text);
  await input.press('Enter');
}

/** The items of the status bar that an extension owns, by the text they show. */
export function statusItem(page: Page, text: string | RegExp): Locator {
  return page.locator('.statusbar-item', { hasText: text });
}

/** A notification with this text, as a toast. */
export function notification(page: Page, text: string | RegExp): Locator {
  return page.locator('.notification-toast', { hasText: text });
}

/** A modal dialog (`showInformationMessage` with `modal: true`). */
export function dialog(page: Page): Locator {
  return page.locator('.monaco-dialog-box');
}

/** Title of the editor tab in front. */
export async function activeTab(page: Page): Promise<string> {
  return (await page.locator('.tabs-container .tab.active .label-name').first().innerText()).trim();
}

/** Where the cursor is in the editor in front, as the status bar says it; both count from 1. */
export async function cursor(page: Page): Promise<{ line: number; column: number }> {
  const text = await page.locator('[id="status.editor.selection"]').innerText();
  const match = /Ln (\d+), Col (\d+)/.exec(text);
  if (!match) throw new Error(`No cursor position in the status bar: ${JSON.stringify(text)}`);
  return { line: Number(match[1]), column: Number(match[2]) };
}

/** Takes the mouse off the activity bar: the tooltip of its icon lies over the view and takes the next click. */
async function leaveActivityBar(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  await page.mouse.move(width * 0.7, height * 0.6);
}
