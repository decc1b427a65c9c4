// Every notification, dialog and progress message of Rempart goes through here, as VS Code makes `[text](command:…)` in them
// a link that runs the command, and knows no way to escape it. The linter forbids to call VS Code's own elsewhere.
import * as vscode from 'vscode';
import { visibleText } from '../base/visible';

/** Names of buttons, after the options of a dialog where it is one. */
type Rest = readonly string[] | readonly [vscode.MessageOptions, ...string[]];

/** Says something; gives the button that was chosen. */
export function showInformation(message: string, ...rest: Rest): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(message), ...split(rest));
}

/** As `showInformation`, as a warning. */
export function showWarning(message: string, ...rest: Rest): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(message), ...split(rest));
}

/** As `showInformation`, as an error. */
export function showError(message: string, ...rest: Rest): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(message), ...split(rest));
}

/** Shows the progress of a piece of work, in a notification or in a view. */
export function withProgress<R>(
  options: vscode.ProgressOptions,
  work: (
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    token: vscode.CancellationToken,
  ) => Thenable<R>,
): Thenable<R> {
  const { title } = options;
  return vscode.window.withProgress(
    { ...options, ...(title === undefined ? {} : { title: withoutLinks(title) }) },
    (progress, token) =>
      work(
        {
          report: ({ message, ...step }) =>
            progress.report({ ...step, ...(message === undefined ? {} : { message: withoutLinks(message) }) }),
        },
        token,
      ),
  );
}

/**
 * A message in which nothing is a link: a blank parts `](`, wherever the two came from. Names of files, keys of a policy and
 * errors stand in messages, and any of them may have been written to be clicked.
 */
export function withoutLinks(message: string): string {
  return visibleText(message).replaceAll('](', '] (');
}

/** Options first, which may be empty, then the buttons. */
function split(rest: readonly (string | vscode.MessageOptions)[]): [vscode.MessageOptions, ...string[]] {
  const items = rest.filter((one) => typeof one === 'string');
  const options = rest.find((one) => typeof one !== 'string');
  if (options?.detail === undefined) return [options ?? {}, ...items];
  return [{ ...options, detail: withoutLinks(options.detail) }, ...items];
}
