import { Ajv } from 'ajv';

/** A text of at most so many characters. */
const text = (most: number): object => ({ type: 'string', minLength: 1, maxLength: most });

const VARIABLE = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$' },
    description: { type: 'string' },
    format: { enum: ['string', 'number', 'boolean', 'filepath'] },
    default: { type: 'string' },
    choices: { type: 'array', items: { type: 'string' } },
    isRequired: { type: 'boolean' },
    isSecret: { type: 'boolean' },
  },
  additionalProperties: false,
};

/**
 * What the registry's format of 2025-12-11 says of the fields that this project uses, in own words; narrower where
 * the format allows more than is used here.
 */
const SERVER_JSON = {
  type: 'object',
  required: ['name', 'description', 'version'],
  properties: {
    $schema: { const: 'https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json' },
    name: { ...text(200), pattern: '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$' },
    title: text(100),
    description: text(100),
    version: { ...text(255), pattern: '^\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?$' },
    packages: {
      type: 'array',
      items: {
        type: 'object',
        required: ['registryType', 'identifier', 'version', 'transport'],
        properties: {
          registryType: { const: 'npm' },
          identifier: { type: 'string' },
          version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?$' },
          runtimeHint: { const: 'npx' },
          transport: {
            type: 'object',
            required: ['type'],
            properties: { type: { const: 'stdio' } },
            additionalProperties: false,
          },
          environmentVariables: { type: 'array', items: VARIABLE },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** What is wrong with a server.json; the registry's own schema may be given instead of the one here. */
export function serverJsonProblems(value: unknown, schema: object = SERVER_JSON): string[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(value);
  return (validate.errors ?? []).map(
    ({ instancePath, message = '', params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
