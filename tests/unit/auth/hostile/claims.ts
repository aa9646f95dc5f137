import { AUDIENCE, ISSUER, MAX_AGE, NOW, TOLERANCE, tokenOf } from '../../../support/tokens/modes.js';
import { signed } from '../../../support/tokens/signers.js';
import type { HostileToken } from './hostile-token.js';

/** A claim and what it must not be. Signed by the issuer itself: nothing but this is wrong with the token. */
type Wrong = readonly [name: string, claims: Readonly<Record<string, unknown>>, because: RegExp];

const ISS = /its issuer .* is not one of/;
const AUD = /its aud is/;
const SUB = /its sub is/;
const TENANT = /which none can be called/;
const FOREIGN = /may not speak for the tenant/;
const NO_TENANT = /names no tenant/;

const WRONG: readonly Wrong[] = [
  ['expired', { exp: NOW - 60 }, /run out/],
  ['expired by the tolerance', { exp: NOW - TOLERANCE }, /run out/],
  ['no exp', { exp: undefined }, /exp is missing/],
  ['exp a text', { exp: String(NOW + 60) }, /exp/],
  ['exp null', { exp: null }, /exp/],
  ['exp a fraction', { exp: NOW + 60.5 }, /exp/],
  ['exp negative', { exp: -1 }, /run out/],
  ['exp in ten years', { exp: NOW + 315_360_000 }, /valid for/],
  ['exp in milliseconds', { exp: (NOW + 60) * 1_000 }, /valid for/],
  ['exp huge', { exp: 1e300 }, /exp/],
  ['exp a list', { exp: [NOW + 60] }, /exp/],
  ['valid for a second too long', { iat: NOW, exp: NOW + MAX_AGE + 1 }, /valid for/],
  ['no iat', { iat: undefined }, /iat is missing/],
  ['iat in the future', { iat: NOW + 60 }, /iat/],
  ['iat a second beyond the tolerance', { iat: NOW + TOLERANCE + 1 }, /iat/],
  ['iat a text', { iat: String(NOW) }, /iat/],
  ['iat a fraction', { iat: NOW - 0.5 }, /iat/],
  ['iat negative', { iat: -1 }, /iat/],
  ['iat after exp', { iat: NOW + 4, exp: NOW + 3 }, /not after iat/],
  ['nbf in the future', { nbf: NOW + 60 }, /nbf/],
  ['nbf a text', { nbf: String(NOW - 60) }, /nbf/],
  ['nbf null', { nbf: null }, /nbf/],
  ['nbf a fraction', { nbf: NOW - 0.5 }, /nbf/],

  ['no iss', { iss: undefined }, ISS],
  ['iss with a slash', { iss: `${ISSUER}/` }, ISS],
  ['iss in capitals', { iss: ISSUER.toUpperCase() }, ISS],
  ['iss with a blank', { iss: `${ISSUER} ` }, ISS],
  ['iss over http', { iss: ISSUER.replace('https', 'http') }, ISS],
  ['iss that begins like ours', { iss: `${ISSUER}.thief.example` }, ISS],
  ['iss a list', { iss: [ISSUER] }, ISS],
  ['iss null', { iss: null }, ISS],
  ['iss __proto__', { iss: '__proto__' }, ISS],
  ['no aud', { aud: undefined }, /aud is missing/],
  ['aud of another server', { aud: 'https://mail.example' }, AUD],
  ['aud with a slash', { aud: `${AUDIENCE}/` }, AUD],
  ['aud in capitals', { aud: AUDIENCE.toUpperCase() }, AUD],
  ['aud that begins like ours', { aud: `${AUDIENCE}.thief.example` }, AUD],
  ['aud that ours begins with', { aud: AUDIENCE.slice(0, -1) }, AUD],
  ['aud a list without us', { aud: ['https://mail.example', `${AUDIENCE}/`] }, AUD],
  ['aud an empty list', { aud: [] }, AUD],
  ['aud a list in a list', { aud: [[AUDIENCE]] }, AUD],
  ['aud an object', { aud: { [AUDIENCE]: AUDIENCE } }, AUD],
  ['aud empty', { aud: '' }, AUD],
  ['aud null', { aud: null }, AUD],

  ['no sub', { sub: undefined }, /sub is missing/],
  ['sub a number', { sub: 7 }, SUB],
  ['sub empty', { sub: '' }, SUB],
  ['sub null', { sub: null }, SUB],
  ['sub a list', { sub: ['ann'] }, SUB],
  ['sub of 201 characters', { sub: 'a'.repeat(201) }, SUB],
  ['sub with a line break', { sub: 'ann\nbob' }, SUB],
  ['sub with a NUL', { sub: 'ann\u0000' }, SUB],
  ['sub with an escape', { sub: '\u001b[2Jann' }, SUB],
  ['sub with a line separator', { sub: 'ann\u2028' }, SUB],
  ['sub with half a character', { sub: 'ann\ud800' }, SUB],
  ['sub of the other issuer', { sub: 'partner#ann' }, /users of another issuer/],

  ['no tenant', { tenant_id: undefined }, NO_TENANT],
  ['tenant a list', { tenant_id: ['acme'] }, TENANT],
  ['tenant an object', { tenant_id: { acme: true } }, TENANT],
  ['tenant a number', { tenant_id: 1 }, TENANT],
  ['tenant true', { tenant_id: true }, TENANT],
  ['tenant null', { tenant_id: null }, TENANT],
  ['tenant empty', { tenant_id: '' }, TENANT],
  ['tenant *', { tenant_id: '*' }, TENANT],
  ['tenant with a Cyrillic a', { tenant_id: '\u0430cme' }, TENANT],
  ['tenant in full-width letters', { tenant_id: '\uff41cme' }, TENANT],
  ['tenant with a slash', { tenant_id: 'acme/../beta' }, TENANT],
  ['tenant of dots', { tenant_id: '..' }, TENANT],
  ['tenant with a blank', { tenant_id: 'acme ' }, TENANT],
  ['tenant with a line break', { tenant_id: 'acme\n' }, TENANT],
  ['tenant with a NUL', { tenant_id: 'acme\u0000' }, TENANT],
  ['tenant of 65 characters', { tenant_id: 'a'.repeat(65) }, TENANT],
  ['two tenants in one text', { tenant_id: 'acme,beta' }, TENANT],
  ['tenant of nobody', { tenant_id: 'gamma' }, FOREIGN],
  ['tenant of the other issuer', { tenant_id: 'partner' }, FOREIGN],
  ['tenant in capitals', { tenant_id: 'ACME' }, FOREIGN],
  ['tenant constructor', { tenant_id: 'constructor' }, FOREIGN],
  ['tenant under another name', { tenant_id: undefined, tenant: 'acme' }, NO_TENANT],
  ['tenant one level down', { tenant_id: undefined, context: { tenant_id: 'acme' } }, NO_TENANT],

  ['team *', { team_ids: ['*'] }, /team/],
  ['team * in a text', { team_ids: 'web *' }, /team/],
  ['teams a number', { team_ids: 7 }, /teams/],
  ['teams an object', { team_ids: { web: true } }, /teams/],
  ['teams null', { team_ids: null }, /teams/],
  ['a team that is a number', { team_ids: ['web', 7] }, /teams/],
  ['a team that is empty', { team_ids: ['web', ''] }, /teams/],
  ['a team with a line break', { team_ids: ['web\n'] }, /team/],
  ['201 teams', { team_ids: Array.from({ length: 201 }, (_, at) => `t${at}`) }, /more than 200 teams/],
  ['projects an object', { projects: { '*': true } }, /projects/],
  ['projects true', { projects: true }, /projects/],
  ['a project that is a list', { projects: [['*']] }, /projects/],
  ['a project with a line break', { projects: ['a\nb'] }, /project/],
  ['a project of 301 characters', { projects: ['a'.repeat(301)] }, /project/],
  ['1,001 projects', { projects: Array.from({ length: 1_001 }, (_, at) => `p${at}`) }, /more than 1000/],
  ['roles an object', { roles: { admin: true } }, /roles/],
  ['roles a number', { roles: 1 }, /roles/],
  ['a role that is a list', { roles: [['admin']] }, /roles/],
  ['scope an object', { scope: { 'memory:admin': true } }, /scopes/],
  ['scope with a number', { scope: ['memory:read', 1] }, /scopes/],
  ['organization a list', { org_id: ['acme'] }, /organization/],
  ['organization with a line break', { org_id: 'acme\nbeta' }, /organization/],
  ['groups an object', { groups: { writers: true } }, /groups/],
  ['groups of two tenants', { tenant_id: undefined, groups: ['acme staff', 'beta staff'] }, /several/],
  ['group of a foreign tenant', { tenant_id: undefined, groups: ['partner staff'] }, FOREIGN],
  ['groups that say no tenant', { tenant_id: undefined, groups: ['writers', 'unknown'] }, NO_TENANT],
];

/** Members with names that mean something to the language; written by hand, as an object could not hold them. */
const RAW: readonly (readonly [name: string, claims: string, because: RegExp])[] = [
  ['tenant in __proto__', '"__proto__":{"tenant_id":"acme"}', NO_TENANT],
  ['tenant in constructor', '"constructor":{"prototype":{"tenant_id":"acme"}}', NO_TENANT],
  ['exp infinite', '"tenant_id":"acme","exp":1e999', /exp/],
];

/** Tokens of the true issuer whose claims are not to be accepted. */
export const CLAIMS: readonly HostileToken[] = [
  ...WRONG.map(([name, claims, because]) => ({
    name,
    make: (mode: Parameters<HostileToken['make']>[0]) => tokenOf(mode, claims),
    because,
  })),
  ...RAW.map(([name, raw, because]) => ({
    name,
    make: (mode: Parameters<HostileToken['make']>[0]) => {
      const { tenant_id: _, ...rest } = mode.claims;
      return signed(mode.header, `${JSON.stringify(rest).slice(0, -1)},${raw}}`, mode.signer);
    },
    because,
  })),
  {
    name: 'the partner speaks for another tenant',
    make: (mode) =>
      signed({ alg: 'HS256' }, { ...mode.claims, iss: 'https://partner.example' }, mode.partner),
    because: FOREIGN,
  },
];
