import { describe, expect, it } from 'vitest';
import { findSecrets } from '../../../src/secrets/find-secrets.js';
import { Random } from '../../support/random.js';
import { characters, generatedPassword } from '../../verify/secrets/values.js';

const random = new Random(7);
const token = `${characters(random, 'base62', 22)}4x`;
const password = generatedPassword(random).replaceAll(/[&=#%]/g, '!');
const weak = ['hun', 'ter', '22'].join('');

/** `@T`, `@P` and `@W` stand for a token, a password and a weak password. */
function filled(form: string): { text: string; secret: string } {
  const [mark = ''] = /@[TPW]/.exec(form) ?? [];
  const secret = { '@T': token, '@P': password, '@W': weak }[mark] ?? '';
  return { text: form.replace(mark, secret), secret };
}

const ANNOUNCED = [
  'the db password is @W',
  'pw: @W',
  'Password: @P',
  "PASSWORD='@P'",
  'wifi password: @W',
  'machine git.test login me password @T',
  'requirepass @T',
  'spring.datasource.password=@P',
  '<password>@T</password>',
  '<add key="ApiKey" value="@T" />',
  'Server=db;User Id=sa;Password=@P;Encrypt=true',
  'jdbc:mysql://db/x?user=app&password=@T',
  'ENV SECRET_KEY_BASE=@T',
  "const JWT_SECRET = process.env.JWT_SECRET || '@T'",
  "client.setToken('@T')",
  'os.getenv("API_KEY", "@T")',
  'let apiKey: string = "@T"',
  'var authToken string = "@T"',
  'authToken := "@T"',
  'curl -H "X-Api-Key: @T" https://x.test',
  "ALTER USER app WITH PASSWORD '@P';",
  'the admin password was changed to @W',
  'Das Passwort für den Server lautet @W',
  'le mot de passe est @W',
  'la contraseña es @W',
  'La clave: @P',
  'PGPASSWORD=@T psql -h db',
  'here is the api key\n\n```\n@T\n```',
  'my token: "@T"',
  'helm install x --set db.password=@T',
  './run --token @T',
  './run --password @W',
  'the token for CI is @T',
  'env:\n  - name: DB_PASSWORD\n    value: "@P"',
  '{"name":"API_KEY","value":"@T"}',
  '| password | @T |',
  '- **Token**: `@T`',
  'AWS Secret Access Key [None]: @T',
  'password (staging): @W',
  'os.environ["OPENAI_API_KEY"] = "@T"',
  'password for the shop db: @W',
  "the root password's @W",
  'password for the vpn → @W',
  '{\\"password\\":\\"@T\\"}',
  'ansible_become_pass: @W',
  'psql "host=db user=app password=@T"',
  "headers['X-Auth-Token'] = '@T'",
];

const HARMLESS = [
  'password = process.env.DB_PASSWORD',
  'password: string',
  'token = getToken()',
  `TOKEN=\${TOKEN}`,
  'token: <your-token>',
  'api_key: xxxx',
  'password: changeme',
  'PASSWORD=********',
  'secret: true',
  'api_key: str = None',
  'the reset password flow',
  'a token bucket',
  'key: value',
  'password = self.config.db_password2',
  'DATABASE_URL=postgres://user:password@localhost/db',
  'redis://localhost:6379/0',
  'https://host.test:8080/a/b@2x.png',
  'password must be 12 to 64 characters',
  'the password is hashed with sha256',
  'the password is base64-encoded',
  'password is utf-8',
  `token: "\${{ secrets.GITHUB_TOKEN }}"`,
  'secretKeyRef: { name: db, key: password-v2 }',
  'password: z.string().min(8)',
  'IDENTIFIED BY PASSWORD(?)',
  'login(username, password1, token2)',
  'max_tokens=4096',
  'next_page_token: Ab3dEf6hIj9lMn2pQr5t',
  'public_key = Ab3dEf6hIj9lMn2pQr5tUv8x',
  'Authorization: Bearer $TOKEN',
  'Authorization: Bearer <token>',
  "mysql -u root -p'$PASS' shop",
  'mysql -P 3306 -p shop',
  'password=%s user=%s',
  'f"token={token}&x=1"',
  '%(password)s',
  'password="{{ db_password }}"',
  'op://vault/db/password1',
  'token_count: 12345678',
  'passwordHash: 1a2b3c4d5e6f',
  'AWS: AKIAIOSFODNN7EXAMPLE',
  'v1.2.3-rc4',
  'cut -d: -f1 /etc/passwd',
  'basedir=$(pwd)/x1y2z3',
  'if (token === Kind.CloseBrace2) return;',
  'password: /^(?=.*[A-Z]).{8,}$/',
];

describe('what a name announces', () => {
  it.each(ANNOUNCED)('is found: %s', (form) => {
    const { text, secret } = filled(form);
    expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
  });

  it.each(HARMLESS)('is no secret: %s', (text) => {
    expect(findSecrets(text)).toEqual([]);
  });

  it('is no secret where it is a hash, an id or something public', () => {
    const hex = (length: number) => characters(random, 'hex', length);
    const texts = [
      `fixed in ${hex(40)}`,
      `sha256:${hex(64)}`,
      `"integrity": "sha512-${characters(random, 'base64', 86)}=="`,
      `request ${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
      `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${characters(random, 'base64', 43)} ann@box`,
      `-----BEGIN PUBLIC KEY-----\n${characters(random, 'base64', 64)}\n-----END PUBLIC KEY-----`,
      `-----BEGIN CERTIFICATE-----\n${characters(random, 'base64', 64)}\n-----END CERTIFICATE-----`,
      `publishable key pk_live_${characters(random, 'base62', 24)}`,
      `data:image/png;base64,iVBORw0KGgo${characters(random, 'base64', 300)}`,
      `https://x.test/d/${characters(random, 'base64url', 44)}/edit`,
      'a key begins -----BEGIN PRIVATE KEY----- as the importPKCS8 function checks',
    ];
    for (const text of texts) expect(findSecrets(text), text).toEqual([]);
  });
});

describe('a long value', () => {
  it.each(['API_TOKEN=', 'the token is ', 'api_token: "', "const token = '"])(
    'is found whole after %s',
    (before) => {
      const long = characters(random, 'base62', 1_500);
      const text = `${before}${long}${/["']$/.exec(before)?.[0] ?? ''} and more`;
      expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual([long]);
    },
  );
});
