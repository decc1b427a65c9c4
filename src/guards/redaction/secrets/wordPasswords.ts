// Passwords that are ordinary words: what stands around them tells them from labels, types and variables.
import { isExpression, isPlaceholder } from './judge';
import type { Link } from './links';
import type { Value } from './values';

/** Letters in up to four parts: `soleil`, `correct-horse`, `tigerRiver`. */
const WORDS = /^\p{L}{2,24}(?:[-_.]\p{L}{2,24}){0,3}$/u;
const SHORTEST = 4;
const LONGEST = 40;
/** Parts of words that speak of a password or of how it comes. */
const ABOUT_PASSWORDS =
  /pass|pwd|mdp|secret|token|user|login|cred|auth|hash|crypt|cipher|valid|requir|obligat|facultat|confirm|input|field|label|prompt|hidden|column|param|argument|option|string|value|variable|default|config|setting|undefined|kennwort|senha|contrase|wachtwoord/iu;
/** Values of settings, kinds of data, names of variables. */
const ABOUT_DATA = new Set(
  `key text data name type form json file files path vault none null void char bool int number object array list enabled disabled
  optional nullable unique index primary sensitive masked expired wrong weak strong short long reset forgot change update delete
  create remove current previous same stdin ask command script method function callback basic digest bearer local remote global
  private public internal external system client server session cookie header query body request response result error message
  code count item info desc empty clear plain raw unset unknown missing generated random always never hide show async await self
  this props state event uint word admin root compat salt unicode keychain keyring env manual auto flag flags file with from
  and`.split(/\s+/u),
);

/** Directives and attributes that are followed by a password and nothing else. */
const DIRECTIVE = /^(?:bindpw|rootpw|wpa_passphrase|cleartextpassword|\w{0,8}storepass|keypass)$/iu;
/** Variables of the environment that belong to something: `DB_PASSWORD`. What is done with a password is no owner. */
const OWNED =
  /^(?!(?:RESET|FORGOT|CHANGE|CONFIRM|INVALID|WRONG|MISSING|BAD|WEAK|UPDATE|SHOW|HIDE|ENTER|ERR|ERROR|NO|SET|GET|NEW|OLD|CURRENT|REQUIRE|VERIFY|CHECK|E|TYPE|INPUT|FIELD|LABEL|ON|IS|HAS|EMPTY|EXPIRED|INCORRECT|LOST|REQUEST|SEND|CREATE|SUBMIT)_)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:PASSWORD|PASSWD|PASS|PWD|PW|MDP|PASSPHRASE)$/u;
/** Names of what is a password, not of something about one. */
const NAME = /(?:pass(?:word|wd|phrase)|pwd|_pass|mdp|mot_?de_?passe|mot de passe)$/iu;
const STATEMENT = /\b(?:create|alter)\s{1,4}(?:user|role|login)\b[^;\n]{0,160}$/iu;
/** `Password`, `Kennwort`: the text of a label. */
const TITLE = /^\p{Lu}\p{Ll}+$/u;
/** Ahead of a name at the start of a line of settings. */
const LINE_START = /(?:^|\n)[ \t]{0,24}(?:- )?[\w.-]{0,60}$/u;
const LINE_START_REACH = 90;

/** A login and its value, ahead of the password. */
const LOGIN =
  /(?:^|[\s"'`{(,;&?<.:_-])(?:user(?:[_ -]?(?:name|id))?|login|uid|usr|identifiant|utilisateur|compte|e-?mail|courriel|account|u)["'`]?[ \t]{0,12}(?::|=>?|>|,|[ \t])[ \t]{0,4}(["'`]?)([^\s"'`,;<>(){}[\]&]{2,64})\1(?![\w.(])/giu;
const LOGIN_REACH = 200;
/** Other settings may stand between a login and its password, at most on so many lines. */
const MOST_LINES = 3;
/** `m.martin` is a login, `form.user` a property. */
const INITIAL = /^\p{L}\.\p{L}+$/u;
const SECTION = /^\[[\w .:-]{1,60}\][ \t]*$/mu;

/**
 * Whether `value`, which has neither digit nor sign, stands where only a password stands: in a literal or a line of settings
 * behind a password's `name`, in a variable of the environment, or beside a login that is written in the same way. `start` is
 * where the word of the name begins that announced it.
 */
export function isWordPassword(text: string, value: Value, link: Link, name: string, start: number): boolean {
  if (!isWordLike(value.text) || link.kind === 'prose' || link.fillers > 0) return false;
  const endsLine = /^["'`]?[ \t]{0,4}(?:\r?\n|$)/u.test(text.slice(value.end, value.end + 8));
  if (DIRECTIVE.test(name)) return value.quoted || endsLine;
  if (OWNED.test(name)) return value.quoted || endsLine || link.tight;
  const ahead = text.slice(Math.max(0, start - LOGIN_REACH), start);
  if (value.quoted && STATEMENT.test(ahead)) return true;
  return isSetting(text, value, link, name, start, endsLine) || hasLogin(ahead, value, link, endsLine);
}

/** Whether a value consists of words and speaks of no password, kind of data or state. */
export function isWordLike(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || !WORDS.test(word)) return false;
  if (isPlaceholder(word) || ABOUT_PASSWORDS.test(word)) return false;
  return !word.split(/[-_.]|(?<=\p{Ll})(?=\p{Lu})/u).some((part) => ABOUT_DATA.has(part.toLowerCase()));
}

/** Whether the word is a literal, or the rest of a line of settings, that a password's name is given to. */
function isSetting(text: string, value: Value, link: Link, name: string, start: number, endsLine: boolean): boolean {
  if (!NAME.test(name) || TITLE.test(value.text) || name === 'passwd') return false;
  // `scrypt('password', 'salt')`: of the arguments of a call only the last is taken.
  if (value.quoted) return link.kind !== 'call' || text.charAt(value.end + 1) === ')';
  if (!endsLine || (link.kind !== 'colon' && !link.tight)) return false;
  return LINE_START.test(text.slice(Math.max(0, start - LINE_START_REACH), start));
}

function hasLogin(ahead: string, value: Value, link: Link, endsLine: boolean): boolean {
  let login: RegExpMatchArray | undefined;
  for (const match of ahead.matchAll(LOGIN)) login = match;
  const user = login?.[2];
  if (login?.index === undefined || user === undefined || isPlaceholder(user, false)) return false;
  const isQuoted = login[1] !== '';
  if (!isQuoted && isExpression(user) && !INITIAL.test(user)) return false;
  const between = ahead.slice(login.index + login[0].length);
  if (between.split('\n').length > MOST_LINES + 1) return false;
  // `-u zoe --password …`
  if (link.kind === 'flag') return !/[\n|;]/u.test(between);
  if (link.kind === 'tag') return true;
  // `user: "zoe", password: "…"`: both are literals.
  if (value.quoted || isQuoted) return value.quoted && isQuoted && !/[({]/u.test(between);
  // `user=zoe&password=…`
  if (link.tight && /^[&,]\S*$/u.test(between)) return true;
  // A line each, in a file of settings: no code, where a bare word is a variable.
  const lines = ahead.slice(ahead.lastIndexOf('\n', login.index) + 1);
  if (!endsLine || /[(){};,]/u.test(lines)) return false;
  return link.kind === 'colon' || link.tight || SECTION.test(ahead);
}
