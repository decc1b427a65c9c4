// Checks of a container that runs the model server: what it may do to the machine, and who can reach it.
import { t } from '../../base/l10n';
import { isLoopbackHost } from '../../base/loopback';
import type { Container, Fact, MachineFacts } from '../facts';
import type { Finding } from '../types';
import { judge, type CheckContext, type Sight, type Subject } from './finding';

export function containerChecks({ containers }: MachineFacts, context: CheckContext): Finding[] {
  // Without a container there is nothing to say eight times over.
  if (containers.state !== 'known')
    return [judge(context, subjectOf('isolation', context), containers, () => pass(t('Container')))];
  return [
    isolation(containers, context),
    published(containers, context),
    privileges(containers, context),
    hardening(containers, context),
    limits(containers, context),
    models(containers, context),
  ];
}

type Part = 'isolation' | 'published' | 'privileges' | 'hardening' | 'limits' | 'models';

function isolation(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('isolation', context), fact, (one) => {
    const open = [
      ...(one.privileged ? ['privileged'] : []),
      ...(one.engineSocket ? ['docker.sock'] : []),
      ...one.sharesHost.map((what) => `${what}=host`),
      ...(one.seccompOff ? ['seccomp=unconfined'] : []),
    ];
    if (open.length === 0) return undefined;
    return {
      state: 'fail',
      title: t('The container of Ollama is not kept apart from the machine'),
      evidence: open.join(', '),
    };
  });
}

function published(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('published', context), fact, (one) => {
    const open = one.published.filter((address) => !isLoopbackHost(address));
    if (open.length === 0) return undefined;
    const evidence = open.map((address) => (address === '' ? '0.0.0.0' : address)).join(', ');
    return { state: 'fail', title: t('The port of the container is open to the network'), evidence };
  });
}

function privileges(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('privileges', context), fact, (one) => {
    const wrong = [
      ...(one.root ? ['user=root'] : []),
      ...(one.dropsAllCapabilities ? [] : ['cap_drop≠ALL']),
      ...one.addedCapabilities.map((name) => `cap_add=${name}`),
      ...(one.noNewPrivileges ? [] : ['no-new-privileges=off']),
    ];
    if (wrong.length === 0) return undefined;
    return {
      state: 'warn',
      title: t('The container of Ollama has more rights than it needs'),
      evidence: wrong.join(', '),
    };
  });
}

function hardening(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('hardening', context), fact, (one) =>
    one.readOnly
      ? undefined
      : { state: 'warn', title: t('The container of Ollama can change its own programs'), evidence: 'read_only=false' },
  );
}

function limits(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('limits', context), fact, (one) => {
    const missing = [
      ...(one.memoryLimit ? [] : ['memory']),
      ...(one.cpuLimit ? [] : ['cpus']),
      ...(one.processLimit ? [] : ['pids_limit']),
    ];
    return missing.length === 0
      ? undefined
      : { state: 'warn', title: t('The container of Ollama has no limits'), evidence: missing.join(', ') };
  });
}

function models(fact: Fact<readonly Container[]>, context: CheckContext): Finding {
  return each(context, subjectOf('models', context), fact, (one) =>
    one.modelsReadOnly === false
      ? { state: 'warn', title: t('The container of Ollama can change its models'), evidence: 'models: rw' }
      : undefined,
  );
}

/** The first container that is not as it should be; all of them are named when all are. */
function each(
  context: CheckContext,
  subject: Subject,
  fact: Fact<readonly Container[]>,
  look: (container: Container) => Sight | undefined,
): Finding {
  return judge(context, subject, fact, (all) => {
    for (const one of all) {
      const sight = look(one);
      if (sight) return { ...sight, evidence: `${one.name}: ${sight.evidence ?? ''}` };
    }
    return pass(t('{0}: as it should be', subject.name));
  });
}

const pass = (title: string): Sight => ({ state: 'pass', title });

function subjectOf(part: Part, { port }: CheckContext): Subject {
  const common = { id: `container.${part}`, requirement: 'P4' };
  switch (part) {
    case 'isolation':
      return {
        ...common,
        name: t('Isolation of the container'),
        why: t('A fault in reading a model file would then reach the whole machine.'),
        remedy: t(
          'Start it without privileged mode, without the socket of the engine, and with networks and processes of its own.',
        ),
        command: 'docker run --cap-drop ALL --security-opt no-new-privileges …',
        reference: 'CWE-653',
      };
    case 'published':
      return {
        ...common,
        name: t('Published port of the container'),
        why: t('Container engines publish ports past the firewall of the machine.'),
        remedy: t('Publish the port on this machine only.'),
        command: `docker run -p 127.0.0.1:${port}:11434 …`,
        reference: 'CWE-1327',
      };
    case 'privileges':
      return {
        ...common,
        name: t('Rights of the container'),
        why: t('Each right that is not needed is one that an attacker may use.'),
        remedy: t('Run it as an ordinary user, drop all capabilities and forbid new privileges.'),
        command: 'docker run --user 1000:1000 --cap-drop ALL --security-opt no-new-privileges …',
        reference: 'CWE-250',
      };
    case 'hardening':
      return {
        ...common,
        name: t('File system of the container'),
        why: t('An attacker who can write there stays after a restart.'),
        remedy: t('Mount its root read-only, and give it a temporary folder.'),
        command: 'docker run --read-only --tmpfs /tmp …',
        reference: 'CWE-732',
      };
    case 'limits':
      return {
        ...common,
        name: t('Limits of the container'),
        why: t('A prepared prompt could otherwise take all memory and stop the machine.'),
        remedy: t('Limit memory, processors and processes.'),
        command: 'docker run --memory 16g --cpus 4 --pids-limit 256 …',
        reference: 'CWE-770',
      };
    case 'models':
      return {
        ...common,
        name: t('Models of the container'),
        why: t('Whoever takes over the container could exchange a model for another.'),
        remedy: t('Mount the models read-only, and download them with another container.'),
        command: 'docker run -v ollama:/root/.ollama:ro …',
        reference: 'CWE-732',
      };
  }
}
