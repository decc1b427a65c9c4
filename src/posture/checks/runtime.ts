// Checks of the model server: who can reach it, as whom it runs, what may change its models, what it is.
import * as z from 'zod';
import { listensBeyond, withoutQuotes } from '../../base/address';
import { t } from '../../base/l10n';
import { isLoopbackAddress } from '../../base/loopback';
import { compareVersions } from '../../base/version';
import advisories from '../advisories.json';
import type { FolderProblem, Listener, MachineFacts, ServerFacts } from '../facts';
import type { Finding } from '../types';
import { byPlatform, judge, type CheckContext, type Sight, type Subject } from './finding';

export function runtimeChecks(facts: MachineFacts, context: CheckContext): Finding[] {
  return [
    listener(facts, context),
    user(facts, context),
    origins(facts, context),
    rebinding(facts, context),
    variables(facts, context),
    folder(facts, context),
    version(facts, context),
    cloud(facts, context),
    outbound(facts, context),
  ];
}

function listener({ listeners }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.listener',
    requirement: 'P2',
    name: t('Who can reach Ollama'),
    why: t('Anyone on the same network can use the models and see which ones are installed.'),
    remedy: t('Bind it to this machine only, then restart it.'),
    command: byPlatform(context.platform, {
      linux: 'systemctl edit ollama   # [Service] Environment="OLLAMA_HOST=127.0.0.1:11434"',
      darwin: 'launchctl setenv OLLAMA_HOST 127.0.0.1:11434',
      win32: 'setx OLLAMA_HOST 127.0.0.1:11434',
    }),
    reference: 'CWE-1327',
  };
  return judge(context, subject, listeners, (all): Sight => {
    const open = all.filter(({ address }) => !isLoopbackAddress(address));
    if (open.length === 0) return { state: 'pass', title: t('Ollama answers on this machine only') };
    const everywhere = open.some(({ address }) => ['0.0.0.0', '::', '*'].includes(address));
    return {
      state: 'fail',
      title: everywhere
        ? t('Ollama answers on every network interface')
        : t('Ollama answers on a network address of this machine'),
    };
  });
}

function user({ listeners }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.user',
    requirement: 'P2',
    name: t('The user that Ollama runs as'),
    why: t('A fault in reading a model file would then give away the whole machine, not one user’s data.'),
    remedy: t('Run it as a user without rights; Ollama’s own installer makes one.'),
    command: byPlatform(context.platform, {
      linux: 'systemctl show ollama -p User -p FragmentPath',
      darwin: 'ps -axo user,pid,command | grep -i [o]llama',
      win32: 'Get-CimInstance Win32_Process -Filter "Name=\'ollama.exe\'" | Select ProcessId,SessionId,ExecutablePath',
    }),
    reference: 'CWE-250',
  };
  return judge(context, subject, listeners, (all): Sight => {
    const privileged = all.find((one) => one.privileged === true);
    if (privileged) {
      const proxy = /docker-proxy|rootlessport|com\.docker/iu.test(privileged.process ?? '');
      const evidence = describe(privileged);
      return proxy
        ? {
            state: 'unknown',
            title: t('Ollama runs behind a container’s port'),
            evidence,
            remedy: t('Check the user inside the container.'),
            command: 'docker inspect',
          }
        : { state: 'fail', title: t('Ollama runs as administrator'), evidence };
    }
    const evidence = all.map(describe).join(', ');
    if (all.some((one) => one.privileged === undefined))
      return {
        state: 'unknown',
        title: t('The user that Ollama runs as'),
        evidence: t('Could not be checked: {0}', evidence),
      };
    return { state: 'pass', title: t('Ollama does not run as administrator'), evidence };
  });
}

function origins({ server }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.origins',
    requirement: 'P2',
    name: t('Web pages that may call Ollama'),
    why: t('A page open in the browser could send prompts in your name.'),
    remedy: t('Remove the setting; the editor does not need it.'),
    command: byPlatform(context.platform, {
      linux: 'systemctl edit ollama   # delete the line OLLAMA_ORIGINS',
      darwin: 'launchctl unsetenv OLLAMA_ORIGINS',
      win32: 'reg delete HKCU\\Environment /v OLLAMA_ORIGINS /f',
    }),
    reference: 'CWE-942',
  };
  return judge(context, subject, server, ({ refusesForeignOrigin }): Sight => {
    const evidence = 'Origin: https://rempart-check.invalid';
    if (refusesForeignOrigin === undefined)
      return {
        state: 'unknown',
        title: subject.name,
        evidence: t('Could not be checked: {0}', t('the server did not answer the test')),
      };
    return refusesForeignOrigin
      ? { state: 'pass', title: t('Ollama refuses foreign web pages'), evidence: `${evidence} → 403` }
      : { state: 'fail', title: t('Any web page may call Ollama'), evidence: `${evidence} → 200` };
  });
}

function rebinding({ server }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.host-header',
    requirement: 'P2',
    name: t('Protection against DNS rebinding'),
    why: t('A web page whose name suddenly points to this machine could read the answers of Ollama.'),
    remedy: t(
      'Ollama checks the name only while it is bound to this machine: set OLLAMA_HOST to 127.0.0.1, and update it.',
    ),
    reference: 'CWE-350',
  };
  return judge(context, subject, server, ({ refusesForeignHost }): Sight => {
    const evidence = 'Host: rempart-check.invalid';
    if (refusesForeignHost === undefined)
      return {
        state: 'unknown',
        title: subject.name,
        evidence: t('Could not be checked: {0}', t('the server did not answer the test')),
      };
    return refusesForeignHost
      ? { state: 'pass', title: t('Ollama refuses foreign host names'), evidence: `${evidence} → 403` }
      : { state: 'warn', title: t('Ollama answers under any host name'), evidence: `${evidence} → 200` };
  });
}

function variables({ variables: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.variables',
    requirement: 'P2',
    name: t('Settings that open Ollama at its next start'),
    why: t('What is set here takes effect when Ollama starts again, also if it is closed now.'),
    remedy: t('Set OLLAMA_HOST to 127.0.0.1 and remove OLLAMA_ORIGINS.'),
  };
  return judge(context, subject, fact, ({ host, origins: allowed }): Sight => {
    const opens = host !== undefined && listensBeyond(host);
    const wide = withoutQuotes(allowed ?? '')
      .split(',')
      .some((one) => /^(?:\*|https?:\/\/\*)$/iu.test(one.trim()));
    if (opens) return { state: 'warn', title: t('OLLAMA_HOST opens Ollama to the network') };
    if (wide) return { state: 'warn', title: t('OLLAMA_ORIGINS lets every web page in') };
    return { state: 'pass', title: t('No setting opens Ollama') };
  });
}

function folder({ folder: fact }: MachineFacts, context: CheckContext): Finding {
  const dir = context.modelsDir ?? '~/.ollama/models';
  const subject: Subject = {
    id: 'runtime.models-folder',
    requirement: 'P2',
    name: t('Permissions of the models folder'),
    why: t('Whoever can write there can exchange a model for another; Ollama does not check what it loads.'),
    remedy: t('Take the right to write away from others, then verify the models.'),
    command: byPlatform(context.platform, {
      linux: `chmod -R o-w ${shellQuote(dir)}`,
      darwin: `chmod -R o-w ${shellQuote(dir)}`,
      win32: `icacls "${dir}" /remove:g *S-1-1-0 *S-1-5-11 *S-1-5-32-545 /T`,
    }),
    reference: 'CWE-732',
  };
  return judge(context, subject, fact, (problems): Sight => {
    const writable = problems.filter(({ kind }) => kind === 'writable-by-others');
    const evidence = (list: readonly FolderProblem[]) => list.map(({ path, detail }) => `${path} ${detail}`).join(', ');
    if (writable.length > 0)
      return { state: 'fail', title: t('Other users can change the model files'), evidence: evidence(writable) };
    if (problems.length > 0)
      return {
        state: 'warn',
        title: t('The models folder belongs to another user'),
        evidence: evidence(problems),
        remedy: t('Check that this user is the one that Ollama runs as.'),
        command: byPlatform(context.platform, {
          linux: `ls -ld ${shellQuote(dir)}`,
          darwin: `ls -ld ${shellQuote(dir)}`,
        }),
      };
    return { state: 'pass', title: t('Model files are not writable by others') };
  });
}

const advisorySchema = z.array(
  z.object({
    id: z.string(),
    /** First version with the fix. */
    fixed: z.string(),
    severity: z.enum(['fail', 'warn']),
    platform: z.string().optional(),
  }),
);

function version({ server }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.version',
    requirement: 'P2',
    name: t('Version of Ollama'),
    why: t('Known faults let a prepared model file or a web page read memory or run code.'),
    remedy: t('Update Ollama, then start it again.'),
    command: byPlatform(context.platform, {
      linux: 'curl -fsSL https://ollama.com/install.sh -o install.sh',
      darwin: 'open https://ollama.com/download',
      win32: 'winget upgrade Ollama.Ollama',
    }),
    reference: 'CWE-1395',
  };
  return judge(context, subject, server, ({ version: found }): Sight => {
    if (compareVersions(found, '0.0.1') === undefined || (compareVersions(found, '0.0.1') ?? 0) < 0)
      return {
        state: 'unknown',
        title: subject.name,
        evidence: t('Could not be checked: {0}', t('{0} is no released version', found)),
        remedy: t('A build of one’s own, or a fork: ask who made it which faults it has mended.'),
      };
    const open = advisorySchema
      .parse(advisories)
      .filter(
        ({ fixed, platform }) =>
          (platform ?? context.platform) === context.platform && (compareVersions(found, fixed) ?? 0) < 0,
      );
    if (open.length === 0)
      return { state: 'pass', title: t('Ollama version has no known vulnerability'), evidence: found };
    const ids = open.map(({ id }) => id);
    const state = open.some(({ severity }) => severity === 'fail') ? 'fail' : 'warn';
    return { state, title: t('Ollama {0} has known vulnerabilities', found), evidence: ids.slice(-6).join(', ') };
  });
}

function cloud({ server }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.cloud',
    requirement: 'P2',
    name: t('Cloud models'),
    why: t(
      'With them on, a model’s name alone decides whether prompts leave this machine, and Ollama calls home every few hours.',
    ),
    remedy: t('Turn them off, then restart Ollama. Rempart refuses such models in any case.'),
    command: byPlatform(context.platform, {
      linux: 'systemctl edit ollama   # [Service] Environment="OLLAMA_NO_CLOUD=1"',
      darwin: 'launchctl setenv OLLAMA_NO_CLOUD 1',
      win32: 'setx OLLAMA_NO_CLOUD 1',
    }),
    reference: 'CWE-201',
  };
  return judge(context, subject, server, ({ cloud: state, version: found }: ServerFacts): Sight => {
    if (state === 'off')
      return { state: 'pass', title: t('Cloud models are off'), evidence: 'GET /api/status: disabled' };
    if (state === 'on') return { state: 'warn', title: t('Cloud models are on'), evidence: 'GET /api/status: enabled' };
    return {
      state: 'unknown',
      title: subject.name,
      evidence: t('Could not be checked: {0}', t('Ollama {0} does not say', found)),
    };
  });
}

function outbound({ outbound: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'runtime.outbound',
    requirement: 'P2',
    name: t('Outbound connections of Ollama'),
    why: t('A model runtime has no reason to reach other hosts while it answers.'),
    remedy: t('Start Ollama from your own account, then check again.'),
    reference: 'CWE-200',
  };
  return judge(context, subject, fact, (connections): Sight => {
    if (connections.length === 0) return { state: 'pass', title: t('Ollama has no connection to other machines') };
    const remedy = t('Look whether a model is being downloaded. If not, turn cloud models off and check again.');
    return { state: 'warn', title: t('Ollama is connected to other machines'), remedy };
  });
}

function describe({ process, pid, user: owner }: Listener): string {
  return `${process ?? t('process')}${pid === undefined ? '' : ` (pid ${pid})`}${owner === undefined ? '' : ` ${owner}`}`;
}

function shellQuote(text: string): string {
  return /^[\w./~-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
