// Says whether there is a neural processor, and honestly that having one is not using one.
import { t } from '../../base/l10n';
import type { MachineFacts } from '../facts';
import type { Finding } from '../types';
import { judge, type CheckContext, type Sight, type Subject } from './finding';

export function npuChecks({ npu, server }: MachineFacts, context: CheckContext): Finding[] {
  const subject: Subject = {
    id: 'npu.device',
    requirement: 'P6',
    name: t('Neural processor (NPU)'),
    // No released build of Ollama's main line has a backend for one; only forks do, and those lack security fixes.
    why: t('Ollama computes on the processor or the graphics chip; no released build of it uses an NPU.'),
    remedy: '',
  };
  return [
    judge(context, subject, npu, (devices): Sight => {
      const [first] = devices;
      if (!first) return { state: 'not-applicable', title: t('No neural processor (NPU) was found') };
      const evidence = devices.map(({ name, driver }) => (driver ? `${name} (${driver})` : name)).join(', ');
      const title =
        server.state === 'known'
          ? t('NPU present: {0}. This Ollama build cannot use it', first.name)
          : t('NPU present: {0}', first.name);
      return { state: 'pass', title, evidence };
    }),
  ];
}
