import type { Client } from '@modelcontextprotocol/client';
import { ResourceTemplate } from '@modelcontextprotocol/server';
import { afterEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { openMultiTenantReference } from '../../backends/reference/index.js';
import type { McpServerOptions } from '../../src/mcp/server.js';
import { type AnyTool, defineTool } from '../../src/mcp/tool.js';
import { TOOLS } from '../../tools/catalog.js';
import { testFolder } from '../support/test-folder.js';
import { unprobedOffers, unprobedTools } from './plans/complete.js';
import { type Connection, connect } from './probing/connection.js';
import { manyCallersServer } from './probing/server.js';
import { memberOf, TENANCIES } from './world/people.js';
import { makeWorld } from './world/world.js';

function fake(name: string, input: () => z.ZodObject): AnyTool {
  return defineTool({
    name,
    title: 'Fake',
    description: 'Stands for a tool that somebody adds.',
    toolset: 'extended',
    permission: { resource: 'memory', action: 'read' },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
    input,
    output: () => z.looseObject({}),
    handler: async () => ({ data: {}, text: '' }),
  });
}

describe('tools', () => {
  it('every tool, and every argument of it, is probed', () => {
    expect(unprobedTools(TOOLS)).toEqual([]);
  });

  it('one that is added without a plan is named', () => {
    const added = fake('list_everything', () => z.strictObject({}));
    expect(unprobedTools([...TOOLS, added])).toEqual(['list_everything: a tool without a plan']);
  });

  it('an argument that is added without a plan is named', () => {
    const others = TOOLS.filter(({ name }) => name !== 'whoami');
    const changed = fake('whoami', () => z.strictObject({ memory_id: z.string() }));
    expect(unprobedTools([...others, changed])).toEqual(['whoami.memory_id: an argument that no plan names']);
  });

  it('a plan of a tool that is gone is named', () => {
    const left = TOOLS.filter(({ name }) => name !== 'whoami');
    expect(unprobedTools(left)).toEqual(['whoami: there is a plan and no such tool']);
  });
});

describe('resources, prompts and completions', () => {
  const connections: Connection[] = [];
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.close();
  });

  /** Somebody for whom much is stored, and somebody of a tenant in which nothing is. */
  async function clientsOf(more: Partial<McpServerOptions>): Promise<readonly [Client, Client]> {
    const [north] = TENANCIES;
    if (north === undefined) throw new Error('a world without tenants');
    const backend = await openMultiTenantReference();
    await makeWorld(backend, new Date().toISOString());
    const empty = { ...north, tenant_id: 'empty' };
    await backend.tenants.add(empty.tenant_id, new Date().toISOString());
    const server = await manyCallersServer(backend, testFolder('completeness'), more);
    const [full, none] = [
      await connect(server.factoryFor(memberOf(north, 'ann').identity)),
      await connect(server.factoryFor(memberOf(empty, 'ann').identity)),
    ];
    connections.push(full, none);
    return [full.client, none.client];
  }

  it('everything that is offered is probed', async () => {
    expect(await unprobedOffers(...(await clientsOf({})))).toEqual([]);
  });

  it('what is added without a plan is named', async () => {
    const clients = await clientsOf({
      extend: (server) => {
        server.registerResource('all', 'memory://all', {}, () => ({ contents: [] }));
        const complete = { name: () => ['red'] };
        const template = new ResourceTemplate('team://{name}', { list: undefined, complete });
        server.registerResource('team', template, {}, () => ({ contents: [] }));
        server.registerPrompt('dump', {}, () => ({ messages: [] }));
      },
    });
    expect(await unprobedOffers(...clients)).toEqual([
      'team://{name}: offered without a plan',
      'memory://all: offered without a plan',
      'prompt dump: offered without a plan',
      'completion of team://{name}: name: offered without a plan',
    ]);
  });
});
