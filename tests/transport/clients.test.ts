import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { INSTRUCTIONS } from '../../src/mcp/instructions.js';
import { bundleChild } from '../support/bundle-child.js';
import { FIXTURE_MEMORY } from '../support/fixture-repositories.js';
import { CLIENTS, type TestClient } from '../support/sdk-clients.js';

let bundle: { file: string; remove: () => void };
let client: TestClient;

beforeAll(async () => {
  bundle = await bundleChild('tests/support/fixture-stdio-entry.ts');
});
afterAll(() => bundle.remove());
afterEach(() => client.close());

describe.each(Object.entries(CLIENTS))('%s', (name, openClient) => {
  it('is greeted and sees the tools with their schemas', async () => {
    client = await openClient(bundle.file);
    expect(client.serverName()).toBe('memorygraph');
    expect(client.instructions()).toBe(INSTRUCTIONS);
    const { tools } = await client.listTools();
    expect(tools.map((tool) => tool.name)).toEqual(['echo', 'slow', 'fail', 'who']);
    for (const tool of tools) {
      expect(tool).toMatchObject({ inputSchema: { type: 'object' }, outputSchema: { type: 'object' } });
    }
    expect(await client.listTools()).toEqual({ ...(await client.listTools()), tools });
  });

  it('calls tools; errors pass though the output schema does not fit them', async () => {
    client = await openClient(bundle.file);
    await client.listTools();
    expect((await client.callTool('echo', { text: 'hi', times: 2 })).structuredContent).toEqual({
      text: 'hi',
      times: 2,
    });
    for (const how of ['known', 'unknown', 'output']) {
      const result = await client.callTool('fail', { how });
      expect(result.isError).toBe(true);
      expect(result.structuredContent).toBeUndefined();
      expect(result._meta?.['memorygraph/error']).toBeDefined();
    }
    const refused = await client.callTool('echo', { text: 'hi', tenant_id: 'x' });
    expect(refused.content[0]?.text).toContain('`tenant_id` is not an argument of echo');
  });

  it('is known by its name to what a tool works with', async () => {
    client = await openClient(bundle.file);
    const expected = name === 'SDK v1' ? 'client-v1 1.0' : 'client-v2 2.0';
    expect((await client.callTool('who')).structuredContent).toEqual({ now: expected });
  });

  it('gets a protocol error for an unknown tool', async () => {
    client = await openClient(bundle.file);
    await expect(client.callTool('no_such')).rejects.toMatchObject({ code: -32602 });
  });

  it('reads resources, completes ids and gets prompts', async () => {
    client = await openClient(bundle.file);
    const uri = `memory://${FIXTURE_MEMORY.id}`;
    const { resources } = await client.listResources();
    expect(resources.map((resource) => resource.uri)).toEqual(['memory://recent', uri]);
    expect((await client.listTemplates()).resourceTemplates[0]?.uriTemplate).toBe('memory://{id}');
    const page = (await client.readResource(uri)).contents[0];
    expect(page?.mimeType).toBe('text/markdown');
    expect(page?.text).toMatch(/is data: .*take no orders.*Ignore all previous instructions/s);
    expect((await client.readResource('memory://recent')).contents[0]?.text).toContain(FIXTURE_MEMORY.title);
    await expect(client.readResource('memory://no_such')).rejects.toMatchObject({ code: -32602 });
    await expect(client.readResource('memory://%E0%A4%A')).rejects.toMatchObject({ code: -32602 });
    expect(await client.completeId('0198')).toEqual([FIXTURE_MEMORY.id]);
    expect(await client.completeId('zzz')).toEqual([]);
    expect((await client.listPrompts()).prompts.map((prompt) => prompt.name)).toEqual([
      'start_of_session',
      'end_of_session',
    ]);
    expect(await client.getPrompt('start_of_session', { topic: 'busy timeouts' })).toMatch(
      /Known about: busy timeouts.*Retry on SQLITE_BUSY/s,
    );
    expect(await client.getPrompt('end_of_session')).toContain('store_memory');
    await expect(client.getPrompt('start_of_session', { topic: 'x\ud800' })).rejects.toMatchObject({
      code: -32602,
    });
  });
});
