// What a posture report comes to: the worst first, and the few words of the status bar.
import { labelled } from '../base/format';
import { t } from '../base/l10n';
import type { Finding, FindingState } from './types';

const severity: Readonly<Record<FindingState, number>> = { fail: 0, warn: 1, unknown: 2, pass: 3, 'not-applicable': 4 };

/** Worst first; within one state, the runtime before the host, as the checks come. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => severity[a.state] - severity[b.state]);
}

/** The worst state of all: green, amber, red or unknown. Nothing checked is unknown. */
export function worst(findings: readonly Finding[]): 'pass' | 'warn' | 'fail' | 'unknown' {
  const states = new Set(findings.map(({ state }) => state));
  for (const state of ['fail', 'warn', 'unknown'] as const) if (states.has(state)) return state;
  return states.has('pass') ? 'pass' : 'unknown';
}

export interface StatusBarSummary {
  readonly state: 'pass' | 'warn' | 'fail' | 'unknown';
  /** With a codicon: `$(error) Rempart: …`. */
  readonly text: string;
  /** The three worst findings, none of them passed. */
  readonly worst: readonly Finding[];
}

/**
 * `$(shield) Rempart` when all is well; the one failure by name; the number of findings; not checked. What could not be
 * looked at about the server (P2) is said in the bar; about the host it is in the tooltip, where much needs an
 * administrator: else no machine would ever show the shield.
 */
export function statusBarSummary(findings: readonly Finding[]): StatusBarSummary {
  const sorted = bySeverity(findings).filter(({ state }) => severity[state] < severity.pass);
  const failed = sorted.filter(({ state }) => state === 'fail');
  const found = sorted.filter(({ state }) => state !== 'unknown');
  const three = sorted.slice(0, 3);
  const [first] = failed;
  if (first)
    return {
      state: 'fail',
      worst: three,
      text:
        failed.length === 1
          ? `$(error) ${labelled('Rempart', shortTitle(first))}`
          : `$(error) ${t('Rempart: {0} failures', failed.length)}`,
    };
  if (found.length > 0) {
    const text = found.length === 1 ? t('Rempart: 1 finding') : t('Rempart: {0} findings', found.length);
    return { state: 'warn', worst: three, text: `$(warning) ${text}` };
  }
  if (!findings.some(({ state }) => state === 'pass'))
    return { state: 'unknown', worst: three, text: `$(question) ${t('Rempart: not checked')}` };
  const dark = sorted.filter(({ requirement }) => requirement === 'P2').length;
  if (dark > 0) {
    const text = dark === 1 ? t('Rempart: 1 not checked') : t('Rempart: {0} not checked', dark);
    return { state: 'unknown', worst: three, text: `$(question) ${text}` };
  }
  return { state: 'pass', worst: three, text: '$(shield) Rempart' };
}

function shortTitle({ id, title }: Finding): string {
  if (id === 'runtime.listener') return t('Ollama open to the network');
  // A name keeps its capital.
  return title.startsWith('Ollama') ? title : title.charAt(0).toLowerCase() + title.slice(1);
}
