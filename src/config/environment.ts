import { nearestName } from './nearest.js';
import { SETTING_NAMES, SETTINGS } from './settings.js';
import { UNSUPPORTED_VARIABLES } from './unsupported.js';

/** Every variable that has a meaning in this version. */
const KNOWN_VARIABLES: readonly string[] = SETTING_NAMES.map((name) => SETTINGS[name].env);

/**
 * Looks over the variables that begin with MEMORY_: of features that are not there, and of what nobody knows, it
 * warns. Values are never repeated: they may be secrets.
 */
export function environmentWarnings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const warnings: string[] = [];
  for (const [env, value] of Object.entries(environment)) {
    if (!env.startsWith('MEMORY_') || KNOWN_VARIABLES.includes(env)) continue;
    if (value === undefined || value.trim() === '') continue;
    const unsupported = UNSUPPORTED_VARIABLES.find((each) => each.env === env);
    warnings.push(
      unsupported === undefined
        ? unknownVariable(env)
        : `${env} has no effect: ${unsupported.feature} is not supported by this version.`,
    );
  }
  return warnings.toSorted();
}

function unknownVariable(env: string): string {
  const nearest = nearestName(env, KNOWN_VARIABLES);
  return nearest === null
    ? `${env} is not a setting of memorygraph and has no effect.`
    : `${env} is not a setting of memorygraph and has no effect; did you mean ${nearest}?`;
}
