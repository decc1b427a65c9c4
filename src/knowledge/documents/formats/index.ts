// The readers of document formats. They run in the document process, never in the index process.
import { decodeText } from '../read';
import { RempartError } from '../../../base/errors';
import { parseHtml } from './html';
import { parseNotebook } from './notebook';
import { UnreadableDocument, type DocumentFormat, type ParsedDocument } from './types';

/**
 * Reads a document. What it is not worth loading for other formats (pdf.js) is loaded when it is first needed.
 * @throws UnreadableDocument when nothing can be made of the file
 */
export async function parseDocument(format: DocumentFormat, bytes: Uint8Array): Promise<ParsedDocument> {
  switch (format) {
    case 'pdf':
      return (await import('./pdf')).parsePdf(bytes);
    case 'docx':
      return (await import('./docx')).parseDocx(bytes);
    case 'jupyter':
      return parseNotebook(textOf(bytes));
    case 'html':
      return parseHtml(textOf(bytes));
  }
}

function textOf(bytes: Uint8Array): string {
  try {
    return decodeText(bytes);
  } catch (error) {
    if (RempartError.is(error, 'binary')) throw new UnreadableDocument('damaged');
    throw error;
  }
}
