import type { Random } from '../../support/random.js';
import {
  type Alphabet,
  base64urlJson,
  characters,
  generatedPassword,
  humanPassword,
  uniqueId,
} from './values.js';

/** A made-up secret; where `text` is given, the value is of use only within it, as a password in an address. */
export interface Planted {
  readonly value: string;
  readonly text?: string;
  /** Names that people give to such a value; without one, notes may show it bare. */
  readonly names?: readonly string[];
}

type Maker = (random: Random) => Planted;

/** Prefixes are kept in pieces, so that no scanner takes this file for a leak. */
function prefixed(pieces: readonly string[], alphabet: Alphabet, length: number): Maker {
  return (random) => ({ value: pieces.join('') + characters(random, alphabet, length) });
}

function named(names: readonly string[], value: (random: Random) => string): Maker {
  return (random) => ({ value: value(random), names });
}

function address(make: (random: Random, password: string) => string): Maker {
  return (random) => {
    const value = random.chance(0.5)
      ? characters(random, 'base62', random.integer(8, 20))
      : humanPassword(random).replaceAll(/[?#&]/g, '_');
    return { value, text: make(random, value) };
  };
}

/** How secrets of each kind are made. */
export const MAKERS: Readonly<Record<string, Maker>> = {
  'AWS access key id': (random) => ({
    value: `${random.pick(['AK', 'AS'])}IA${characters(random, 'base32', 16)}`,
  }),
  'AWS secret access key': named(
    ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY', 'aws secret key'],
    (random) => characters(random, 'base64', 40),
  ),
  'GitHub token': (random) =>
    prefixed([random.pick(['gh', 'gh']), random.pick(['p', 'o', 's']), '_'], 'base62', 36)(random),
  'GitHub fine-grained token': (random) => ({
    value: `github_${'pat'}_${characters(random, 'base62', 22)}_${characters(random, 'base62', 59)}`,
  }),
  'GitLab token': prefixed(['glp', 'at-'], 'base64url', 20),
  'Slack bot token': (random) => ({
    value: `xo${'xb'}-${characters(random, 'digits', 12)}-${characters(random, 'digits', 13)}-${characters(random, 'base62', 24)}`,
  }),
  'Slack webhook': (random) => ({
    value: `https://hooks.slack${'.com'}/services/T${characters(random, 'capitals', 8)}/B${characters(random, 'capitals', 10)}/${characters(random, 'base62', 24)}`,
  }),
  'Discord webhook': (random) => ({
    value: `https://discord${'.com'}/api/webhooks/${characters(random, 'digits', 18)}/${characters(random, 'base64url', 68)}`,
  }),
  'Stripe key': (random) =>
    prefixed(
      [random.pick(['sk', 'rk']), '_', random.pick(['live', 'test']), '_'],
      'base62',
      random.pick([24, 99]),
    )(random),
  'Twilio auth token': named(['TWILIO_AUTH_TOKEN', 'twilio auth token', 'authToken'], (random) =>
    characters(random, 'hex', 32),
  ),
  'SendGrid key': (random) => ({
    value: `S${'G.'}${characters(random, 'base64url', 22)}.${characters(random, 'base64url', 43)}`,
  }),
  'Mailgun key': prefixed(['ke', 'y-'], 'hex', 32),
  'npm token': prefixed(['np', 'm_'], 'base62', 36),
  'PyPI token': prefixed(['py', 'pi-', 'AgEIcHlwaS5vcmc'], 'base64url', 120),
  'Docker Hub token': prefixed(['dckr', '_pat_'], 'base64url', 27),
  'OpenAI key': (random) =>
    prefixed(['s', random.pick(['k-', 'k-proj-'])], 'base62', random.pick([48, 120]))(random),
  'Anthropic key': (random) => ({ value: `s${'k-a'}nt-api03-${characters(random, 'base64url', 93)}AA` }),
  'Hugging Face token': prefixed(['h', 'f_'], 'base62', 34),
  'Google API key': prefixed(['AI', 'za'], 'base64url', 35),
  'Google OAuth secret': prefixed(['GOC', 'SPX-'], 'base64url', 28),
  'Telegram token': (random) => ({
    value: `${random.integer(100_000_000, 7_999_999_999)}:AA${characters(random, 'base64url', 33)}`,
  }),
  'Shopify token': prefixed(['shp', 'at_'], 'hex', 32),
  'DigitalOcean token': prefixed(['dop', '_v1_'], 'hex', 64),
  'Heroku key': named(['HEROKU_API_KEY', 'heroku api key'], uniqueId),
  'Datadog key': named(['DD_API_KEY', 'DATADOG_API_KEY', 'datadog api key'], (random) =>
    characters(random, 'hex', 32),
  ),
  'Linear key': prefixed(['lin', '_api_'], 'base62', 40),
  'Vault token': prefixed(['hv', 's.'], 'base64url', 90),
  'Databricks token': prefixed(['da', 'pi'], 'hex', 32),
  'Azure connection string': (random) => {
    const value = `${characters(random, 'base64', 86)}==`;
    return {
      value,
      text: `DefaultEndpointsProtocol=https;AccountName=shop${characters(random, 'lower', 4)};Account${'Key'}=${value};EndpointSuffix=core.windows.net`,
    };
  },
  'JSON Web Token': (random) => ({
    value: [
      base64urlJson({ alg: random.pick(['HS256', 'RS256']), typ: 'JWT' }),
      base64urlJson({
        sub: uniqueId(random),
        exp: random.integer(1_700_000_000, 1_900_000_000),
        role: 'admin',
      }),
      characters(random, 'base64url', 43),
    ].join('.'),
  }),
  'PEM private key': (random) => {
    const label = random.pick(['RSA PRIVATE KEY', 'PRIVATE KEY', 'EC PRIVATE KEY', 'OPENSSH PRIVATE KEY']);
    const lines = Array.from({ length: random.integer(6, 20) }, () => characters(random, 'base64', 64));
    return { value: `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----` };
  },
  'Postgres address': address(
    (random, password) =>
      `postgres${random.pick(['', 'ql', 'ql+asyncpg'])}://app:${password}@db${random.integer(1, 9)}.internal:5432/orders`,
  ),
  'MongoDB address': address(
    (_, password) => `mongodb+srv://svc-orders:${password}@cluster0.mongodb.net/prod?retryWrites=true`,
  ),
  'Redis address': address((_, password) => `redis://:${password}@cache:6379/0`),
  'generated password': named(
    [
      'password',
      'DB_PASSWORD',
      'db_password',
      'dbPassword',
      'POSTGRES_PASSWORD',
      'passwd',
      'Passwort',
      'contraseña',
    ],
    generatedPassword,
  ),
  'password made up by a person': named(
    ['password', 'admin password', 'DB_PASS', 'pwd', 'mot de passe'],
    humanPassword,
  ),
  'API key without a form': named(
    ['api_key', 'API_KEY', 'apiKey', 'x-api-key', 'WEATHER_API_KEY'],
    (random) => characters(random, random.pick(['hex', 'base62', 'base36']), random.pick([24, 32, 40])),
  ),
  'client secret': named(
    ['client_secret', 'clientSecret', 'OAUTH_CLIENT_SECRET', 'JWT_SECRET', 'SESSION_SECRET'],
    (random) => characters(random, 'base64url', random.integer(24, 48)),
  ),
  'access token without a form': named(
    ['access_token', 'ACCESS_TOKEN', 'auth_token', 'refreshToken', 'deploy token'],
    (random) => characters(random, 'base62', random.integer(20, 64)),
  ),
  'Authorization header': (random) => {
    const value = characters(random, 'base62', random.integer(24, 60));
    return { value, text: `curl -s -H "Authorization: Bearer ${value}" https://api.shop.test/v1/orders` };
  },
  'Basic header': (random) => {
    const value = Buffer.from(`deploy:${generatedPassword(random)}`).toString('base64');
    return { value, text: `> Authorization: Basic ${value}` };
  },
  'password of a command': (random) => {
    const value = characters(random, 'base62', random.integer(9, 16));
    const text = random.pick([
      `mysql -h db1 -u root -p${value} shop`,
      `sshpass -p '${value}' ssh ops@10.0.4.7`,
      `curl -u deploy:${value} https://ci.shop.test/job/7`,
      `docker login -u shop -p ${value} registry.shop.test`,
      `redis-cli -h cache -a ${value} info`,
    ]);
    return { value, text };
  },
};
