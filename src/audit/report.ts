// The review of a period: counts by action, model, day and rule, as data and as Markdown in the language in use.
import fs from 'node:fs/promises';
import { formatTenths } from '../base/format';
import { t } from '../base/l10n';
import { chainSentence, lines, parseRecord, verifyChain, type ChainVerdict } from './chain';
import { logFiles } from './files';

export interface ReportPeriod {
  /** First instant of the period; default: the beginning of the log. */
  readonly from?: Date;
  /** Last instant; a date without a time of day stands for the whole day. Default: now. */
  readonly to?: Date;
}

export interface AuditReportData {
  readonly from?: string;
  readonly to?: string;
  readonly total: number;
  readonly actions: Readonly<Record<string, number>>;
  readonly events: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
  readonly days: Readonly<Record<string, number>>;
  readonly flags: Readonly<Record<string, number>>;
  /** The most frequent rules, at most 20. */
  readonly rules: Readonly<Record<string, number>>;
  readonly sessions: number;
  readonly users: number;
  /** Share of questions that were blocked, 0 to 1. */
  readonly blockRate: number;
  /** Mean time to the end of an answer, milliseconds. */
  readonly meanLatency?: number;
  readonly documents: number;
  readonly chain: ChainVerdict;
}

const TOP_RULES = 20;
const DAY = 86_400_000;

/** Sums up a period of a log (a file or a folder), with the verdict on its chain. */
export async function auditReport(
  fileOrFolder: string,
  period: ReportPeriod = {},
): Promise<{ readonly data: AuditReportData; readonly markdown: string }> {
  const chain = await verifyChain(fileOrFolder);
  const isFolder = (await fs.stat(fileOrFolder)).isDirectory();
  const from = period.from?.getTime() ?? Number.NEGATIVE_INFINITY;
  const to = endOf(period.to);
  const tally = new Tally();
  for (const file of isFolder ? await logFiles(fileOrFolder) : [fileOrFolder]) {
    for await (const { line } of lines(file)) {
      const record = parseRecord(line);
      if (record === undefined) continue;
      const time = Date.parse(record.timestamp);
      if (time >= from && time <= to) tally.add(record);
    }
  }
  const data = tally.report(period, chain);
  return { data, markdown: markdown(data) };
}

/** A date that falls on midnight UTC means that whole day. */
function endOf(to: Date | undefined): number {
  if (to === undefined) return Number.POSITIVE_INFINITY;
  const time = to.getTime();
  return time % DAY === 0 ? time + DAY - 1 : time;
}

type Counts = Map<string, number>;
type ParsedRecord = NonNullable<ReturnType<typeof parseRecord>>;

class Tally {
  #total = 0;
  readonly #actions: Counts = new Map();
  readonly #events: Counts = new Map();
  readonly #models: Counts = new Map();
  readonly #days: Counts = new Map();
  readonly #flags: Counts = new Map();
  readonly #rules: Counts = new Map();
  readonly #sessions = new Set<string>();
  readonly #users = new Set<string>();
  readonly #documents = new Set<string>();
  #latencySum = 0;
  #latencyCount = 0;
  #asked = 0;
  #blocked = 0;

  add(record: ParsedRecord): void {
    this.#total++;
    count(this.#actions, record.action);
    count(this.#events, record.event_type);
    count(this.#days, record.timestamp.slice(0, 10));
    if (record.model !== undefined) count(this.#models, record.model);
    for (const [flag, raised] of Object.entries(record.security_flags ?? {})) if (raised) count(this.#flags, flag);
    // The reasons of what is no question are no rules of the guards.
    if (record.action !== 'INFO') for (const rule of record.reasons ?? []) count(this.#rules, rule);
    if (record.session_id !== '') this.#sessions.add(record.session_id);
    this.#users.add(record.user_id);
    for (const document of record.rag_documents_accessed ?? []) this.#documents.add(document);
    if (record.latency_ms !== undefined) {
      this.#latencySum += record.latency_ms;
      this.#latencyCount++;
    }
    if (record.action !== 'INFO') {
      this.#asked++;
      if (record.action === 'BLOCKED') this.#blocked++;
    }
  }

  report(period: ReportPeriod, chain: ChainVerdict): AuditReportData {
    return {
      ...(period.from === undefined ? {} : { from: period.from.toISOString() }),
      ...(period.to === undefined ? {} : { to: new Date(endOf(period.to)).toISOString() }),
      total: this.#total,
      actions: sorted(this.#actions),
      events: sorted(this.#events),
      models: sorted(this.#models),
      days: Object.fromEntries([...this.#days].sort(([a], [b]) => (a < b ? -1 : 1))),
      flags: sorted(this.#flags),
      rules: sorted(this.#rules, TOP_RULES),
      sessions: this.#sessions.size,
      users: this.#users.size,
      blockRate: this.#asked === 0 ? 0 : this.#blocked / this.#asked,
      ...(this.#latencyCount === 0 ? {} : { meanLatency: Math.round(this.#latencySum / this.#latencyCount) }),
      documents: this.#documents.size,
      chain,
    };
  }
}

function count(counts: Counts, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Most frequent first; equal ones by name. */
function sorted(counts: Counts, most = Number.POSITIVE_INFINITY): Record<string, number> {
  return Object.fromEntries(
    [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).slice(0, most === Infinity ? undefined : most),
  );
}

function markdown(data: AuditReportData): string {
  const parts = [
    `# ${t('Audit report')}`,
    '',
    t('Period: {0} to {1}', data.from ?? t('the beginning'), data.to ?? t('now')),
    '',
    chainSentence(data.chain),
    '',
    `- ${t('Records: {0}', data.total)}`,
    `- ${t('Users: {0}', data.users)}`,
    `- ${t('Sessions: {0}', data.sessions)}`,
    `- ${t('Passages read: {0}', data.documents)}`,
    `- ${t('Block rate: {0} %', formatTenths(100 * data.blockRate))}`,
  ];
  if (data.meanLatency !== undefined) parts.push(`- ${t('Mean answer time: {0} ms', data.meanLatency)}`);
  const tables: [string, Readonly<Record<string, number>>][] = [
    [t('By action'), data.actions],
    [t('By event'), data.events],
    [t('By model'), data.models],
    [t('By day'), data.days],
    [t('Security flags'), data.flags],
    [t('Most frequent rules'), data.rules],
  ];
  for (const [title, counts] of tables) {
    const rows = Object.entries(counts);
    if (rows.length === 0) continue;
    parts.push('', `## ${title}`, '', `| ${t('Name')} | ${t('Count')} |`, '| --- | ---: |');
    for (const [name, n] of rows) parts.push(`| ${cell(name)} | ${String(n)} |`);
  }
  return `${parts.join('\n')}\n`;
}

/** Names come from the log: nothing in them may break the table or become markup. */
function cell(name: string): string {
  return name.replace(/[\\`*_{}[\]<>|#]/gu, '\\$&').replace(/[\r\n]+/gu, ' ');
}
