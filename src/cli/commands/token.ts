import type { Settings } from '../../config/settings.js';
import type { TokenVerifier } from '../../contracts/identity.js';
import { ROLES } from '../../domain/principal.js';
import { isTeamId, isTenantId } from '../../domain/tenant.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { CliCommand, CommandContext, CommandOptions, CommandResult } from '../command.js';
import { readSpan } from '../parse/read-span.js';
import { principalText } from '../render/principal.js';
import { readInput } from '../terminal/read-input.js';

const USUAL_SCOPES = ['memory:read', 'memory:write', 'memory:delete'];
const INPUT_BYTES = 64 * 1024;

/** Makes a token for trying things out, or says whom one speaks for. */
export const tokenCommand: CliCommand = {
  name: 'token',
  group: 'Several tenants',
  summary: 'make a token for trials and CI, or check one',
  description:
    'Makes a token with MEMORY_JWT_SECRET, MEMORY_JWT_ISSUER and MEMORY_JWT_AUDIENCE, for trying things out and for\nCI: whoever has it is that user until it runs out. Needs MEMORY_AUTH_PROVIDER=jwt and HS256; with other\nalgorithms the issuer alone makes tokens. With --check it reads a token from standard input and says whom it\nspeaks for, or why it is refused.',
  options: [
    { flags: '--tenant <id>', description: 'the tenant it speaks for' },
    { flags: '--user <name>', description: 'the user it speaks for: the subject of the token' },
    { flags: '--team <id>', description: 'a team the user is in', repeatable: true },
    { flags: '--project <id>', description: 'a project granted to the user; * for all', repeatable: true },
    { flags: '--role <role>', description: 'a role; default: user', values: ROLES, repeatable: true },
    {
      flags: '--scope <scope>',
      description: `a scope; default: ${USUAL_SCOPES.join(', ')}`,
      repeatable: true,
    },
    { flags: '--expires <span>', description: 'how long it is valid: 90s, 30m, 1h, 7d; default: 1h' },
    {
      flags: '--check',
      description: 'read a token from standard input and say whom it speaks for',
      conflicts: ['tenant', 'user', 'team', 'project', 'role', 'scope', 'expires'],
    },
  ],
  examples: [
    { line: 'memorygraph token --tenant acme --user ann --team web', says: 'a token of one hour' },
    {
      line: 'memorygraph token --tenant acme --user ci --role viewer --scope memory:read --expires 10m',
      says: 'one that may only read',
    },
    { line: 'memorygraph token --check < token.txt', says: 'whom does it speak for?' },
  ],
  async run(context, options) {
    const { settings } = context.config;
    if (settings.auth_provider !== 'jwt')
      throw new MemoryGraphError(
        'configuration',
        'Tokens play no part here. Set MEMORY_MULTI_TENANT_MODE=true and MEMORY_AUTH_PROVIDER=jwt first.',
      );
    const { verifierFromSettings } = await import('../../auth/from-settings.js');
    const verifier = await verifierFromSettings(settings, { now: Date.now });
    return options.given('check') ? check(context, verifier) : make(settings, options, verifier);
  },
};

async function make(
  settings: Settings,
  options: CommandOptions,
  verifier: TokenVerifier,
): Promise<CommandResult> {
  const maker = await makerOf(settings);
  const request = {
    tenant_id: checked(options, 'tenant', isTenantId, '1 to 64 letters, digits, dots, dashes, underscores'),
    subject: checked(options, 'user', (text) => text.trim() !== '', 'a name'),
    team_ids: options.list('team'),
    projects: options.list('project'),
    roles: given(options.list('role'), ['user']),
    scopes: given(options.list('scope'), USUAL_SCOPES),
    lives_seconds: readSpan(options.text('expires') ?? '1h', '--expires'),
  };
  checkLists(request, options, settings);
  const { makeToken } = await import('../../auth/make-token.js');
  const { token, expires_at } = await makeToken(request, maker);
  // A token that this server itself would refuse helps nobody: better said now, and why.
  const principal = await verifier.verify(token);
  return { text: token, data: { token, expires_at, principal } };
}

/** What tokens are made with. @throws MemoryGraphError `unsupported` where this program cannot make any. */
async function makerOf(settings: Settings) {
  const { jwt_algorithm, jwt_secret, jwt_issuer, jwt_audience } = settings;
  if (jwt_algorithm !== 'HS256')
    throw new MemoryGraphError(
      'unsupported',
      `Tokens of ${jwt_algorithm} are made by their issuer alone: only it has the private key. This command makes those of HS256.`,
    );
  if (jwt_secret === undefined || jwt_issuer === undefined || jwt_audience === undefined)
    throw new MemoryGraphError(
      'configuration',
      'Making a token needs MEMORY_JWT_SECRET, MEMORY_JWT_ISSUER and MEMORY_JWT_AUDIENCE.',
    );
  const { claimNames } = await import('../../auth/from-settings.js');
  return {
    secret: Buffer.from(jwt_secret),
    issuer: jwt_issuer,
    audience: jwt_audience,
    claims: claimNames(settings),
    now: Date.now,
  };
}

function checked(
  options: CommandOptions,
  name: string,
  fits: (text: string) => boolean,
  what: string,
): string {
  const text = options.text(name);
  if (text === undefined) throw usage(`--${name} is missing. See memorygraph token --help.`);
  if (fits(text)) return text;
  throw usage(`--${name} must be ${what}.`);
}

function checkLists(
  {
    team_ids,
    roles,
    lives_seconds,
  }: { team_ids: readonly string[]; roles: readonly string[]; lives_seconds: number },
  options: CommandOptions,
  { jwt_max_age_seconds, jwt_scope_claim }: Settings,
): void {
  if (!team_ids.every(isTeamId)) throw usage('--team must be letters, digits and _ . : @ / -.');
  if (!roles.every((role) => ROLES.some((each) => each === role)))
    throw usage(`--role must be one of ${ROLES.join(', ')}.`);
  if (options.list('scope').some((scope) => scope === '' || /\s/.test(scope)))
    throw usage('--scope takes one scope; give it several times for several.');
  if (jwt_scope_claim === 'none' && options.list('scope').length > 0)
    throw usage('--scope has no effect: MEMORY_JWT_SCOPE_CLAIM is none, so roles decide alone.');
  if (lives_seconds > jwt_max_age_seconds)
    throw usage(`--expires must be at most ${jwt_max_age_seconds}s: MEMORY_JWT_MAX_AGE_SECONDS.`);
}

async function check({ signal }: CommandContext, verifier: TokenVerifier): Promise<CommandResult> {
  const token = (await readInput('the token', INPUT_BYTES, signal)).trim();
  const principal = await verifier.verify(token);
  const { readToken } = await import('../../auth/token-parts.js');
  const expires_at = new Date(Number(readToken(token).claims.exp) * 1_000).toISOString();
  return { text: principalText(principal, expires_at), data: { principal, expires_at } };
}

function given(items: readonly string[], usual: readonly string[]): readonly string[] {
  return items.length === 0 ? usual : items;
}

function usage(sentence: string): MemoryGraphError {
  return new MemoryGraphError('usage', sentence);
}
