// What the output guard makes of an answer, and what the chat would make of that.
import { OutputGuard, type GuardReason, type OutputContext } from '../../src/guards';
import { linkTarget, markdown } from '../../webview/chat/markdown/parser';

type Token = ReturnType<typeof markdown.parse>[number];

export interface Guarded {
  readonly text: string;
  /** The worst action of all pieces. */
  readonly action: string;
  readonly rules: readonly string[];
  readonly reasons: readonly GuardReason[];
}

/** An answer that arrives in these pieces. */
export function guarded(chunks: readonly string[], context: OutputContext): Guarded {
  const guard = new OutputGuard(context);
  const deltas = [...chunks.map((chunk) => guard.push(chunk)), guard.end()];
  const order = ['allow', 'warn', 'redact', 'block'];
  const reasons = deltas.flatMap((delta) => delta.reasons);
  return {
    text: deltas.map((delta) => delta.text).join(''),
    action: order[Math.max(...deltas.map((delta) => order.indexOf(delta.action)))] ?? 'allow',
    rules: reasons.map((reason) => reason.rule),
    reasons,
  };
}

/** The addresses that the chat would open when they are clicked, or name as those of images. */
export function liveTargets(text: string): string[] {
  const targets = (tokens: readonly Token[]): string[] =>
    tokens.flatMap((token) => {
      const address =
        token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' && token.attrGet('src');
      const target = typeof address === 'string' ? linkTarget(address) : undefined;
      return [...(target === undefined ? [] : [target.url]), ...targets(token.children ?? [])];
    });
  return targets(markdown.parse(text, {}));
}
