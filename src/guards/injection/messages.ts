// What the rules say they found: rules of several kinds find the same.
import { t } from '../../base/l10n';

export const setAside = (): string => t('Asks to set earlier instructions or rules aside');
export const leak = (): string => t('Asks for the hidden instructions of the assistant');
export const persona = (): string => t('Asks the assistant to become someone without rules');
export const role = (): string => t('Asks the assistant to play a role');
export const authority = (): string => t('Claims an authority to get around the rules');
export const exfiltrate = (): string => t('Asks to hand over or send away secrets or conversations');
export const indirect = (): string => t('Text that speaks to an AI assistant instead of to its reader');
export const forced = (): string => t('Dictates the assistant’s answer');
export const steer = (): string => t('Tells an assistant what to answer or to leave out');
export const install = (): string => t('Tells an assistant to recommend or run a command');
export const remember = (): string => t('Tells an assistant to remember something for later');
export const noRefusal = (): string => t('Forbids the assistant to refuse or to warn');
export const payload = (): string => t('Tells the assistant to obey what can only be read in another way');
export const staged = (): string => t('Agrees on a signal or a promise that is to unlock the assistant');
export const covert = (): string => t('Has something done that those whom it concerns are not to learn of');
export const hiddenOrder = (): string => t('Has something done or said by an order that is hidden');
