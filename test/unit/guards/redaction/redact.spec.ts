// Redaction: what is found, what is left alone, and the properties of the vault.
import { describe, expect, it } from 'vitest';
import { redact, Vault } from '../../../../src/guards/redaction';
import { SENSITIVE_TEXTS } from './samples';

/** What was found, as `TYPE value`. */
const found = (text: string): string[] =>
  redact(text).spans.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe('G3 secrets', () => {
  it.each([
    ['DB_PASSWORD=Zebu!Vert42', 'Zebu!Vert42'],
    ['password: "Zebu Vert 42"', 'Zebu Vert 42'],
    ['le mdp est Zebu42Vert', 'Zebu42Vert'],
    ['Mot de passe de la base de test : Orange.Lapin80', 'Orange.Lapin80'],
    ['identifiants : admin / Zebu!42', 'Zebu!42'],
    ["sshpass -p 'Zebu7316#' ssh root@srv", 'Zebu7316#'],
    ['mysql -u root -pZebu7316 shop', 'Zebu7316'],
    ['Server=sql01;User Id=svc;Password=Zebu!Vert42;Encrypt=yes', 'Zebu!Vert42'],
    ['jdbc:postgresql://db/app?user=svc&password=Zebu42Vert&ssl=true', 'Zebu42Vert'],
    ['<add key="ApiSecret" value="q8ZpX2mVt7LrKc4NwB9sYd1F" />', 'q8ZpX2mVt7LrKc4NwB9sYd1F'],
    ['<password>Zebu!Vert42</password>', 'Zebu!Vert42'],
    ['clé API : q8ZpX2mVt7LrKc4NwB9sYd1F', 'q8ZpX2mVt7LrKc4NwB9sYd1F'],
    ['My Acme token is q8ZpX2mVt7LrKc4NwB9sYd1F, why?', 'q8ZpX2mVt7LrKc4NwB9sYd1F'],
    ['curl -H "X-Api-Key: 9f86d081884c7d659a2feaa0c55ad015" https://acme.example', '9f86d081884c7d659a2feaa0c55ad015'],
    ['https://acme.example/?access_token=q8ZpX2mVt7LrKc4NwB9sYd1F&page=2', 'q8ZpX2mVt7LrKc4NwB9sYd1F'],
    ['os.environ["SERVICE_SECRET"] = "q8ZpX2mVt7LrKc4NwB9sYd1F"', 'q8ZpX2mVt7LrKc4NwB9sYd1F'],
    ['ghp_R4nd0mT0k3nF0rT3st1ngPurp0s3sXyZ12345', 'ghp_R4nd0mT0k3nF0rT3st1ngPurp0s3sXyZ12345'],
  ])('finds the secret in %s', (text, secret) => {
    const { text: output } = redact(text);
    expect(output).not.toContain(secret);
    expect(redact(text).spans).toHaveLength(1);
  });

  it('takes a key block as a whole, also inside a string literal', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDAC4AWkdwKYSd8';
    const lines = ['-----BEGIN RSA PRIVATE KEY-----', body, body, '-----END RSA PRIVATE KEY-----'];
    expect(redact(`a\n${lines.join('\n')}\nb`).text).toBe('a\n⟦PRIVATE_KEY_1⟧\nb');
    expect(redact(`key = "${lines.join('\\n')}"`).text).toBe('key = "⟦PRIVATE_KEY_1⟧"');
    expect(redact(`a\n${lines.slice(0, 3).join('\n')}`).text).toBe('a\n⟦PRIVATE_KEY_1⟧');
  });

  it.each([
    'password: string',
    'const key = process.env.GITHUB_TOKEN;',
    'password: ${{ secrets.DB_PASSWORD }}',
    'OPENAI_API_KEY=sk-your-key-here',
    'API_KEY=<your token>',
    'token = getToken(request)',
    'The token is validated, the password field is empty and the key is missing.',
    'if (password === confirmPassword) return;',
    '"integrity": "sha512-vfIhBvCEd2Lw88tNdk3HByBRFZoPifLG2srjRLsxEkX9b4TfmtfFs9B2rA6PU6c1bIiRPyD29y2wItJNCpba1A=="',
    'fix: merge commit db80c38cb307f6139607ba9cd4d00f23118c4adf into main',
    'trace id 21636369-8b52-9b4a-97b7-50923ceb3ffd',
    'FROM node@sha256:86db867d8f916f58067035b2e16c159435052bd141f18b3f590cac0abedebc4b',
    'max_tokens: 4096, token_type: "bearer", tokenizer: "cl100k_base"',
    'keyPressed = KeyCode.Return; primaryKey: "customer_id"; cacheKey = "user:profile:v2"',
    'postgres://user:password@localhost:5432/app',
    'Le mot de passe est obligatoire et doit contenir 8 caractères.',
    '<input type="password" name="password" placeholder="Password">',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('G3 personal data', () => {
  it.each([
    ['NIR 1 85 05 78 006 084 91', ['NIR 1 85 05 78 006 084 91']],
    ['NIR : 2 51 02 2A 097 635 68', ['NIR 2 51 02 2A 097 635 68']],
    ['IBAN FR76 3000 6000 0112 3456 7890 189', ['IBAN FR76 3000 6000 0112 3456 7890 189']],
    ['iban: GB82WEST12345698765432', ['IBAN GB82WEST12345698765432']],
    ['carte 4539 5787 6362 1486', ['CARD 4539 5787 6362 1486']],
    ['SIRET 732 829 320 00074', ['SIRET 732 829 320 00074']],
    ['SIREN 732829320', ['SIREN 732829320']],
    ['TVA FR44732829320', ['VAT FR44732829320']],
    ['Tél. 06.12.34.56.78', ['PHONE 06.12.34.56.78']],
    ['+33 (0)6 12 34 56 78', ['PHONE +33 (0)6 12 34 56 78']],
    ['call (212) 555-0187', ['PHONE (212) 555-0187']],
    ['+44 20 7946 0958', ['PHONE +44 20 7946 0958']],
    ['SSN 536-22-8745', ['SSN 536-22-8745']],
    ['NI number AB 12 34 56 C', ['NINO AB 12 34 56 C']],
    ['ip=51.68.42.17', ['IP 51.68.42.17']],
    ['2a01:e0a:5c3:b2f0::1', ['IP 2a01:e0a:5c3:b2f0::1']],
    ['MAC 3c:22:fb:9a:01:7e', ['MAC 3c:22:fb:9a:01:7e']],
    ['née le 4 avril 1987', ['BIRTH_DATE 4 avril 1987']],
    ['DOB: 1987-04-04', ['BIRTH_DATE 1987-04-04']],
    ['passeport n° 19AB12345', ['PASSPORT 19AB12345']],
    ['plaque GT-482-KL', ['PLATE GT-482-KL']],
    ['12 bis, rue des Lilas, 69003 Lyon', ['ADDRESS 12 bis, rue des Lilas, 69003 Lyon']],
    ['742 Evergreen Terrace, Springfield, IL 62704', ['ADDRESS 742 Evergreen Terrace, Springfield, IL 62704']],
    ['Mme Solenn Kervadec a appelé', ['NAME Solenn Kervadec']],
    ["je m'appelle Zéphyrin Ploubazlec", ['NAME Zéphyrin Ploubazlec']],
    ['Le dossier de Noé Le Goff est clos', ['NAME Noé Le Goff']],
    ['name [at] zebu [dot] fr'.replace('name', 'solenn'), ['EMAIL solenn [at] zebu [dot] fr']],
    ['Luce;Hubert;luce.h@zebu.fr', ['NAME Luce', 'NAME Hubert', 'EMAIL luce.h@zebu.fr']],
  ])('finds what is in %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'NIR 1 85 05 78 006 084 92',
    'FR76 4068 1145 0000',
    'const MAX = 4539578763621487n;',
    'ssh dev@192.168.3.176 and http://127.0.0.1:8080',
    'Commande n° 7171495206 expédiée, ISBN 978-2-2071-3085-2',
    'version 10.2.33.4, ts=1641904469123, 0.979536',
    'git@github.com:org/repo.git, npm install @types/node@20.11.5, logo@2x.png',
    'user@example.com, you@example.org',
    'MS Access, PR Template, first_name::String, Charles VII',
    'There are 12 rows in place of 3 and 5 more in course of time.',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('G3 vault', () => {
  it('gives the same value the same placeholder, all through the session', () => {
    const vault = new Vault();
    const first = redact('mail zoe@zebu.fr', vault).text;
    expect(redact('again zoe@zebu.fr and max@zebu.fr', vault).text).toBe('again ⟦EMAIL_1⟧ and ⟦EMAIL_2⟧');
    expect(first).toBe('mail ⟦EMAIL_1⟧');
    expect(vault.valueOf('⟦EMAIL_2⟧')).toBe('max@zebu.fr');
    expect(vault.entries().map(({ placeholder }) => placeholder)).toEqual(['⟦EMAIL_1⟧', '⟦EMAIL_2⟧']);
    vault.clear();
    expect(vault.restore('⟦EMAIL_1⟧')).toBe('⟦EMAIL_1⟧');
  });

  it('finds a value again where nothing gives it away, before and after', () => {
    expect(redact('Try Zebu!Vert42 first. The password is Zebu!Vert42, no more Zebu!Vert42x.').text).toBe(
      'Try ⟦PASSWORD_1⟧ first. The password is ⟦PASSWORD_1⟧, no more Zebu!Vert42x.',
    );
  });

  it.each(SENSITIVE_TEXTS)('gives back the original: %s', (text) => {
    const vault = new Vault();
    const { text: output, spans } = redact(text, vault);
    expect(vault.restore(output)).toBe(text);
    for (const { start, end, placeholder } of spans) expect(vault.valueOf(placeholder)).toBe(text.slice(start, end));
  });

  it.each(SENSITIVE_TEXTS)('finds nothing in its own output: %s', (text) => {
    const vault = new Vault();
    const once = redact(text, vault).text;
    expect(redact(once, vault, { placeholders: 'keep' }).text).toBe(once);
    expect(redact(once, new Vault(), { placeholders: 'keep' }).text).toBe(once);
  });

  it('lets nobody have a value put back by typing its placeholder', () => {
    const vault = new Vault();
    redact('mail zoe@zebu.fr and DB_PASSWORD=Zebu!Vert42', vault);
    const forged = ['⟦EMAIL_1⟧', '⟦⟦EMAIL_1⟧⟧', 'x⟦PASSWORD_1⟧', '⟦EMAIL_1⟧'.split('').join('\u200b')];
    for (const attempt of forged) {
      const restored = vault.restore(redact(`say ${attempt} please`, vault).text);
      expect(restored).not.toContain('zoe@zebu.fr');
      expect(restored).not.toContain('Zebu!Vert42');
      expect(restored).toHaveLength(`say ${attempt} please`.length);
    }
  });

  it('takes two numbers apart that stand side by side', () => {
    expect(redact('4111 1111 1111 1111 06 12 34 56 78').text).toBe('⟦CARD_1⟧ ⟦PHONE_1⟧');
  });

  it('survives anything', () => {
    const pieces = [
      '⟦',
      '⟧',
      '\ud800',
      '\0',
      'password=',
      '-----BEGIN PRIVATE KEY-----',
      'ey',
      '://',
      '@',
      ' 06 12',
      'rue ',
      '\n',
      '"',
      'M. ',
      'FR76',
      'né le ',
      '9'.repeat(50),
      'a'.repeat(5000),
    ];
    let state = 42;
    const next = (n: number): number => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) % n;
    for (let round = 0; round < 400; round++) {
      const text = Array.from({ length: 1 + next(12) }, () => pieces[next(pieces.length)]!).join(
        next(2) === 0 ? '' : ' ',
      );
      const { spans, text: output } = redact(text);
      expect(typeof output).toBe('string');
      for (const [i, span] of spans.entries()) {
        expect(span.start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    }
  });
});

describe('G3 home folders', () => {
  it.each([
    ['see /home/maelys/.ssh/config', 'see ⟦HOME_FOLDER_1⟧/.ssh/config'],
    ['/Users/zoe.kervadec', '⟦HOME_FOLDER_1⟧'],
    ['in C:\\Users\\kervadec\\notes.txt', 'in ⟦HOME_FOLDER_1⟧\\notes.txt'],
    ['"C:\\\\Users\\\\zoe\\\\x"', '"⟦HOME_FOLDER_1⟧\\\\x"'],
    ['¥Users¥zoe', '⟦HOME_FOLDER_1⟧'],
    ['file:///home/zoe/a.txt', 'file://⟦HOME_FOLDER_1⟧/a.txt'],
  ])('masks the account in %s', (text, wanted) => {
    expect(redact(text).text).toBe(wanted);
  });

  it.each([
    '/home/user/project and /Users/username, /home/runner/work',
    'C:\\Users\\Public\\Documents',
    '/home/$USER/.ssh and /Users/<name>/x and ${HOME}/x',
    'https://acme.io/home/products and https://acme.io/Users/42',
    '<a href="/home/offers/new">',
    'GET /users/zoe and users\\n',
    'src/home/header.ts and ./home/menu and app/Users/list.php',
    '/home/readme.md',
  ])('leaves alone: %s', (text) => {
    expect(redact(text).spans).toEqual([]);
  });
});

describe('G3 placeholders of an earlier session', () => {
  it('are not given out again', () => {
    const vault = new Vault();
    vault.reserve('write to ⟦EMAIL_7⟧');
    expect(vault.placeholder('EMAIL', 'a@exemple.fr')).toBe('⟦EMAIL_8⟧');
  });

  it('that no session can have had do not make new ones of a form that is not known again', () => {
    const vault = new Vault();
    vault.reserve('write to ⟦EMAIL_999999999⟧');
    const { text } = redact('write to a@exemple.fr', vault);
    expect(vault.restore(text)).toBe('write to a@exemple.fr');
    expect(redact(text, vault, { placeholders: 'keep' }).text).toBe(text);
  });
});
