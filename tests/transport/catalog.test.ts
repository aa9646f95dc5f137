import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/domain/limits.js';
import { listedTool } from '../../src/mcp/listed-tool.js';
import { TOOLS } from '../../tools/catalog.js';
import { bundleChild } from '../support/bundle-child.js';
import { CLIENTS, type TestClient } from '../support/sdk-clients.js';

let bundle: { file: string; remove: () => void };

beforeAll(async () => {
  bundle = await bundleChild('tests/support/reference-stdio-entry.ts');
});
afterAll(() => bundle.remove());

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

describe.each(Object.entries(CLIENTS))('the tools themselves, with %s', (_name, openClient) => {
  it('store, find, relate and read; the client finds every answer to fit its schema', async () => {
    const client: TestClient = await openClient(bundle.file);
    try {
      const { tools } = await client.listTools();
      const shown = TOOLS.filter((tool) => tool.toolset !== 'admin').map((tool) => tool.name);
      expect(tools.map((tool) => tool.name)).toEqual(shown);
      const stored = [];
      for (const content of ['Login failed: the clock was off', 'Fixed login by running ntpd']) {
        const { structuredContent } = await client.callTool('store_memory', { type: 'problem', content });
        stored.push((structuredContent as { id: string }).id);
      }
      const [problem, fix] = stored as [string, string];
      const related = await client.callTool('create_relationship', {
        from_memory_id: fix,
        to_memory_id: problem,
        relationship_type: 'SOLVES',
      });
      expect(related.isError).toBeUndefined();
      const found = await client.callTool('recall_memories', { query: 'why did login fail' });
      expect(found.structuredContent).toMatchObject({ has_more: false, total: 2 });
      const page = (await client.readResource(`memory://${fix}`)).contents[0]?.text;
      expect(page).toContain(`SOLVES -> Login failed: the clock was off (${problem})`);
      expect(await client.completeId(fix)).toEqual([fix]);
      expect(await client.getPrompt('start_of_session', { topic: 'login' })).toContain('ntpd');
    } finally {
      await client.close();
    }
  });
});

describe('what a client pays for', () => {
  const core = TOOLS.filter((tool) => tool.toolset === 'core').map(listedTool);

  it('the core tools fit their budget', () => {
    expect(bytesOf({ tools: core })).toBeLessThanOrEqual(18_000);
    const without = core.map(({ outputSchema: _outputSchema, ...rest }) => rest);
    expect(bytesOf({ tools: without })).toBeLessThanOrEqual(12_000);
  });

  it('schemas say what counts and no more', () => {
    const text = JSON.stringify(TOOLS.map(listedTool));
    expect(text).not.toMatch(/\$schema|9007199254740991|"propertyNames"/);
    expect(text).toContain(`"maxLength":${LIMITS.content_characters}`);
    for (const tool of TOOLS.map(listedTool)) {
      expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(tool.annotations.openWorldHint).toBe(false);
    }
  });
});
