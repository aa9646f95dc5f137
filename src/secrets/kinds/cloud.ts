import { patternRule, type SecretRule } from '../secret-rule.js';
import { isTokenBody } from '../values/body.js';
import { isOtherThing } from '../values/not-a-value.js';
import { isPlaceholder } from '../values/placeholder.js';
import { distinctSigns, signsOf } from '../values/signs.js';
import { isWordy } from '../values/words.js';
import { LEFT_EDGE, prefixedRules, SIGNS } from './prefixed.js';

const NEAR = 160;
const NEAR_AWS = /aws|amazon|\b(?:akia|asia)[a-z0-9]{16}|secret|\bs3\b|\biam\b|dynamo/i;

/** Clouds and databases as a service. */
export const CLOUD: readonly SecretRule[] = [
  patternRule({
    kind: 'aws_access_key_id',
    title: 'AWS access key id',
    looks_like: '`AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 capitals and digits',
    literals: ['AKIA', 'ASIA', 'ABIA', 'ACCA'],
    pattern: new RegExp(`${LEFT_EDGE}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])`, 'g'),
    accepts: (value) => !isPlaceholder(value) && distinctSigns(value.slice(4)) >= 6,
  }),
  patternRule({
    kind: 'aws_secret_access_key',
    title: 'AWS secret access key',
    looks_like:
      '40 characters of base64 of all sorts, with words such as `aws` or `secret` or a key id shortly before',
    literals: ['aws', 'amazon', 'akia', 'asia', 'secret', 's3', 'iam', 'dynamo'],
    anyCase: true,
    pattern: /(?<![A-Za-z0-9/+_-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_-])/g,
    accepts: isAwsSecret,
  }),
  patternRule({
    kind: 'google_api_key',
    title: 'Google API key',
    looks_like: '`AIza` and 35 characters',
    literals: ['AIza'],
    pattern: new RegExp(`${LEFT_EDGE}AIza[\\w-]{30,45}`, 'g'),
    accepts: (value) => isTokenBody(value.slice(4)),
  }),
  ...prefixedRules([
    {
      kind: 'google_oauth_secret',
      title: 'Google OAuth client secret',
      prefixes: ['GOCSPX-'],
      signs: SIGNS.base64url,
      least: 20,
    },
    {
      kind: 'google_oauth_token',
      title: 'Google OAuth token',
      prefixes: ['ya29.', '1//0'],
      signs: SIGNS.dotted,
      least: 30,
    },
    {
      kind: 'digitalocean_token',
      title: 'DigitalOcean token',
      prefixes: ['dop_v1_', 'doo_v1_', 'dor_v1_', 'DO00'],
      signs: SIGNS.base62,
      least: 16,
    },
    { kind: 'heroku_key', title: 'Heroku API key', prefixes: ['HRKU-'], signs: SIGNS.base64url, least: 36 },
    {
      kind: 'databricks_token',
      title: 'Databricks token',
      prefixes: ['dapi'],
      signs: `${SIGNS.hex}-`,
      least: 30,
    },
    {
      kind: 'planetscale_token',
      title: 'PlanetScale token',
      prefixes: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
      signs: SIGNS.dotted,
      least: 30,
    },
    {
      kind: 'supabase_key',
      title: 'Supabase key',
      prefixes: ['sbp_', 'sb_secret_'],
      signs: SIGNS.base64url,
      least: 20,
    },
    {
      kind: 'netlify_token',
      title: 'Netlify token',
      prefixes: ['nfp_', 'nfc_'],
      signs: SIGNS.base62,
      least: 32,
    },
    {
      kind: 'fly_token',
      title: 'Fly.io token',
      prefixes: ['fo1_', 'fm1_', 'fm2_', 'fm1a_', 'fm2a_'],
      signs: `${SIGNS.base64}_-`,
      least: 36,
    },
    {
      kind: 'alibaba_key',
      title: 'Alibaba Cloud key id',
      prefixes: ['LTAI'],
      signs: SIGNS.base62,
      least: 16,
    },
    {
      kind: 'tencent_key',
      title: 'Tencent Cloud key id',
      prefixes: ['AKID'],
      signs: SIGNS.base62,
      least: 32,
    },
    {
      kind: 'yandex_key',
      title: 'Yandex Cloud key',
      prefixes: ['AQVN', 'y0_AgA'],
      signs: SIGNS.base64url,
      least: 34,
    },
    {
      kind: 'cloudflare_origin_key',
      title: 'Cloudflare origin key',
      prefixes: ['v1.0-'],
      signs: `${SIGNS.hex}-`,
      least: 100,
    },
  ]),
  patternRule({
    kind: 'azure_client_secret',
    title: 'Azure client secret',
    looks_like: 'three characters, a digit, `Q~` and 31 characters or more',
    literals: ['Q~'],
    pattern: /(?<![\w.~-])[\w.~]{3}\dQ~[\w.~-]{28,36}/g,
    accepts: isTokenBody,
  }),
  patternRule({
    kind: 'azure_account_key',
    title: 'Azure account key',
    looks_like: '`AccountKey=`, `SharedAccessKey=` or `EndpointKey=` and a base64 value',
    literals: ['accountkey', 'sharedaccesskey', 'endpointkey', 'accesskey='],
    anyCase: true,
    pattern:
      /\b(?:Account|SharedAccess|Endpoint|Access)Key\s{0,2}[=:]\s{0,2}["']?([A-Za-z0-9+/_-]{30,120}={0,2})/gi,
    accepts: isTokenBody,
  }),
  patternRule({
    kind: 'azure_sas_signature',
    title: 'Azure SAS signature',
    looks_like: '`sig=` in a query that has `sv=`, `se=` or `sp=` as well',
    literals: ['sig='],
    pattern: /(?:[?&;]|\\u0026|&amp;|\b)sig=([A-Za-z0-9%+/=_-]{30,120})/g,
    accepts: (value, text, start) =>
      isTokenBody(value) && /\b(?:sv|se|sp|sr|skn)=/.test(text.slice(Math.max(0, start - 600), start + 800)),
  }),
];

function isAwsSecret(value: string, text: string, start: number): boolean {
  const { lower, upper, digit } = signsOf(value);
  if (!lower || !upper || !digit || distinctSigns(value) < 18) return false;
  if (isPlaceholder(value) || isWordy(value) || isOtherThing(value)) return false;
  return NEAR_AWS.test(text.slice(Math.max(0, start - NEAR), start));
}
