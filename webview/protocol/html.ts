// The page of a webview: nothing but a strict policy, two style sheets and one script; everything seen is made by the script.

export interface PageOptions {
  readonly surface: 'chat' | 'report';
  /** Fresh random value for this page, base64 or base64url. */
  readonly nonce: string;
  /** `webview.cspSource`: where the style sheets and the icon font come from. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly codiconUri: string;
  readonly language: 'en' | 'fr';
  readonly title: string;
}

/**
 * The HTML of a surface. Its policy lets nothing be loaded but our own script (by nonce), style sheets and font; no
 * image, no connection, no frame, no form, and no string ever becomes HTML or script (Trusted Types without a policy).
 * @throws Error when the nonce or the source could end the directive it stands in
 */
export function renderHtml(options: PageOptions): string {
  const { surface, nonce, cspSource, scriptUri, styleUri, codiconUri, language, title } = options;
  if (!/^[\w+/=-]{16,}$/u.test(nonce)) throw new Error('The nonce must be at least 16 characters of base64');
  if (/[;,]/u.test(cspSource)) throw new Error('The source of a policy must not hold a separator');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    "img-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(title)}</title>
<link rel="stylesheet" href="${escapeAttribute(codiconUri)}">
<link rel="stylesheet" href="${escapeAttribute(styleUri)}">
</head>
<body class="${surface}">
<script nonce="${escapeAttribute(nonce)}" src="${escapeAttribute(scriptUri)}"></script>
</body>
</html>
`;
}

/** Safe in text and between double quotes. */
function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
