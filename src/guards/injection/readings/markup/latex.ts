// Text in LaTeX whose words are cut by commands that print nothing, or that only change how letters look.
import { mayOrder } from '../speech';

/** Print nothing: `\kern0pt `, `\hspace{0pt}`, `\mbox{}`, `\/`, `{}`. */
const NOTHING =
  /\\(?:kern|hskip|mkern) ?-?[\d.]{1,6} ?(?:pt|em|ex|mm|cm|in|sp|mu)(?: |\b)|\\(?:hspace|vspace|phantom|hphantom|label|index)\*?\{[^{}]{0,20}\}|\\mbox\{\}|\\(?:relax|null|allowbreak|nobreak|strut)(?:\{\}| |\b)|\\[/,!;:-]|\{\}/g;
/** Accents: `\'e`, `\c{c}`, `\^{\i}`. */
const ACCENT = /\\(?:['`^"~=.]|[cuvhk](?=\{))\{?\\?([a-z])\}?/g;
/** Change how letters look: `\textit{…}`, `\textcolor{white}{…}`, `{\tiny …}`. */
const LOOKS =
  /\\(?:text[a-z]{2,7}|emph|underline|uppercase|lowercase|mathrm|mathit|operatorname|sout|mbox)(?:\{[^{}]{0,20}\}(?=\{))?\{([^{}]{0,400})\}/g;
/** The same of all that stands in a group: `{\color{white}…}`, `{\tiny …}`. */
const GROUP =
  /\{(?:\\(?:color\{[^{}]{0,20}\}|tiny|scriptsize|footnotesize|small|itshape|bfseries|sffamily|ttfamily) ?){1,3}([^{}]{0,400})\}/g;
/** `\newcommand{\ga}{aban}`, `\def\ga{aban}`; a blank behind the use of one prints nothing. */
const MACRO = /\\(?:newcommand|renewcommand|providecommand|def)\*? ?\{?\\([a-z]{1,24})\}?\{([^{}\n]{0,80})\}/g;
const USE = /\\([a-z]{1,24})(?:\{\}| |(?![a-z]))/g;
const FEWEST_CUTS = 3;

/** The (folded) text as it is printed, roughly; nothing when few of its words are cut. Linear: what repeats is bounded. */
export function printed(folded: string): string | undefined {
  if (!folded.includes('\\')) return undefined;
  const macros = new Map<string, string>();
  for (const [, name = '', meant = ''] of folded.matchAll(MACRO)) macros.set(name, meant);
  let cuts = 0;
  const expanded =
    macros.size === 0
      ? folded
      : folded.replace(MACRO, '').replace(USE, (use: string, name: string) => {
          const meant = macros.get(name);
          if (meant !== undefined) cuts++;
          return meant ?? use;
        });
  const isLetter = (at: number, text: string): boolean => /[a-z]/.test(text.charAt(at));
  const bare = expanded.replace(NOTHING, (command: string, at: number, text: string) => {
    if (isLetter(at - 1, text) && isLetter(at + command.length, text)) cuts++;
    // Between two commands it stands for a blank.
    return text.charAt(at - 1) === '}' && text.charAt(at + command.length) === '\\' ? ' ' : '';
  });
  const looks = bare.replace(ACCENT, '$1').replace(LOOKS, (whole: string, shown: string, at: number, all: string) => {
    if (
      isLetter(at - 1, all) ||
      isLetter(at + whole.length, all) ||
      /^ ?\\/.test(all.slice(at + whole.length, at + whole.length + 2))
    )
      cuts++;
    return shown;
  });
  const text = looks.replace(GROUP, (_, shown: string) => {
    cuts++;
    return shown;
  });
  return cuts >= FEWEST_CUTS && mayOrder(text) ? text : undefined;
}
