// Secrets by class: formats of providers, forms in which they are written down, keys and their wrappings, and what looks like one.
// All values are made up; those with a provider's mark are put together here, so that scanners of repositories stay quiet.
import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/guards/redaction';

const PASSWORD = 'Zebu!Vert42';
const OTHER = 'Lapin-Orange80';
const TOKEN = 'q8ZpX2mVt7LrKc4NwB9sYd1F';
const HEX = '9f86d081884c7d659a2feaa0c55ad015';
const ALPHANUMERIC = 'q8ZpX2mVt7LrKc4NwB9sYd1FhG5jT3eU6aQ0iO7rSxWzEvCkMnBlPdYfA2uJ9tRg4HwK8oLs1V';
const LOWER = ALPHANUMERIC.toLowerCase();
const HEXES = '71c0a4be93d25f8806e7b1d49a3c5e2f6088bd17c94f0e3a5d62b7981f4ca0e5';

/** What is left of the text, with one placeholder for all. */
const masked = (text: string): string => redact(text).text.replace(/⟦[A-Z0-9_]+⟧/gu, '▢');

describe('G3 tokens of providers', () => {
  const bodies = (length: number): string => ALPHANUMERIC.slice(0, length);
  const cases: readonly (readonly [prefix: string, body: string])[] = [
    ['lsv2_pt_', `${HEX}_${HEX.slice(0, 10)}`],
    ['nvapi-', bodies(64)],
    ['tvly-', bodies(32)],
    ['pcsk_', `${bodies(6)}_${bodies(60)}`],
    ['csk-', LOWER.slice(0, 48)],
    ['fw_', bodies(24)],
    ['llx-', bodies(48)],
    ['jina_', `${HEX}${bodies(28)}`],
    ['AQ.' + 'Ab8RN6', bodies(50)],
    ['bkua_', LOWER.slice(0, 40)],
    ['CCIPAT_', `${bodies(22)}_${HEXES.slice(0, 40)}`],
    ['sqp_', HEXES.slice(0, 40)],
    ['ddp_', bodies(36)],
    ['signkey-prod-', HEXES],
    ['dbtu_', bodies(40)],
    ['AKID', bodies(32)],
    ['AVNS_', bodies(19)],
    ['rnd_', bodies(32)],
    ['napi_', LOWER.slice(0, 64)],
    ['essu_', bodies(60)],
    ['CFPAT-', bodies(43)],
    ['pat-eu1-', '21636369-8b52-9b4a-97b7-50923ceb3ffd'],
    ['phx_', bodies(43)],
    ['xaat-', '21636369-8b52-9b4a-97b7-50923ceb3ffd'],
    ['rzp_live_', bodies(14)],
    ['xnd_production_', bodies(48)],
    ['re_', `${bodies(8)}_${bodies(24)}`],
    ['mlsn.', HEXES],
    ['xsmtpsib-', `${HEXES}-${bodies(16)}`],
    ['syt_', 'em9l_' + 'kWcXvTqLmZpRyHbNdGfS' + '_1aB2cD'],
    ['nsec1', '0'.repeat(58).replace(/0/gu, (_, i: number) => 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'.charAt((i * 7) % 32))],
    ['aio_', bodies(28)],
    ['AKC', bodies(70)],
    ['APA', bodies(40)],
    ['da2-', LOWER.slice(0, 26)],
    ['odt_', bodies(40)],
    ['shltm_', bodies(40)],
    ['na1.', bodies(76) + 'Kw9Zt3'],
    ['ion_', bodies(42)],
    ['NRIQ-', bodies(32)],
    ['px-dep-', '21636369-8b52-9b4a-97b7-50923ceb3ffd'],
    ['VF.DM.', `${HEXES.slice(0, 24)}.${bodies(16)}`],
    ['1000.', `${HEX}.${HEXES.slice(0, 32)}`],
    ['live_', `482913570_${bodies(30)}`],
    ['tkn.v1_', `${bodies(74)}=`],
    ['scp-live-', HEX],
    ['sess-', bodies(40)],
    ['nbp_', bodies(36)],
    ['crsr_', HEXES],
    ['ucat_', bodies(26).toUpperCase()],
    ['pylf_v1_eu_', bodies(43)],
    ['HRKU-', bodies(60)],
    ['akab-', `${LOWER.slice(0, 16)}-${LOWER.slice(16, 32)}`],
    ['dt0d20.', `${bodies(24).toUpperCase()}.${bodies(64).toUpperCase()}`],
    ['django-insecure-', `${bodies(20)}@3)(k${bodies(20)}`],
    ['tskey-' + 'zebra-', `${bodies(12)}-${bodies(24)}`],
    ['AIDA', bodies(16).toUpperCase()],
    ['A3TX', bodies(16).toUpperCase()],
    ['SG.', `${bodies(11)}.${bodies(22)}`],
    ['ghs' + '_42_', `${bodies(6)}.${bodies(20)}.${bodies(6)}`],
    ['xoxb' + '-', `2${bodies(12)}-${bodies(9)}`],
    ['RWRTY0Iy', bodies(75) + bodies(60)],
    ['ZXlK', bodies(60)],
    ['npm' + '_', `${bodies(20)}_${bodies(15)}`],
    ['$8$', `${bodies(14)}$${bodies(43)}`],
    ['xprv', bodies(75).replace(/[0OIl]/gu, '2') + bodies(32).replace(/[0OIl]/gu, '3')],
  ];

  it.each(cases)('knows %s', (prefix, body) => {
    expect(masked(`see ${prefix}${body} there`)).toBe('see ▢ there');
    expect(masked(`${prefix.toLowerCase()} is how such a token begins`)).not.toContain('▢');
  });

  it.each([
    ['sk_' + 'live_', 'A'.repeat(24)],
    ['rk_' + 'test_', 'D'.repeat(24)],
    ['gh' + 'p_', 'A'.repeat(36)],
    ['hf' + '_', 'B'.repeat(34)],
    ['AKI' + 'A', 'B'.repeat(16)],
    ['tskey-' + 'auth-', 'C'.repeat(12) + '-' + 'D'.repeat(24)],
    ['glpat' + '-', 'a'.repeat(20)],
    ['xoxb' + '-', '111111111111-222222222222-' + 'A'.repeat(24)],
  ])('masks a regular body after a mark that only tokens have: %s', (prefix, body) => {
    expect(masked(`the key ${prefix}${body}, as said`)).toBe('the key ▢, as said');
  });

  it.each(['acme_live_', 'zebra-pat-', 'lapin_sk_', 'sk-zebra-', 'orange_secret_'])(
    'knows a token of an issuer that nobody listed: %s',
    (mark) => {
      expect(masked(`set ${mark}${bodies(32)}, then go`)).toBe('set ▢, then go');
      expect(redact(`set ${mark}${HEX}.json, then go`).spans).toEqual([]);
      expect(redact(`set ${mark}the_last_of_the_long_names`).spans).toEqual([]);
    },
  );

  it.each(['acme_', 'zebra-', 'xq7_'])('knows a long token after a short mark that nobody listed: %s', (mark) => {
    expect(masked(`run it with ${mark}${bodies(34)} today`)).toBe('run it with ▢ today');
    expect(masked(`run it with "${mark}${bodies(34)}" today`)).toBe('run it with "▢" today');
    // Files, addresses, parts of longer names, and identifiers, which are shorter.
    for (const text of [
      `dist/${mark}${bodies(34)}.js`,
      `./${mark}${bodies(34)}`,
      `some.name.${mark}${bodies(34)}`,
      `${mark}${bodies(24)}`,
      `${mark}${HEXES}`,
      `sha256-${bodies(43)}=`,
    ])
      expect(redact(`see ${text} there`).spans).toEqual([]);
  });

  it('knows the tokens of bots, whose first part is the number of an account', () => {
    const account = btoa('482913570246813579').replaceAll('=', '');
    expect(masked(`client.login ${account}.${bodies(6)}.${bodies(30)} now`)).toBe('client.login ▢ now');
    expect(redact(`${'Module' + 'NameOfTheLongPath'}.client.createTheLongNameOfTheMethod`).spans).toEqual([]);
  });

  it.each(['acme-secret-', 'zebra_pat_', 'lapin-apikey-'])('takes a digest for the token after %s', (mark) => {
    expect(masked(`set ${mark}${HEX}, then go`)).toBe('set ▢, then go');
    expect(redact(`set acme_cache_key_${HEX}, then go`).spans).toEqual([]);
  });

  it('masks the whole of an address that is a secret', () => {
    for (const path of [`${HEX}/${HEXES.slice(0, 32)}`, `a1@b2${'c3'.repeat(18)}/IncomingWebhook/${HEX}/${HEX}`])
      expect(masked(`POST https://acme.example/webhook/${path} now`)).not.toContain(HEX);
    expect(masked(`POST https://hooks.slack.com/services/${'T0' + 'ZEBU42'}/B0LAPIN80/${bodies(24)} now`)).toBe(
      'POST ▢ now',
    );
    expect(redact('see https://acme.example/webhook/about-the-events-we-send').spans).toEqual([]);
  });

  it('does not take the letter of an escape for the end of a word', () => {
    expect(masked(`"a\\nghp_${ALPHANUMERIC.slice(0, 36)}\\nb"`)).toBe('"a\\n▢\\nb"');
  });

  it.each([
    'gh' + 'p_' + 'x'.repeat(36),
    'sk_' + 'live_your-key-here-and-nothing-else',
    'glpat-' + 'X'.repeat(20),
    'hooks.example.org/hooks/incoming/of/the/build',
    'fw_update_available_for_device',
    'const as-is = test_that_the_function_returns_nothing;',
    'md-button-group-container-left',
    'npm_config_registry=https://registry.example.org',
    'pnpm dlx sk-something-like-a-package',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });

  it('masks a value of a vendor’s shape beside its name, on the next line too', () => {
    expect(masked(`deepgram_key = "${HEXES.slice(0, 40)}"`)).toBe('deepgram_key = "▢"');
    expect(masked(`<mistralToken>\n    ${ALPHANUMERIC.slice(0, 32)}\n</mistralToken>`)).toBe(
      '<mistralToken>\n    ▢\n</mistralToken>',
    );
    expect(masked(`export BUNDLE_GEMS__CONTRIBSYS__COM=${'dead' + 'beef:c0ff' + 'ee42'}`)).toContain('COM=▢');
    expect(redact(`discord_public_key = "${HEXES}"`).spans).toEqual([]);
  });
});

describe('G3 secrets in configurations and code', () => {
  it.each([
    ['YAML block', `password: |\n  ${PASSWORD}\nmode: fast`],
    ['YAML list of variables', `- name: DB_PASSWORD\n  value: "${PASSWORD}"`],
    ['JSON pair', `{"name": "DB_PASSWORD", "value": "${PASSWORD}"}`],
    ['XML on its own line', `<password>\n  ${PASSWORD}\n</password>`],
    ['XML with a namespace and a type', `<ns:Password xsi:type="xsd:string">${PASSWORD}</ns:Password>`],
    ['property list', `<key>password</key>\n<string>${PASSWORD}</string>`],
    ['named element', `<property name="connection.password">${PASSWORD}</property>`],
    ['Terraform', `variable "db_password" {\n  type = string\n  default = "${PASSWORD}"\n}`],
    ['Dockerfile', `ENV DB_PASSWORD ${PASSWORD}`],
    ['C shell', `setenv DB_PASSWORD ${PASSWORD}`],
    ['preprocessor', `#define DB_PASSWORD "${PASSWORD}"`],
    ['shell default', `psql "\${DB_PASSWORD:-${OTHER}}"`],
    ['TypeScript', `private readonly password: string = '${PASSWORD}';`],
    ['Rust', `let password: &str = "${PASSWORD}";`],
    ['Visual Basic', `Dim password As String = "${PASSWORD}"`],
    ['default in JavaScript', `const pass = process.env.DB_PASSWORD || '${PASSWORD}';`],
    ['R', `password <- "${PASSWORD}"`],
    ['PowerShell', `ConvertTo-SecureString "${PASSWORD}" -AsPlainText -Force`],
    ['SQL', `CREATE USER app IDENTIFIED BY '${PASSWORD}';`],
    ['Redis', `requirepass ${PASSWORD}`],
    ['netrc', `machine api.acme.io login zoe password ${PASSWORD}`],
    ['form', `Content-Disposition: form-data; name="password"\r\n\r\n${PASSWORD}\r\n`],
    ['dialogue', `expect "password:"\nsend "${PASSWORD}"`],
    ['router', `username zoe password 0 ${PASSWORD}`],
    ['Java call', `DriverManager.getConnection(url, "app", "${PASSWORD}");`],
    ['Python tuple', `requests.get(url, auth=("zoe", "${PASSWORD}"))`],
    ['Go driver', `app:${PASSWORD}@tcp(db:3306)/shop`],
    ['pgpass', `db.acme.io:5432:shop:app:${PASSWORD}`],
    ['Oracle', `jdbc:oracle:thin:app/${PASSWORD}@//db:1521/x`],
    ['wireless network', `WIFI:T:WPA;S:home;P:${PASSWORD};;`],
    ['French', `le code d'accès est ${PASSWORD}`],
    ['value first', `utilise ${PASSWORD} comme mot de passe`],
    ['value first, English', `use ${PASSWORD} as the database password`],
    ['possessive', `my password's ${PASSWORD}`],
    ['header', `curl -H "X-Acme-Key: 21636369-8b52-9b4a-97b7-50923ceb3ffd" https://api.acme.io`],
    ['value below its name', `password:\n  value: ${PASSWORD}\n`],
    ['value within its name', `{"password": {"value": "${PASSWORD}"}}`],
    ['nested elements', `<setting name="DbPassword"><value>${PASSWORD}</value></setting>`],
    ['three quotes', `password = """${PASSWORD}"""`],
    ['brackets', `db_password = (\n    "${PASSWORD}"\n)`],
    ['key of a signature', `crypto.createHmac('sha256', '${OTHER}')`],
    ['key of a token', `jwt.sign(claims, '${OTHER}')`],
    ['directory', `ldap_bind($link, "cn=admin", "${PASSWORD}")`],
    ['both in one', `basic_auth: "zoe:${PASSWORD}"`],
    ['network management', `rocommunity ${PASSWORD}`],
    ['basic login', `Authorization: Basic ${btoa('zoe:lapin')}`],
  ])('%s', (_name, text) => {
    const { text: output, spans } = redact(text);
    expect(spans).toHaveLength(1);
    for (const secret of [PASSWORD, OTHER, btoa('zoe:lapin'), '21636369']) expect(output).not.toContain(secret);
  });

  it.each([
    ['CSV', `login,password\nzoe,${PASSWORD}\nmax,${OTHER}\n`],
    ['Markdown', `| user | password |\n| --- | --- |\n| zoe | ${PASSWORD} |\n| max | ${OTHER} |\n`],
    ['SQL', `INSERT INTO users (login, password) VALUES ('zoe', '${PASSWORD}'), ('max', '${OTHER}');`],
  ])('finds a column of passwords in %s', (_name, text) => {
    const { text: output } = redact(text);
    expect(output).not.toContain(PASSWORD);
    expect(output).not.toContain(OTHER);
    expect(output).toContain('zoe');
  });

  it.each([
    `const LABELS = ['encodepassword', 'encodeqp', 'encodesql92'];`,
    `'auth_user',\n'bom_utf16be',\n'bom_utf32be',`,
    'my $pass = $self->{pass}; $out->{passwd} = $pwob->name;',
    'const pw = writes.get(path3); this.password=null,t.at(-1);',
    '#define TLS1_TXT_RSA_PSK_WITH_NULL_SHA256 "RSA-PSK-NULL-SHA256"',
    '#define WIN_SECURITY_SET_PASS 0xF1',
    'type Key = KeyLike | VerifyKeyObjectInput | PasswordInput2;',
    'import { SubmitPasswordResultV2 } from "./result";',
    'def __init__(self, port=None, username=None, password=None):',
    '--test-pass-color: #007f6a;',
    'import { keys } from "../../auth/oauth2Flows.js";',
    `"src/guards/tokens.ts": "8467c7915a4281c6aba40bfde995fd14534b1c48"`,
    'Release GPG key: 9554F04D7259F04124DE6B476D5A82AC7E37093B',
    "const token = await credential.getToken('499b84ac-1321-427f-aa17-267ca6975798');",
    'password: |\n  ${DB_PASSWORD}\n',
    '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db\n      key: password',
    '{"name": "token", "value": "${{ secrets.TOKEN }}"}',
    '<key>password</key>\n<string>$(DB_PASSWORD)</string>',
    'password = var.db_password',
    'token: vault:secret/data/app#token',
    'const password = process.env.DB_PASSWORD || "";',
    'use version2 as the key of the cache',
    'login,password\n$LOGIN,$PASSWORD\n',
    "jwt.verify(token, 'utf8')",
    "createHmac('sha256', process.env.KEY2)",
    '"token": { "value": "string" }',
    'password:\n  default: changeme\n',
    'auth: role:admin',
    "define('AUTH_KEY', 'put your unique phrase here');",
    'The login, password and token are checked. Then we go on.',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 passwords that are words', () => {
  it.each([
    ['beside a login, quoted', '{"user": "zoe", "password": "correct-horse"}'],
    ['beside a login, on lines', 'db:\n  username: zoe\n  port: 5432\n  password: correct-horse\n'],
    ['in a section', '[client]\nuser = zoe\npassword = correct-horse\n'],
    ['in a form', 'curl -d "user=zoe&password=correct-horse" https://acme.io'],
    ['as an option', 'acme-cli login --username zoe --password correct-horse'],
    ['elements', '<username>m.martin</username><password>correct-horse</password>'],
    ['as a literal', 'admin_password = "correct-horse"'],
    ['as a setting', 'spring.datasource.password=correct-horse\n'],
    ['in French', 'mot_de_passe: "correct-horse"'],
    ['in a package source', '<add key="ClearTextPassword" value="correct-horse" />'],
    ['in a variable', 'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: correct-horse\n'],
    ['in a variable, short', 'SMTP_PASSWORD=correct-horse'],
    ['in SQL', "ALTER USER zoe WITH PASSWORD 'correct-horse';"],
    ['in a table', '| login | password |\n| --- | --- |\n| zoe | correct-horse |\n'],
  ])('masks one: %s', (_name, text) => {
    expect(masked(text)).not.toContain('correct-horse');
  });

  it.each([
    '{"username": "User name", "password": "Passwort", "login": "Anmelden"}',
    '{"password": "Kennung"}',
    'interface Login { user: string; password: string }',
    'const { user, password } = form;\nlogin({ user: user.name, password: given });',
    'user = options.user\npassword = given\n',
    'def connect(user=name, password=given):',
    'passwd: compat\ngroup: compat\n',
    "RESET_PASSWORD: 'reset-form'",
    'password = "your-own-words"',
    'password: "changeme"',
    'Adds a --password flag to the parser.',
    "scrypt('password', 'pepper', 64)",
    'password: required\n',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets in files with a syntax of their own', () => {
  it.each([
    ['redis.conf', 'port 6379\nrequirepass correct-horse\n'],
    ['LDAP', `rootpw ${PASSWORD}\n`],
    ['router', 'enable secret 0 correct-horse\n'],
    ['network management', 'snmp-server community correct-horse RO\n'],
    ['.netrc', `machine acme.io login zoe password ${PASSWORD}\n`],
    ['.netrc on lines', 'machine acme.io\n  login zoe\n  password correct-horse\n'],
    ['relay of Postfix', `[smtp.acme.io]:587 zoe:${PASSWORD}\n`],
    ['IPsec', ': PSK "correct-horse"\n'],
    ['Dovecot', `zoe:{PLAIN}${PASSWORD}:1000:1000\n`],
    ['cloud-init', `chpasswd:\n  list: |\n    root:${PASSWORD}\n`],
    ['Windows set-up', `<AdministratorPassword><Value>${PASSWORD}</Value></AdministratorPassword>`],
  ])('masks the one of %s', (_name, text) => {
    const output = masked(text);
    expect(output).not.toContain(PASSWORD);
    expect(output).not.toContain('correct-horse');
  });

  it.each([
    'The directive requirepass asks for one.\nSee also masterauth\n',
    'rootpw must be set in slapd.conf\n',
    'requirepass ${REDIS_PASSWORD}\n',
    'requirepass <your-password>\n',
    'snmp-server community public RO\n',
    'machine learning login page password field\n',
    'enable secret scanning for the repository\n',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 keys by their names', () => {
  const SIGNING = 'k)3!x9v(2m&q7z^w5+t8r1=y4u6o0p(a)s';
  it.each([
    ['environment', 'export ACMEMAX_KEY=21636369-8b52-9b4a-97b7-50923ceb3ffd', '21636369'],
    ['environment, a short key', "ZEBRASHOT_KEY='q8ZpX2mVt7LrK'", 'q8ZpX2mVt7LrK'],
    ['words that end like "max" or "hot"', `zebrashot_token: "${TOKEN}"`, TOKEN],
    ['properties', `acme.api.key = ${HEX}`, HEX],
    ['one word', `acmeaccesstoken=${TOKEN}`, TOKEN],
    ['one word of two', `zebra_secretkey: ${HEX}`, HEX],
    ['French', `mon token est ${TOKEN}`, TOKEN],
    ['digits all over', "LAPIN_TOKEN='oiqP1UPojOvregCLE2kvgDWB03twOirv'", 'oiqP1UPojOvregCLE2kvgDWB03twOirv'],
    ['signs of a framework', `SECRET_KEY = '${SIGNING}'`, SIGNING],
    ['infinitive', `Use the following password to go on:\n\n${HEX}\n`, HEX],
    ['unseal', `vault operator unseal ${ALPHANUMERIC.slice(0, 44)}`, ALPHANUMERIC.slice(0, 44)],
    ['directory', `new DirectoryEntry(url, "zoe", "${PASSWORD}")`, PASSWORD],
    ['capitals of a command', `PSEXEC \\\\host -u zoe -p ${PASSWORD} cmd`, PASSWORD],
    // Nobody can tell a token that was made up without words from a real one.
    ['regular', 'ACME_TOKEN=abcdef1234567890abcdef1234567890', 'abcdef1234567890'],
    ['regular, quoted', '"acme_api_key": "0123456789abcdefghijABCDEFGHIJ"', '0123456789'],
  ])('finds the secret: %s', (_name, text, secret) => {
    expect(redact(text).text).not.toContain(secret);
  });

  it.each([
    'API_KEY=your-api-key',
    'API_KEY=xxxxxxxxxxxxxxxxxxxxxxxx',
    'API_KEY=${ACME_API_KEY}',
    'API_KEY=$ACME_API_KEY/suffix',
    `API_KEY="'$ACME_API_KEY'"`,
    'API_KEY=1234567890',
    'API_KEY=abc123',
    `API_KEY=${'0'.repeat(30)}TUVWXYZ12`,
    'API_KEY=example1234567890abcdef1234567890',
    'SORT_KEY=21636369-8b52-9b4a-97b7-50923ceb3ffd',
    '"item_key": "21636369-8b52-9b4a-97b7-50923ceb3ffd"',
    'maxToken: "abcdef1234567890abcdef1234567890"',
    `cacheKey = "${HEX}"`,
    '"result_key": "workloadDeploymentPatterns"',
    'url = "mysql://root:{password}@example.com:3306/db"',
    `"pass": "要素に0より大きいtabindexは存在しません"`,
    'import { creator as rule1Password } from "@acme/lint-rule-1password";',
    "put '/forgot-password' => 'cms/sites/passwords#update'",
    `sonar-reporter-1.2.4.tgz#${HEXES.slice(0, 40)}`,
    'The password to change is the one of 2019.',
    '"en_PW": "en_001"',
    '"@acme/lint-rule-1password": "^10.2.2"',
    'pskMode uint8\npasswordLength uint32',
    'The table is identified by a 32-byte head.',
    '"AUTH_KEY": "urn:uuid:181d4fae-7d8c-11d0-a765-00a0c91e6bf2"',
    'acme secrets update --secret-expires="2030-01-01T08:15:30-05:00"',
    'RC5_KEY = rc5_key_st',
    'ok = s.ReadUint16LengthPrefixed(&list)',
    'exports.ZipPassThrough = ZipPassThrough2;',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 secrets on command lines', () => {
  it.each([
    `docker login -u zoe -p ${PASSWORD} registry.acme.io`,
    `sqlcmd -S srv -U sa -P '${PASSWORD}' -Q x`,
    `redis-cli -h cache -a ${PASSWORD} ping`,
    `ldapsearch -x -D cn=admin -w '${PASSWORD}' -b dc=acme`,
    `7z x backup.7z -p${PASSWORD}`,
    `zip -P ${PASSWORD} a.zip b`,
    `ssh-keygen -t ed25519 -N '${PASSWORD}' -f key`,
    `openssl rsa -in k.pem -passin pass:${PASSWORD}`,
    `smbclient //srv/share -U 'zoe%${PASSWORD}'`,
    `lftp -u zoe,${PASSWORD} ftp.acme.io`,
    `http -a zoe:${PASSWORD} https://api.acme.io`,
    `echo '${PASSWORD}' | docker login -u zoe --password-stdin`,
    `echo "zoe:${PASSWORD}" | chpasswd`,
    `net user zoe ${PASSWORD} /add`,
    `htpasswd -b .htpasswd zoe '${PASSWORD}'`,
    `keytool -list -keystore k.jks -storepass ${PASSWORD}`,
    `curl -u ":${PASSWORD}" https://api.acme.io`,
    `curl -u "${TOKEN}:" https://api.acme.io`,
    `mysql://zoe:${PASSWORD}@db.acme.io/shop`,
    `gh auth login --with-token <<< ${TOKEN}`,
    `echo "${TOKEN}" | gh secret set ACME_TOKEN`,
    `rabbitmqctl add_user zoe ${PASSWORD}`,
    `wpa_passphrase home '${PASSWORD}'`,
    `net use z: \\\\srv\\share ${PASSWORD} /user:zoe`,
    `schtasks /create /tn x /ru zoe /rp ${PASSWORD}`,
    `mvn sonar:sonar -Dsonar.login=${HEX}71c0a4be`,
    `sqlplus -s zoe/${PASSWORD}@prod`,
    `xfreerdp /v:srv /u:zoe /p:${PASSWORD}`,
    `SSHPASS=${PASSWORD} sshpass -e ssh host`,
    `composer config http-basic.acme.io zoe ${PASSWORD}`,
    `dotnet user-secrets set "Mail:Password" "${PASSWORD}"`,
    `cqlsh host -u zoe -p ${PASSWORD}`,
    `await page.fill('#password', '${PASSWORD}');`,
    `page.getByLabel('Password').fill('${PASSWORD}');`,
    `bcrypt.hash('${PASSWORD}', 10)`,
  ])('finds the secret in: %s', (text) => {
    const { text: output } = redact(text);
    expect(output).not.toContain(PASSWORD);
    expect(output).not.toContain(TOKEN);
  });

  it.each([
    'mkdir -p build/output2 && docker run -p 8080:80 -w /app2 node:24',
    'docker login -u zoe -p $PASSWORD registry.acme.io',
    'echo "$PASSWORD" | docker login -u zoe --password-stdin',
    'grep -P "a+b1" file && ls -a dir2 && perldoc -u Some::Module2',
    'curl -u "$USER:$TOKEN" https://api.acme.io',
    'ssh-keygen -t ed25519 -N "" -f key',
    'git log -p 2f1c9a && git commit -a -m fix2',
    'echo hello2 | sed s/a/b/',
    'cat <<< hello2 && grep x <<< "$TEXT2"',
    'gh auth login --with-token <<< $TOKEN',
    'rabbitmqctl add_user zoe $PASSWORD',
    'sshpass -e ssh host2',
    'sqlplus /nolog @script2.sql',
    "await page.fill('#password', process.env.PASSWORD2);",
    'cd src/app2 && expdp help=y2',
    'curl -u zoe:password https://acme.io',
    'curl -u admin:admin https://acme.io',
    'docker run -u zoe:admin image',
    "curl -H 'X-Acme-Token: your-token' https://acme.io",
    "curl -H 'Authorization: Bearer access_token' https://acme.io",
    'go test -test.fuzzminimizetime=10ms2 ./encoding/of/pairs4',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });

  it.each([
    ['letters in a header', "curl -H 'X-Acme-Token: qzkvwxunfsebmf' https://acme.io", 'qzkvwxunfsebmf'],
    ['a short number in a header', "curl --header 'Api-Key: 7c6b0448b7ac' https://acme.io", '7c6b0448b7ac'],
    ['what a program is delivered with', 'curl -X POST -u zoe:admin https://acme.io', 'zoe:admin'],
    ['on the next line', 'curl https://acme.io \\\n  -u zoe:root', 'zoe:root'],
  ])('takes a word for a secret where curl logs in: %s', (_name, text, secret) => {
    expect(masked(text)).toBe(text.replace(secret, '▢'));
    expect(redact(text.replace('curl', 'acme').replace(/ -H| --header/u, '')).spans).toEqual([]);
  });
});

describe('G3 logins in addresses', () => {
  it('masks any login to a named host, and at home only what is no example', () => {
    expect(masked('https://admin:secret@db.acme.io/x')).toBe('https://▢@db.acme.io/x');
    expect(masked('redis://:lapin77@localhost:6379')).toBe('redis://▢@localhost:6379');
    expect(masked('Server=db;User Id=sa;Password=password;Encrypt=yes')).toContain('Password=▢;Encrypt');
  });

  it.each([
    'postgres://user:password@localhost:5432/app',
    'postgres://${USER}:${PASSWORD}@db.acme.io/app',
    'https://<user>:<password>@git.acme.io/r.git',
    'https://user:***@git.acme.io/r.git',
    'amqp://guest:guest@rabbitmq:5672',
    'http://localhost:8080?mail=a@b',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 private keys in every wrapping', () => {
  const body = 'QyNTUxOQAAACBLYXBpbk9yYW5nZVplYnVWZXJ0UXVpTmVTZXJ0QVJpZW4xMjM0NTY3';
  const pem = ['-----BEGIN', 'OPENSSH', 'PRIVATE KEY-----'].join(' ');
  it.each([
    ['a short armoured body', `${pem}\nonly ten ch\n${pem.replace('BEGIN', 'END')}`],
    ['base64 of an armoured key', `KEY_FILE: ${btoa(`${pem}\n${body}\n${pem.replace('BEGIN', 'END')}`)}`],
    ['the body alone', `private: ${'MII' + 'EpQIB' + 'AAKCAQEA'}${body}${body}`],
    ['SSH2', `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${body}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`],
    ['PuTTY', `Private-Lines: 1\n${body}\nPrivate-MAC: ${HEXES.slice(0, 40)}`],
    ['JSON Web Key', `{"kty":"OKP","d":"${ALPHANUMERIC.slice(0, 43)}"}`],
    ['XML', `<RSAKeyValue><D>${body}</D></RSAKeyValue>`],
    ['the words of a wallet', 'mnemonic: zebra lapin river stone cloud amber tiger piano candle mirror orbit velvet'],
    ['a number beside a wallet', `my wallet is 0x${HEXES} on the main network`],
  ])('%s', (_name, text) => {
    const { text: output, spans } = redact(text);
    expect(spans).toHaveLength(1);
    for (const secret of [body, HEXES, 'zebra lapin', ALPHANUMERIC.slice(0, 43)]) expect(output).not.toContain(secret);
  });

  it('masks the data of a Kubernetes secret on either side of its kind, and nothing else in it', () => {
    const data = 'data:\n  user: em9lLXplYnU=\n  note: WmVidS1WZXJ0LTQy\n';
    const meta = 'metadata:\n  name: report-database\n';
    for (const text of [`kind: Secret\n${data}${meta}`, `${data}kind: Secret\n${meta}`]) {
      const { text: output } = redact(text);
      expect(output).not.toContain('em9l');
      expect(output).not.toContain('WmVi');
      expect(output).toContain('report-database');
    }
    expect(redact(`${data}kind: ConfigMap\n${meta}`).spans).toEqual([]);
  });

  it.each([
    ['quoted', 'kind: "Secret"\ndata:\n  note: "VALUE"\n'],
    ['lower case, more blanks', 'kind:   secret\ndata:\n  note: VALUE\n'],
    ['comments', 'kind: Secret # production\ndata: # encoded\n  note: VALUE # the last\n'],
    ['on the line below', 'kind: Secret\ndata:\n  note: >-\n    VALUE\n'],
    ['first in a list', '- data:\n    note: VALUE\n  kind: Secret\n'],
    ['in a list', 'items:\n- apiVersion: v1\n  data:\n    note: VALUE\n  kind: Secret\n'],
    ['JSON', '{"kind" : "Secret", "data": {"note": "VALUE"}}'],
    ['JSON, data first', '{\n  "data": {\n    "note": "VALUE"\n  },\n  "kind": "Secret"\n}'],
  ])('masks the data of a Kubernetes secret: %s', (_name, text) => {
    expect(masked(text.replace('VALUE', 'WmVidS1WZXJ0LTQy'))).toBe(text.replace('VALUE', '▢'));
  });

  it.each([
    'kind: SecretProviderClass\ndata:\n  note: WmVidS1WZXJ0LTQy\n',
    'kind: Secret\ndata:\n  note: {{ .Values.note | b64enc }}\n',
    'data:\n  note: WmVidS1WZXJ0LTQy\n---\nkind: Secret\n',
    '{"data": {"note": "WmVidS1WZXJ0LTQy"}, "kind": "Note"}',
  ])('leaves alone what is no Kubernetes secret: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });

  it.each([
    `tx 0x${HEXES} was mined in block 0x1b4`,
    `keccak256 gives 0x${HEXES} for the empty wallet`,
    'The mnemonic is made of twelve words that the wallet shows you once and never again after that',
    `-----BEGIN PUBLIC KEY-----\n${ALPHANUMERIC}\n-----END PUBLIC KEY-----`,
    `{"kty":"RSA","n":"${ALPHANUMERIC}","e":"AQAB"}`,
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 what only looks random', () => {
  /** Reproducible noise over an alphabet. */
  function noise(seed: number, length: number, alphabet: string): string {
    let state = seed;
    let value = '';
    while (value.length < length) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      value += alphabet.charAt((state >>> 8) % alphabet.length);
    }
    return value;
  }
  const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

  it('leaves pictures, fonts, digests and public keys alone', () => {
    const flagged: string[] = [];
    for (let seed = 1; seed <= 300; seed++) {
      const texts = [
        `<img src="data:image/png;base64,iVBORw0KGgo${noise(seed, 800, BASE64)}">`,
        `"integrity": "sha512-${noise(seed, 86, BASE64)}=="`,
        `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${noise(seed, 43, BASE64)} zoe@laptop`,
        `const wasm = "${noise(seed, 600, BASE64)}";`,
        `commit ${noise(seed, 40, '0123456789abcdef')}`,
        `FROM node@sha256:${noise(seed, 64, '0123456789abcdef')}`,
      ];
      for (const text of texts) if (redact(text).spans.length > 0) flagged.push(text.slice(0, 60));
    }
    // Noise now and then spells a number that has a checksum, or a name.
    expect(flagged.length).toBeLessThanOrEqual(2);
  });
});
