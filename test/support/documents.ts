// Makes small documents in the formats that the index reads, and broken or hostile ones.
import { strToU8, zipSync } from 'fflate';

export interface PdfOptions {
  /** What `/Count` claims; by default the truth. */
  readonly claimedPages?: number;
  /** How often the pages stand in the list of pages. */
  readonly repeated?: number;
  /** Asks for a password. */
  readonly encrypted?: boolean;
  /** A content stream and its filters, instead of the one of the first page. */
  readonly stream?: { readonly bytes: Uint8Array; readonly filter: string };
}

/** A line of a page: its text, or its text and the size of its letters, perhaps bold. */
export type PdfLine = string | readonly [text: string, points: number, bold?: 'bold'];

/** A PDF with the standard Helvetica font; characters must be of Latin-1. */
export function makePdf(pages: readonly (readonly PdfLine[])[], options: PdfOptions = {}): Uint8Array {
  const literal = (text: string): string => text.replace(/[\\()]/gu, '\\$&');
  const chunks: Buffer[] = [];
  const offsets: number[] = [];
  let length = 0;
  const write = (...parts: (string | Uint8Array)[]): void => {
    for (const part of parts) {
      const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part);
      chunks.push(bytes);
      length += bytes.length;
    }
  };
  const object = (...parts: (string | Uint8Array)[]): void => {
    offsets.push(length);
    write(`${offsets.length} 0 obj\n`, ...parts, '\nendobj\n');
  };
  const repeated = options.repeated ?? 1;
  const kids = `${pages.map((_, i) => `${4 + 2 * i} 0 R`).join(' ')} `.repeat(repeated);
  const boldFont = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>';
  write('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n');
  object('<< /Type /Catalog /Pages 2 0 R >>');
  object(`<< /Type /Pages /Count ${options.claimedPages ?? pages.length * repeated} /Kids [${kids}] >>`);
  object('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>');
  pages.forEach((lines, i) => {
    const shown = lines.map((line) => {
      const [text, points, bold] = typeof line === 'string' ? [line, 12] : line;
      return text === '' ? 'T*' : `/${bold === undefined ? 'F1' : 'F2'} ${points} Tf (${literal(text)}) Tj T*`;
    });
    const own = `BT 16 TL 72 770 Td\n${shown.join('\n')}\nET`;
    const { bytes, filter } = (i === 0 ? options.stream : undefined) ?? {
      bytes: Buffer.from(own, 'latin1'),
      filter: '',
    };
    object(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R /F2 ${boldFont} >> >> /Contents ${5 + 2 * i} 0 R >>`,
    );
    object(`<< /Length ${bytes.length}${filter === '' ? '' : ` /Filter ${filter}`} >>\nstream\n`, bytes, '\nendstream');
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const hex = '5a'.repeat(32);
  const encrypt =
    options.encrypted === true ? ` /Encrypt << /Filter /Standard /V 1 /R 2 /O <${hex}> /U <${hex}> /P -4 >>` : '';
  write(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries}`);
  write(
    `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R /ID [<${hex}> <${hex}>]${encrypt} >>\nstartxref\n${start}\n%%EOF\n`,
  );
  return Buffer.concat(chunks);
}

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

/** A Word document: what stands in its body, and further parts by name. */
export function makeDocx(body: string, parts: Readonly<Record<string, string>> = {}, level: 1 | 9 = 9): Uint8Array {
  const xml = (content: string): Uint8Array =>
    strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`);
  // One moment for all, so that the same document has the same bytes.
  const options = { level, mtime: new Date(2026, 0, 1) } as const;
  return zipSync(
    {
      '[Content_Types].xml': xml(
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
      ),
      '_rels/.rels': xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
      ),
      'word/_rels/document.xml.rels': xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
      ),
      'word/document.xml': xml(`<w:document ${namespaces}><w:body>${body}</w:body></w:document>`),
      'word/styles.xml': xml(
        // As a French Word writes them: the ids are translated, the names are not.
        `<w:styles ${namespaces}><w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style></w:styles>`,
      ),
      ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
    },
    options,
  );
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A run of text, with the properties of its letters. */
export const run = (text: string, properties = ''): string =>
  `<w:r>${properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;

/** A paragraph of plain text or of runs, in a style. */
export const paragraph = (content: string, style = ''): string =>
  `<w:p>${style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`;

/** An item of a list. */
export const item = (text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`;

/** A table of plain texts. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

/** A notebook of format 4. */
export const makeNotebook = (cells: readonly (readonly ['markdown' | 'code' | 'raw', string])[]): string =>
  `${JSON.stringify(
    {
      cells: cells.map(([type, text]) => ({
        cell_type: type,
        metadata: {},
        source: text.split(/(?<=\n)/u),
        ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
      })),
      metadata: { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
