// Secrets by the form in which people write them down: lists, names of settings, calls, sentences, commands, tables.
import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/guards/redaction';

const PASSWORD = 'Zebu!Vert42';
const CHOSEN = 'lapinOrange80';
const TOKEN = 'q8ZpX2mVt7LrKc4NwB9sYd1F';
const SECOND = 'fT6wRb3NxQ9vLk2ZpHc7JmYd';
const HEX = '9f86d081884c7d659a2feaa0c55ad015';
const PHRASE = 'zebra lapin river stone';

/** What is left of the text, with one placeholder for all. */
const masked = (text: string): string => redact(text).text.replace(/⟦[A-Z0-9_]+⟧/gu, '▢');
/** The text with every value of this file masked whole. */
const wanted = (text: string): string =>
  [PASSWORD, CHOSEN, TOKEN, SECOND, HEX, PHRASE].reduce((rest, value) => rest.replaceAll(value, '▢'), text);

describe('G3 lists of secrets', () => {
  it.each([
    `api_keys = ["${TOKEN}", "${SECOND}"]`,
    `tokens: ["${TOKEN}"]`,
    `token: ['${TOKEN}']`,
    `"tokens": [\n  "${TOKEN}",\n  "${SECOND}"\n]`,
    `secrets = ("${TOKEN}",)`,
    `tokens = (\n  "${TOKEN}",\n  "${SECOND}",\n)`,
    `String[] tokens = {"${TOKEN}", "${SECOND}"};`,
    `tokens := []string{"${TOKEN}", "${SECOND}"}`,
    `var tokens = new[] { "${TOKEN}", "${SECOND}" };`,
    `List<String> apiKeys = List.of("${TOKEN}", "${SECOND}");`,
    `tokens:\n- ${TOKEN}\n- ${SECOND}`,
    `api_keys:\n  - ${TOKEN}\n  - "${SECOND}" # the old one\nmode: fast`,
    `passwords:\n  - ${PASSWORD}\n  - ${CHOSEN}\n`,
    `passwords: [${PASSWORD}, ${CHOSEN}]\n`,
    `passwords = ["${PASSWORD}", "${CHOSEN}"]`,
    `password: ["${PASSWORD}"]`,
    `keys: ["${HEX}"]`,
    `const apiKeys = new Set(["${TOKEN}", "${SECOND}"]);`,
    `$tokens = @("${TOKEN}", "${SECOND}")`,
    `{"api_keys": {"prod": "${TOKEN}", "dev": "${SECOND}"}}`,
    `api_keys:\n  prod: ${TOKEN}\n  dev: ${SECOND}\nmode: fast\n`,
    `Clés API :\n* ${TOKEN}\n* ${SECOND}\n`,
    `mots_de_passe:\n  - ${PASSWORD}\n  - ${CHOSEN}\n`,
    `API_KEY=${TOKEN};${SECOND}`,
    `apiTokens: [\n  "${TOKEN}", // prod\n  "${SECOND}", // test\n]`,
    `tokens=("${TOKEN}" "${SECOND}")`,
    `export API_KEYS="${TOKEN} ${SECOND}"`,
    `API_KEY=${TOKEN},${SECOND}`,
    `API_KEYS="${TOKEN}, ${SECOND}"`,
    `api_keys: ${TOKEN},${SECOND}`,
    `api_keys: ${TOKEN}, ${SECOND}`,
  ])('takes every element of %s', (text) => {
    expect(masked(text)).toBe(wanted(text));
  });

  it('takes codes that follow one another', () => {
    expect(masked('recovery codes: 8f3k-29dj k2m4-88qq, 7xw2-p4ht')).toBe('recovery codes: ▢ ▢, ▢');
    expect(masked('codes de secours : 8f3k-29dj, k2m4-88qq')).toBe('codes de secours : ▢, ▢');
  });

  it.each([
    `'password' => ['required', 'string', 'min:8', 'confirmed'],`,
    `password: ['', [Validators.required, Validators.minLength(8)]],`,
    `password: ['min:8', 'max:72']`,
    `password: ['required', 'regex:/[0-9]/'],`,
    `passwordHints = ["pet2", "city3"]`,
    `passwords := []string{"WRONG1", "WRONG2"}`,
    `tokens: {"primary": "#0055aa", "gap": "12px", "font": "body2"}`,
    `tokens:\n  primary: blue2\n  gap: 12px\n`,
    `auth: {"tenant": "21636369-8b52-9b4a-97b7-50923ceb3ffd"}`,
    `const WEAK_PASSWORDS = ['123456', 'azerty', 'hunter2', 'passw0rd'];`,
    `passwords = [password1, hashed2]`,
    `{ passwords: [password1, hashed2], mode: 1 }`,
    `tokens = ["IDENT", "NUMBER", "T_STRING2", "left_paren2"]`,
    `tokens: [1, 2, 3]\n`,
    `tokens = ["hello", "world", "the2nd"]`,
    `const tokens = [tokenOne, tokenTwo];`,
    `pass_args: ["--level", "2", "--mode", "fast3"]`,
    `keys: ["id", "name", "created_at2"]`,
    `api_keys:\n  - name: first\n    scope: read2\n`,
    `secrets:\n  - db_password\n  - api_token_v2\n`,
    `The tokens:\n- the first one is for reading2\n- the second one is for writing2\n`,
    `Passwords:\n- at least 8 characters\n- 1 digit\n`,
    `credentials: ["\${USER}", "\${PASSWORD}"]`,
    `API_KEY=your-api-key,your-other-api-key`,
    `KEYS=alpha,beta2,gamma`,
    `token: {type: "string", maxLength: 42}`,
    `secrets = {"name": "db-credentials2", "key": "password2"}`,
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets that people chose', () => {
  it.each([
    ['JWT_SECRET=MySuperSecretKey2024!', 'MySuperSecretKey2024!'],
    ['API_SECRET=bleuCanard42', 'bleuCanard42'],
    ['webhook_secret: lilas-rose-2023', 'lilas-rose-2023'],
    ['NPM_TOKEN=bleuCanard42', 'bleuCanard42'],
    ['API_KEY=bleuCanard42', 'bleuCanard42'],
    ['ENCRYPTION_KEY=bleuCanard42Rouge', 'bleuCanard42Rouge'],
    ['SECRET_KEY=dev-only-Lapin-88', 'dev-only-Lapin-88'],
    ['app.jwt.secret=bezKoderSecretKey2022', 'bezKoderSecretKey2022'],
    ['jwtSecret: "UneCleTresLongue_2024"', 'UneCleTresLongue_2024'],
    ['const SECRET = "kangourou-bleu-17";', 'kangourou-bleu-17'],
    ['pub const API_SECRET: &str = "bleuCanard42";', 'bleuCanard42'],
    ['SECRET = b"byt3s-secret"', 'byt3s-secret'],
    ['heroku config:set SECRET=bleuCanard42', 'bleuCanard42'],
    ['client_secret=bleuCanard42&grant_type=client_credentials', 'bleuCanard42'],
    ['{ "Name": "API_SECRET", "Value": "bleuCanard42" }', 'bleuCanard42'],
    ['Environment="API_SECRET=bleuCanard42"', 'bleuCanard42'],
    ['ARG NPM_TOKEN=bleuCanard42', 'bleuCanard42'],
    ['@Value("${jwt.secret:bleuCanard42Rouge}")', 'bleuCanard42Rouge'],
    ['docker run -e JWT_SECRET=Pastis51Marseille app', 'Pastis51Marseille'],
    ['fly secrets set JWT_SECRET=renard-roux-2020', 'renard-roux-2020'],
    ['#define API_SECRET "bleuCanard42"', 'bleuCanard42'],
    ["define('API_SECRET', 'bleuCanard42');", 'bleuCanard42'],
    ['<client-secret>bleuCanard42</client-secret>', 'bleuCanard42'],
  ])('masks the one in %s', (text, secret) => {
    expect(masked(text)).toBe(text.replace(secret, '▢'));
  });

  it.each([
    'JWT_SECRET=changeme',
    'JWT_SECRET=your-secret-here',
    'JWT_SECRET=your-256-bit-secret',
    'JWT_SECRET=${JWT_SECRET}',
    'JWT_SECRET=<secret>',
    'JWT_SECRET=xxx',
    'JWT_SECRET=xxxxxxxx1',
    'API_SECRET=my-secret-key-123',
    'SECRET = "test-secret-1"',
    'client_secret: "client-secret-2"',
    'API_KEY=test-api-key-123',
    'API_KEY=demo1234',
    "const STORAGE_KEY = 'todo-list-v2';",
    'CACHE_KEY=users-by-name-2',
    'S3_KEY=backups/2024/base.tar',
    'SSH_KEY=id_ed25519',
    'secret: my-app-tls-v2\n',
    'client = Client(secret=accountSecret2)',
    'const secret = hashedValue12;',
    'const secret = toBase64(value)',
    'secret = encodeSha256\n',
    'SIGNING_KEY=config/keys/signing2.pem',
    'JWT_SECRET=/run/secrets/jwt2',
    'TOKEN_SECRET=arn:aws:secretsmanager:eu-west-3:1:x',
    'STRING_TOKEN = "left_paren2"',
    'EOF_TOKEN="end-of-file-2"',
    'CLIENT_SECRET=2024-01-31',
    'AUTH_KEY=rsa-4096-key',
    'The secret: version 2 of the file.',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets in tables with French heads', () => {
  it.each([
    `| Utilisateur | Mot de passe |\n|---|---|\n| zoe | ${PASSWORD} |\n`,
    `| Utilisateur | mdp |\n|---|---|\n| zoe | ${CHOSEN} |\n`,
    `Utilisateur,Mot de passe\nzoe,${PASSWORD}\nmax,${CHOSEN}\n`,
    `utilisateur;mot de passe\nzoe;${PASSWORD}\n`,
    `| Nom d'utilisateur | Mot de passe |\n|---|---|\n| zoe | ${PASSWORD} |\n`,
    `| **Identifiant** | **Mot de passe** |\n|---|---|\n| zoe | ${PASSWORD} |\n`,
    `| Environnement | Mot de passe |\n|---|---|\n| recette | ${PASSWORD} |\n`,
    `Poste;Mot de passe\nPC-12;${CHOSEN}\n`,
    `courriel,mdp\nzoe,${PASSWORD}\n`,
  ])('finds the column in %s', (text) => {
    expect(masked(text)).toBe(wanted(text));
  });

  it.each([
    '| Utilisateur | Mot de passe |\n|---|---|\n| obligatoire | obligatoire |\n',
    '| Option | Mot de passe |\n|---|---|\n| longueur | 12 |\n',
    'Utilisateur, mot de passe et jeton sont vérifiés.\nOn continue ensuite.\n',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets in calls and declarations', () => {
  it.each([
    `.httpBasic("zoe", "${CHOSEN}")`,
    `Credentials.basic("zoe","${CHOSEN}")`,
    `withUsernameAndPassword("zoe", "${CHOSEN}")`,
    `new PasswordAuthentication("zoe", "${CHOSEN}".toCharArray())`,
    `char password[32] = "${CHOSEN}";`,
    `static const char kPassword[] = "${CHOSEN}";`,
    `wchar_t password[] = L"${CHOSEN}";`,
    `char password[MAX_LEN] = "${CHOSEN}";`,
    `public string Password { get; set; } = "${CHOSEN}";`,
    `public string ApiKey { get; init; } = "${TOKEN}";`,
    `internal string Password { get; private set; } = "${CHOSEN}";`,
    `CREATE USER zoe IDENTIFIED WITH caching_sha2_password BY '${CHOSEN}';`,
    `ALTER USER 'zoe'@'%' IDENTIFIED WITH mysql_native_password BY "${PASSWORD}";`,
    `ALTER USER zoe IDENTIFIED WITH sha256_password\n  BY '${PASSWORD}';`,
  ])('masks the one in %s', (text) => {
    expect(masked(text)).toBe(wanted(text));
  });

  it.each([
    'char password[32] = {0};',
    'char password[32] = "";',
    'if (password[0] == "x2") return;',
    'password[i] = buffer[2];',
    'public string Password { get; set; } = string.Empty;',
    'public string Password { get; set; } = "";',
    '.httpBasic(Customizer.withDefaults())',
    '.httpBasic("user", "password")',
    'Credentials.basic(username2, password2)',
    'users are IDENTIFIED WITH caching_sha2_password BY default',
    "IDENTIFIED WITH caching_sha2_password BY '<password>'",
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets in sentences', () => {
  it.each([
    `credentials (zoe / ${CHOSEN})`,
    `credentials: (zoe / ${CHOSEN})`,
    `the default credentials are admin:${CHOSEN}`,
    `The default credentials are admin / ${CHOSEN}.`,
    `the credentials for staging: zoe / ${PASSWORD}`,
    `logs in with admin:${PASSWORD}`,
    `identifiants : admin / ${CHOSEN}`,
    `identifiants de recette : zoe/${PASSWORD}`,
    `les identifiants par défaut sont admin / ${CHOSEN}`,
    `les identifiants (zoe / ${CHOSEN}) marchent`,
    `on se connecte avec admin:${PASSWORD}`,
    `les accès sont : admin / ${CHOSEN}`,
    `connecte-toi avec admin / ${CHOSEN}`,
    `Accès admin → admin / ${CHOSEN}`,
    `Compte de test : zoe / ${CHOSEN}`,
    `my passphrase: "${PHRASE}"`,
    `passphrase = "${PHRASE}"`,
    `la phrase secrète : "${PHRASE}"`,
    `phrase de passe : « ${PHRASE} »`,
    `The admin pw for staging is ${CHOSEN}`,
  ])('masks the one in %s', (text) => {
    expect(masked(text)).toBe(wanted(text));
  });

  it.each([
    'passphrase: "Enter the passphrase of the key"',
    'passphrase = "must have four words or more"',
    'The passphrase "protects your private key well" is a label.',
    'la phrase secrète : "saisissez votre phrase ici"',
    'credentials (user / password)',
    'credentials (see section 4.2)',
    'the default credentials are in config/app2.yml',
    'The credentials are read from env/app2.',
    'access: read/write2',
    'account: acme/app2',
    'credentials (AWS / GCP2)',
    'The credentials are user/team2 specific.',
    'log in with SSO: see page2',
    'login with localhost:8080',
    'log in with OAuth2/OIDC',
    'login: GET /api/v1/users2',
    'Account types: read/write2 and more',
    'accès : lecture/écriture',
    'compte rendu : page 3/12',
    'identifiants : voir docs/acces2.md',
    'the login endpoint accepts POST requests',
    'The pw is checked twice.',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets as arguments', () => {
  it.each([
    `redis-server --requirepass ${PASSWORD}`,
    `redis-server --port 6379 --requirepass "${PASSWORD}" --appendonly yes`,
    `redis-server --masterauth=${CHOSEN} --port 1`,
    `gh secret set TOKEN --body "${CHOSEN}"`,
    `gh secret set TOKEN -b "${CHOSEN}" --repo acme/app`,
    `GET /login?next=x&q=password%3D${CHOSEN}%26mode%3Dfast`,
    `access_token%3D${TOKEN}`,
    `gh secret set NPM -b${CHOSEN}`,
    `az keyvault secret set --vault-name v --name x --value "${CHOSEN}"`,
    `useradd -m -p ${CHOSEN} zoe`,
    `signtool sign /f c.pfx /p ${CHOSEN} app.exe`,
  ])('masks the one in %s', (text) => {
    expect(masked(text)).toBe(wanted(text));
  });

  it.each([
    'redis-server --requirepass $REDIS_PASSWORD',
    'redis-server --requirepass <password>',
    'gh secret set TOKEN --body "$TOKEN"',
    'gh secret set TOKEN --body-file token2.txt',
    'gh secret set --env-file .env2',
    'password%3D%24PASSWORD',
    'token%3Dstring',
    'token%3D%7Btoken%7D',
    'mkdir /p dir2',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});
