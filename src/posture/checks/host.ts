// Checks of the machine itself: what protects the data of the index, the sessions and the models around the server.
import { count } from '../../base/format';
import { t } from '../../base/l10n';
import type { MachineFacts } from '../facts';
import type { Finding } from '../types';
import { byPlatform, judge, type CheckContext, type Sight, type Subject } from './finding';

/** Seconds; what the deployment guide asks for. */
const LOCK_LIMIT = 300;
/** Days without updates before it is a finding: a month and a few days. */
const UPDATE_LIMIT = 35;

export function hostChecks(facts: MachineFacts, context: CheckContext): Finding[] {
  return [
    encryption(facts, context),
    firewall(facts, context),
    antivirus(facts, context),
    updates(facts, context),
    screenLock(facts, context),
    elevated(facts, context),
    secureBoot(facts, context),
    tpm(facts, context),
  ];
}

function encryption({ encryption: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.encryption',
    requirement: 'P3',
    name: t('Disk encryption'),
    why: t('Without it, a lost laptop gives away index, sessions and models.'),
    remedy:
      byPlatform(context.platform, {
        win32: t('Run this as administrator, and check that it says On.'),
        darwin: t('Turn FileVault on in the system settings, under Privacy & Security.'),
        linux: t('Encrypt the disk with LUKS; on most systems this means to install again.'),
      }) ?? '',
    command: byPlatform(context.platform, {
      win32: 'manage-bde -status C:',
      darwin: 'fdesetup status',
      linux: 'lsblk -o NAME,TYPE,FSTYPE,MOUNTPOINTS',
    }),
    reference: 'CWE-311',
  };
  return judge(context, subject, fact, ({ state }): Sight => {
    if (state === 'on') return { state: 'pass', title: t('The disk is encrypted') };
    if (state === 'partial') return { state: 'warn', title: t('The disk is encrypted only in part') };
    return { state: 'fail', title: t('The disk is not encrypted') };
  });
}

function firewall({ firewall: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.firewall',
    requirement: 'P3',
    name: t('Firewall'),
    why: t('It is what still stands when a service opens a port by mistake.'),
    remedy: t('Turn the firewall on.'),
    command: byPlatform(context.platform, {
      linux: 'sudo ufw enable',
      darwin: 'sudo /usr/libexec/ApplicationFirewall/socketfilterfw --setglobalstate on',
      win32: 'Set-NetFirewallProfile -Profile Domain,Public,Private -Enabled True',
    }),
    reference: 'CWE-284',
  };
  return judge(context, subject, fact, (on): Sight =>
    on ? { state: 'pass', title: t('Firewall is on') } : { state: 'fail', title: t('Firewall is off') },
  );
}

function antivirus({ antivirus: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.antivirus',
    requirement: 'P3',
    name: t('Antivirus'),
    why: t('It finds known malware among downloads. It does not see what is hidden in the weights of a model.'),
    remedy: t('Turn one on and let it update itself.'),
  };
  return judge(context, subject, fact, (all): Sight => {
    const active = all.filter((one) => one.active);
    if (active.length === 0) {
      // On Linux few machines have one, and a server of a firm may be guarded from outside.
      return { state: context.platform === 'linux' ? 'warn' : 'fail', title: t('No antivirus is active') };
    }
    if (active.some(({ upToDate }) => upToDate === true))
      return { state: 'pass', title: t('Antivirus is on and up to date') };
    if (active.every(({ upToDate }) => upToDate === false))
      return { state: 'warn', title: t('Antivirus is on and out of date') };
    return { state: 'pass', title: t('Antivirus is on') };
  });
}

function updates({ updates: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.updates',
    requirement: 'P3',
    name: t('System updates'),
    why: t('Most break-ins use faults that were mended long before.'),
    remedy: t('Install the updates of the system.'),
    command: byPlatform(context.platform, {
      linux: 'sudo apt-get update && sudo apt-get upgrade',
      darwin: 'softwareupdate -l',
    }),
    reference: 'CWE-1104',
  };
  return judge(context, subject, fact, ({ days, rebootNeeded, pending }): Sight => {
    if (pending && pending.security > 0)
      return {
        state: 'fail',
        title: count(
          pending.security,
          (n) => t('{0} security update is not installed', n),
          (n) => t('{0} security updates are not installed', n),
        ),
      };
    if (rebootNeeded)
      return {
        state: 'warn',
        title: t('Updates wait for a restart'),
        remedy: t('Restart the machine.'),
        command: undefined,
      };
    if (pending && pending.all > 0)
      return {
        state: 'warn',
        title: count(
          pending.all,
          (n) => t('{0} update is not installed', n),
          (n) => t('{0} updates are not installed', n),
        ),
      };
    if (days === undefined) return { state: 'unknown', title: subject.name };
    if (days > UPDATE_LIMIT)
      return {
        state: 'warn',
        title: pending
          ? t('The system last heard of updates {0} days ago', days)
          : t('The system was last updated {0} days ago', days),
      };
    return { state: 'pass', title: t('System updates are recent') };
  });
}

function screenLock({ screenLock: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.screen-lock',
    requirement: 'P3',
    name: t('Screen lock'),
    why: t('An open screen gives whoever passes by the same rights as you.'),
    remedy: t('Set the lock to 5 minutes.'),
    command: byPlatform(context.platform, {
      linux: 'gsettings set org.gnome.desktop.session idle-delay 300',
      win32: 'reg add "HKCU\\Control Panel\\Desktop" /v ScreenSaveTimeOut /d 300 /f',
    }),
    reference: 'CWE-613',
  };
  return judge(context, subject, fact, ({ seconds }): Sight => {
    if (seconds === 'never') return { state: 'fail', title: t('The screen never locks by itself') };
    const minutes = Math.round(seconds / 60);
    if (seconds > LOCK_LIMIT) return { state: 'warn', title: t('The screen locks after {0} min', minutes) };
    return { state: 'pass', title: t('The screen locks after {0} min', minutes) };
  });
}

function elevated({ elevated: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.elevated',
    requirement: 'P3',
    name: t('Rights of the editor'),
    why: t('Everything that runs in the editor, extensions and tasks too, then has the rights of the administrator.'),
    remedy: t('Start the editor as an ordinary user.'),
    reference: 'CWE-250',
  };
  return judge(context, subject, fact, (yes): Sight =>
    yes
      ? { state: 'warn', title: t('The editor runs as administrator') }
      : { state: 'pass', title: t('The editor runs as an ordinary user') },
  );
}

function secureBoot({ secureBoot: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.secure-boot',
    requirement: 'P3',
    name: t('Secure Boot'),
    why: t('It keeps software from starting before the system and watching it.'),
    remedy: t('Turn it on in the firmware of the machine.'),
    command: byPlatform(context.platform, { linux: 'mokutil --sb-state', win32: 'msinfo32' }),
  };
  return judge(context, subject, fact, (on): Sight =>
    on ? { state: 'pass', title: t('Secure Boot is on') } : { state: 'warn', title: t('Secure Boot is off') },
  );
}

function tpm({ tpm: fact }: MachineFacts, context: CheckContext): Finding {
  const subject: Subject = {
    id: 'host.tpm',
    requirement: 'P3',
    name: t('Security chip (TPM)'),
    why: t('It holds the keys of the disk and of the sign-in, out of reach of software.'),
    remedy: t('Turn it on in the firmware of the machine.'),
    command: byPlatform(context.platform, { win32: 'tpmtool getdeviceinformation' }),
  };
  return judge(context, subject, fact, (found): Sight => {
    if (found === 'none') return { state: 'warn', title: t('No security chip (TPM) is there') };
    return found === '2.0'
      ? { state: 'pass', title: t('The security chip is a TPM 2.0') }
      : { state: 'warn', title: t('The security chip is older than TPM 2.0') };
  });
}
