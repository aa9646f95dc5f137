import { expect, it } from 'vitest';
import * as z from 'zod';
import { compactSchema } from '../../../src/mcp/json-schema.js';

const SCHEMA = z.strictObject({
  format: z.string().describe('An argument named like a keyword'),
  when: z.iso.datetime(),
  count: z.int(),
  kind: z.enum(['maximum', 'pattern']).default('pattern'),
  more: z.record(z.string(), z.unknown()).optional(),
  part: z.strictObject({ pattern: z.string().regex(/^x$/) }),
});

it('keeps what counts, drops what says nothing', () => {
  expect(compactSchema(SCHEMA, 'input')).toEqual({
    type: 'object',
    properties: {
      format: { type: 'string', description: 'An argument named like a keyword' },
      when: { type: 'string', format: 'date-time' },
      count: { type: 'integer' },
      kind: { type: 'string', enum: ['maximum', 'pattern'], default: 'pattern' },
      more: { type: 'object' },
      part: {
        type: 'object',
        properties: { pattern: { type: 'string', pattern: '^x$' } },
        required: ['pattern'],
        additionalProperties: false,
      },
    },
    required: ['format', 'when', 'count', 'part'],
    additionalProperties: false,
  });
});

it('leaves answers open for fields to come', () => {
  expect(JSON.stringify(compactSchema(SCHEMA, 'output'))).not.toContain('additionalProperties');
});
