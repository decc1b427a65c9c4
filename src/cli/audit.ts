// `rempart audit`: verifies the hash chain of a log, or sums up a period.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { auditReport, chainSentence, verifyChain } from '../audit';
import { RempartError } from '../base/errors';
import { rempartHome } from '../base/paths';
import { t } from '../base/l10n';
import { noMoreThan, readArguments, UsageError, writeJson, writeLine } from './arguments';

export async function audit(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    from: { type: 'string' },
    to: { type: 'string' },
    log: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [action, file] = positionals;
  const folder = values.log ?? path.join(rempartHome(), 'audit');
  noMoreThan(action === 'verify' ? 2 : 1, positionals);
  switch (action) {
    case 'verify': {
      const log = existing(file ?? folder);
      const verdict = await verifyChain(log);
      // A folder without a log is whole, too, and nobody should take comfort in that.
      if (verdict.ok && verdict.records === 0) throw noLog(log);
      if (values.json) writeJson(verdict);
      else writeLine(chainSentence(verdict));
      return verdict.ok ? 0 : 1;
    }
    case 'report': {
      const report = await auditReport(existing(folder), {
        ...(values.from === undefined ? {} : { from: date(values.from) }),
        ...(values.to === undefined ? {} : { to: date(values.to) }),
      });
      if (values.json) writeJson(report.data);
      else writeLine(report.markdown);
      return 0;
    }
    default:
      throw new UsageError(t('“verify” or “report” is needed.'));
  }
}

function existing(log: string): string {
  if (!existsSync(log)) throw noLog(log);
  return log;
}

function noLog(log: string): RempartError {
  return new RempartError('no-audit-log', t('There is no audit log in {0}.', path.resolve(log)));
}

function date(text: string): Date {
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime())) throw new UsageError(t('“{0}” is not a date such as 2026-11-24.', text));
  return parsed;
}
