const KEPT = [
  'PATH',
  'Path',
  'HOME',
  'USERPROFILE',
  'XDG_CONFIG_HOME',
  'SystemRoot',
  'SYSTEMROOT',
  'TEMP',
  'TMP',
];

/**
 * The environment that git is started with: where programs and the user's own settings lie, and nothing that
 * names another repository, other settings, or a program to run. It takes no lock, asks nobody, fetches nothing.
 */
export function gitEnvironment(): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    LC_ALL: 'C',
  };
}
