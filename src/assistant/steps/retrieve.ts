// Step 5, retrieve: the passages of the workspace that may answer the question.
import { createHash } from 'node:crypto';
import { errorMessage, isAbortError } from '../../base/errors';
import { classOfPath } from '../../knowledge/documents/classification';
import type { NotIndexed, Passage } from '../../knowledge/types';
import type { TurnServices } from '../services';
import type { Attachment, TurnRequest } from '../types';

/** Passages asked of the index; the guards and the budget leave fewer. */
export const retrievalLimit = 16;

export interface Retrieved {
  readonly passages: readonly Passage[];
  readonly filesSearched: number;
  readonly milliseconds: number;
  readonly mode: 'lexical' | 'dense' | 'hybrid' | 'none';
  readonly failed: boolean;
  readonly notIndexed?: NotIndexed;
}

/** Attachments first, then what the index finds. An index that does not answer is said, not fatal. */
export async function retrieve(
  request: TurnRequest,
  query: string,
  services: TurnServices,
  signal: AbortSignal,
): Promise<Retrieved> {
  const attached = request.attachments.map(asPassage);
  try {
    const response = await services.knowledge.search(
      {
        query,
        limit: retrievalLimit,
        mode: 'hybrid',
        ...(request.scope.length > 0 ? { pathPrefixes: request.scope } : {}),
      },
      signal,
    );
    return {
      passages: [...attached, ...response.passages],
      filesSearched: response.files,
      milliseconds: response.milliseconds,
      mode: response.notIndexed === undefined ? response.mode : 'none',
      failed: false,
      ...(response.notIndexed === undefined ? {} : { notIndexed: response.notIndexed }),
    };
  } catch (error) {
    if (isAbortError(error) || signal.aborted) throw error;
    services.logger.warn(`retrieval failed: ${errorMessage(error)}`);
    return { passages: attached, filesSearched: 0, milliseconds: 0, mode: 'none', failed: true };
  }
}

function asPassage(attachment: Attachment): Passage {
  return {
    id: createHash('sha256').update(attachment.text, 'utf8').digest('hex'),
    root: '',
    path: attachment.path,
    startLine: attachment.startLine,
    endLine: attachment.endLine,
    text: attachment.text,
    heading: [],
    language: 'plaintext',
    score: 1,
    classification: classOfPath(attachment.path),
  };
}
