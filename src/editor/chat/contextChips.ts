// How an attachment looks in the composer.
import path from 'node:path';
import { estimateTokens } from '../../assistant/steps/tokens';
import type { Attachment } from '../../assistant/types';
import type { ChipView } from '../../../webview/protocol/chat';
import { formatTenths } from '../../base/format';
import { t } from '../../base/l10n';
import type { Classification } from '../../knowledge/types';

/**
 * The chip of an attachment; its id is the place the text comes from.
 * @param classification of its document, where it is known
 */
export function describeAttachment(attachment: Attachment, classification?: Classification): ChipView {
  const place = `${attachment.path}:${attachment.startLine}-${attachment.endLine}`;
  const thousands = estimateTokens(attachment.text) / 1000;
  return {
    id: place.slice(-100),
    label: path.posix.basename(attachment.path),
    title: place,
    size: t('{0}k tokens', formatTenths(thousands)),
    ...sensitiveClass(classification),
    removable: true,
  };
}

/** The class of a document, where somebody should think twice. */
function sensitiveClass(classification?: Classification): Pick<ChipView, 'classification'> {
  switch (classification) {
    case 'confidential':
      return { classification: t('confidential') };
    case 'secret':
      return { classification: t('secret') };
    case 'public':
    case 'internal':
    case undefined:
      return {};
  }
}
