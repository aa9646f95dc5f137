import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';

type JsonSchema = Record<string, unknown>;

/**
 * A schema that shows the SDK what a tool takes or gives and checks nothing: the invoker checks both, so that
 * the words and codes of an error are this project's own.
 */
export function passThroughSchema(
  json: () => Readonly<JsonSchema>,
): StandardSchemaWithJSON<unknown, unknown> {
  const shown = () => json() as JsonSchema;
  return {
    '~standard': {
      version: 1,
      vendor: 'memorygraph',
      validate: (value) => ({ value }),
      jsonSchema: { input: shown, output: shown },
    },
  };
}
