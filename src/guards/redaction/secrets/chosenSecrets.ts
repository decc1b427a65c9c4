// Secrets that people chose where a machine should have drawn them: `JWT_SECRET=…` with words and a year in it.
import { isExpression, isHex, isOfAnotherKind, isPlaceholder, shapeOf } from './judge';
import type { Link } from './links';
import type { Value } from './values';

/** Names that end so hold nothing but a secret: `JWT_SECRET`, `webhook_secret`, `app.jwt.secret`, `SECRET_KEY`. */
const SECRET_NAME = /secret(?:[_-]?key)?$/iu;
/** Variables of the environment; other keys name a row, a file or an entry: `CACHE_KEY`, `STORAGE_KEY`. */
const VARIABLE =
  /^(?:[A-Z][A-Z0-9_]*_)?(?:TOKEN|(?:API|SECRET|PRIVATE|SIGNING|SIGNATURE|ENCRYPTION|CRYPT|CIPHER|HMAC|JWT|AES|AUTH|MASTER|ACCESS|ADMIN|APP|LICENSE)_?KEY)$/u;
/** Shorter ones are names and numbers of versions. */
const SHORTEST = 8;
const LONGEST = 80;
const CHARACTERS = /^[\w.+=~!@#$%^&*-]+$/u;
const MAIL = /@[\w-]{1,60}\.[a-z]{2}/iu;
/** Names of algorithms and formats, whose digits count for nothing. */
const ALGORITHM = /(?<![a-z])(?:base|sha|utf|aes|rsa|md|hs|rs|es|ps|ed|int|x|oauth|http|s|ec|id|p)[-_]?\d{1,5}/giu;
/** Words of fillers and of tests, and the numbers of versions. */
const FILLER =
  /(?<![a-z])(?:my|the|a|some|tests?|testing|demo|dev|local|dummy|foo|bar|baz|default|secret|key|token|jwt|api|client|app|auth|access|refresh|private|public|password|pass|value|name|user|admin|service|server|webhook|session|signing|encryption|hash|cookie|string|abc|xyz|todo|new|old|mon|ma|ton|cle|jeton|valeur|v)(?=$|[^a-z])/giu;
/** `todo-list-v2`, `left_paren2`, `users-by-name-2`: names of code end in a small number. */
const NUMBERED_NAME = /^[a-z]+(?:[-_.:][a-z]+)*[-_.:]?(?:v\d{1,2}|\d)$/u;
const LEAST_LETTERS = 4;

/**
 * Whether `value` is a secret that a person made up: its name holds nothing else, it has a digit like a password, and it is
 * more than the words of fillers. Without quotes it fills a line of settings, a variable or a parameter.
 */
export function isChosenSecret(text: string, value: Value, link: Link, name: string): boolean {
  const isVariable = VARIABLE.test(name);
  if (!isVariable && !SECRET_NAME.test(name)) return false;
  // `ENV API_SECRET …`, `define('API_SECRET', '…')`: a blank or a bracket leads there from capitals.
  const isConstant = /^[A-Z][A-Z0-9_]*$/u.test(name) && (link.kind === 'scheme' || link.kind === 'call');
  if (link.fillers > 0 || !(isConstant || ['equals', 'colon', 'tag'].includes(link.kind))) return false;
  if (!isChosen(value.text)) return false;
  if (value.quoted) return true;
  const isEnd = /^(?:[\s&"'`<]|$|%26)/u.test(text.slice(value.end, value.end + 3));
  // `${jwt.secret:…}`, the default of a setting.
  const isDefault = /\$\{[\w.-]{1,60}:-?$/u.test(text.slice(Math.max(0, value.start - 64), value.start));
  if (isExpression(value.text) || !(isEnd || isDefault)) return false;
  if (isDefault) return true;
  // A bare word of code is a variable: `secret = hashed2`.
  return (
    ((link.tight || isConstant) && /^[A-Z]/u.test(name)) || shapeOf(value.text).digits > 1 || /[^\w]/u.test(value.text)
  );
}

/** Whether a value has the shape of something that a person chose: letters and a digit, and words that are no filler. */
function isChosen(value: string): boolean {
  if (value.length < SHORTEST || value.length > LONGEST || !CHARACTERS.test(value) || MAIL.test(value)) return false;
  if (isPlaceholder(value) || isOfAnotherKind(value) || isHex(value) || NUMBERED_NAME.test(value)) return false;
  // Words of camelCase are told apart as those between signs are.
  const words = value.replace(/(?<=[a-z])(?=[A-Z])/gu, '-').replace(ALGORITHM, '');
  if (shapeOf(words).digits === 0) return false;
  const { lower, upper } = shapeOf(words.replace(FILLER, ''));
  return lower + upper >= LEAST_LETTERS;
}
