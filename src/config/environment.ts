import { nearestName } from './nearest.js';
import { SETTING_NAMES, SETTINGS } from './settings.js';
import { UNSUPPORTED_VARIABLES } from './unsupported.js';

/** Every variable that has a meaning in this version. */
const KNOWN_VARIABLES: readonly string[] = SETTING_NAMES.map((name) => SETTINGS[name].env);

/**
 * Looks over the variables that begin with MEMORY_: those of features that are not there are refused or warned
 * of, and so is what nobody knows. Values are never repeated: they may be secrets.
 */
export function checkEnvironment(environment: Readonly<Record<string, string | undefined>>): {
  readonly refused: readonly string[];
  readonly warnings: readonly string[];
} {
  const refused: string[] = [];
  const warnings: string[] = [];
  for (const [env, value] of Object.entries(environment)) {
    if (!env.startsWith('MEMORY_') || KNOWN_VARIABLES.includes(env)) continue;
    if (value === undefined || value.trim() === '') continue;
    const unsupported = UNSUPPORTED_VARIABLES.find((each) => each.env === env);
    if (unsupported === undefined) warnings.push(unknownVariable(env));
    else if (unsupported.harmless.includes(value.trim().toLowerCase())) continue;
    else if (unsupported.reaction === 'warn')
      warnings.push(`${env} has no effect: ${unsupported.feature} is not supported by this version.`);
    else refused.push(`environment variable ${env}: ${unsupported.feature} is not supported by this version`);
  }
  return { refused: refused.toSorted(), warnings: warnings.toSorted() };
}

function unknownVariable(env: string): string {
  const nearest = nearestName(env, KNOWN_VARIABLES);
  return nearest === null
    ? `${env} is not a setting of memorygraph and has no effect.`
    : `${env} is not a setting of memorygraph and has no effect; did you mean ${nearest}?`;
}
