import { createHash } from 'node:crypto';
import type { Random } from '../../support/random.js';
import { characters, uniqueId } from './values.js';

const SUBJECTS = ['orders', 'billing', 'search', 'the gateway', 'the mobile client', 'nightly builds'];

/** Texts without a secret that look as if they had one: hashes, ids, lock files, code and prose about credentials. */
const MAKERS: readonly ((random: Random) => string)[] = [
  (random) =>
    `Bisected the slow query to commit ${characters(random, 'hex', 40)}; reverted in ${characters(random, 'hex', 8)}.`,
  (random) =>
    `"node_modules/left-pad": {\n  "version": "1.3.${random.integer(0, 9)}",\n  "resolved": "https://registry.example.org/left-pad/-/left-pad-1.3.0.tgz",\n  "integrity": "sha512-${characters(random, 'base64', 86)}=="\n}`,
  (random) => `request_id=${uniqueId(random)} session_id: ${uniqueId(random)} took 41 ms`,
  (random) => `image: ghcr.io/shop/api@sha256:${characters(random, 'hex', 64)}`,
  (random) => `golang.org/x/net v0.${random.integer(1, 40)}.0 h1:${characters(random, 'base64', 43)}=`,
  (random) =>
    `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${characters(random, 'base64', 43)} deploy@${characters(random, 'lower', 5)}`,
  (random) =>
    `-----BEGIN PUBLIC KEY-----\n${characters(random, 'base64', 64)}\n${characters(random, 'base64', 56)}\n-----END PUBLIC KEY-----`,
  (random) =>
    `-----BEGIN CERTIFICATE-----\n${Array.from({ length: 8 }, () => characters(random, 'base64', 64)).join('\n')}\n-----END CERTIFICATE-----`,
  (random) => `The publishable key pk_live_${characters(random, 'base62', 24)} may be in the bundle.`,
  (random) => `<img src="data:image/png;base64,iVBORw0KGgo${characters(random, 'base64', 200)}=">`,
  (random) =>
    `https://docs.shop.test/d/${characters(random, 'base64url', 44)}/edit#gid=${random.integer(1, 999999)}`,
  (random) =>
    `ETag: "${characters(random, 'hex', 32)}", cache key: v2-${createHash('sha1').update(String(random.next())).digest('hex')}`,
  (random) =>
    `color tokens: primary #${characters(random, 'hex', 6)}, token: --color-blue-500, --space-${random.integer(1, 9)}`,
  () => 'password = process.env.DB_PASSWORD;\nif (!password) throw new Error("DB_PASSWORD is required");',
  () =>
    `const token = await getToken(user.id, { ttl: 3600 });\nheaders.Authorization = \`Bearer \${token}\`;`,
  () => 'def login(self, username: str, password: str, token: Optional[str] = None) -> Session:',
  () => 'interface Credentials { user: string; password: string; apiKey?: string; token: string | null }',
  () =>
    `POSTGRES_PASSWORD=changeme\nREDIS_PASSWORD=\${REDIS_PASSWORD}\nAPI_KEY=<your-api-key>\nSECRET_KEY=xxxxxxxxxxxx`,
  () => 'DATABASE_URL=postgres://user:password@localhost:5432/app',
  () =>
    'The password must be at least 12 characters; the reset password flow sends a token that expires in 30 minutes.',
  () =>
    'Decided on a token bucket of 100 per minute; the key is the tenant id, and the secret is to refill lazily.',
  () =>
    "api_key: str = None\nclient_secret: {{ vault_client_secret }}\npassword: \"{{ lookup('env', 'PW') }}\"",
  () =>
    'env:\n  - name: DB_PASSWORD\n    valueFrom:\n      secretKeyRef:\n        name: db-credentials\n        key: password-v2',
  () =>
    'Passwords are hashed with argon2id; password is hashed with bcrypt, cost 12: password_hash: $2b$12$abcdefghijklmnopqrstuv',
  () => 'aws configure set aws_access_key_id AKIAIOSFODNN7EXAMPLE\nNEXT_PUBLIC_KEY=none',
  () => `curl -H "Authorization: Bearer $TOKEN" -H "X-Api-Key: \${API_KEY}" https://api.shop.test`,
  () =>
    'password: yup.string().min(8).max(64).required(),\nconfirmPassword: z.string(),\ntoken: jwt.sign({ sub: user.id }, secret)',
  () =>
    '<input type="password" name="password" placeholder="Enter your password" autocomplete="current-password1">',
  () => "mysql -u root -p'$MYSQL_ROOT_PASSWORD' shop < dump.sql && mysql -u root -p shop",
  () => `GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}\nNPM_TOKEN: \${{ secrets.NPM_TOKEN_V2 }}`,
  () => 'secret = sm.get_secret_value(SecretId="prod/db/password")["SecretString"]; token = tokens[i + 1]',
  () =>
    'Set max_tokens: 4096 and stop_token: "<|end|>", eos_token_id: 50256, next_page_token: "CAEQAA8f2dK3xLs91"',
  (random) =>
    `!function(e,t){var n=e.token=t.k2,r=${random.integer(1, 99)};e.password=n.p0,t.secret=function(){return r.a1}}(a1,b2)`,
  (random) =>
    `Passwort vergessen? The form for ${random.pick(SUBJECTS)} posts to /password/reset/${random.integer(1, 9)}; mot de passe oublié likewise.`,
  (random) =>
    `Rotate the secrets of ${random.pick(SUBJECTS)} every ${random.integer(30, 90)} days; keep the API key in the vault, never in the repository.`,
  (random) =>
    `We use OAuth2 with PKCE for ${random.pick(SUBJECTS)}: access token for ${random.integer(5, 60)} minutes, refresh token rotation, JWT with RS256.`,
  (random) =>
    `migration 20${random.integer(10, 26)}0311091402_add_password_digest_to_users: add_column :users, :password_digest, :string`,
  (random) =>
    `{"id":"${characters(random, 'hex', 24)}","slug":"${characters(random, 'lower', 9)}-${random.integer(1, 99)}","token_type":"bearer","key":"orders:${random.integer(1, 9999)}"}`,
  (random) =>
    `kid: ${characters(random, 'base64url', 43)}, n: ${characters(random, 'base64url', 342)}, e: AQAB`,
  (random) =>
    `tests/fixtures/users.yml: password: password123, api_key: test_api_key, token: fake-token-${random.integer(1, 9)}`,
];

/** As many ordinary texts as wanted, each form in turn. */
export function hardNegatives(random: Random, count: number): string[] {
  return Array.from({ length: count }, (_, i) => (MAKERS[i % MAKERS.length] ?? (() => ''))(random));
}
