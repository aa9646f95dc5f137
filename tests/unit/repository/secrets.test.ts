import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Backend } from '../../../src/contracts/backend.js';
import { createRepositories } from '../../../src/repository/create-repositories.js';
import type { Repositories } from '../../../src/repository/repositories.js';
import type { SecretPolicy } from '../../../src/repository/secrets/guard.js';
import { OPEN_BACKENDS } from '../../contract/open-backends.js';
import { openWorkshop, type Workshop } from '../../support/repositories.js';

// Put together at run time, so that no scanner of repositories takes it for a real one.
const TOKEN = `ghp_${'aB3dE5gH7jK9mN1pQ2sT4vW6xY8zA0cD4fG6'}`;
const MARK = '[GitHub token removed]';

describe.each(Object.entries(OPEN_BACKENDS))('secrets on %s', (_name, open) => {
  let backend: Backend;
  let workshop: Workshop;
  beforeEach(async () => {
    backend = await open();
    workshop = await openWorkshop({ backend });
  });
  afterEach(() => backend.close());

  function under(secrets: SecretPolicy): Repositories {
    return createRepositories({ ...workshop.context, secrets });
  }

  async function everythingStored(): Promise<string> {
    const parts: unknown[] = [];
    for await (const memory of backend.streamMemories(workshop.context.scope)) parts.push(memory);
    for await (const version of backend.streamMemoryVersions(workshop.context.scope)) parts.push(version);
    for await (const edge of backend.streamRelationships(workshop.context.scope)) parts.push(edge);
    return JSON.stringify(parts);
  }

  it('are replaced by a mark in every text, and the answer says so', async () => {
    const { memories, relationships } = workshop.repositories;
    const [first, second] = await memories.store(
      [
        {
          type: 'fact',
          content: `The deploy uses ${TOKEN}`,
          summary: `with ${TOKEN}`,
          tags: [TOKEN],
          context: { files_involved: [TOKEN], additional_metadata: { deep: [{ key: TOKEN }] } },
        },
        { type: 'fact', content: 'Nothing secret' },
      ],
      {},
    );
    if (first === undefined || second === undefined) throw new Error('two outcomes');
    expect(second.masked).toBeUndefined();
    expect(first.masked?.length).toBe(5);
    expect(first.masked?.[0]).toContain('content held what looks like a secret (GitHub token)');
    const { memory } = await memories.get(first.id);
    expect(memory.content).toBe(`The deploy uses ${MARK}`);
    expect(memory.title).toBe(`The deploy uses ${MARK}`);
    const updated = await memories.update(second.id, { content: `Now ${TOKEN}` });
    expect(updated.masked).toHaveLength(1);
    const edge = { from_memory_id: first.id, to_memory_id: second.id, context: `because of ${TOKEN}` };
    const made = await relationships.create({ ...edge, relationship_type: 'CAUSES' });
    expect(made.context).toBe(`because of ${MARK}`);
    expect(await everythingStored()).not.toContain(TOKEN.slice(4));
  });

  it('refuse the whole call where that is asked for', async () => {
    const { memories } = under('refuse');
    const both = [
      { type: 'fact' as const, content: 'Harmless' },
      { type: 'fact' as const, content: TOKEN },
    ];
    const refusal = await memories.store(both, {}).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'secret_found' });
    expect(String(refusal)).not.toContain(TOKEN);
    expect(await everythingStored()).toBe('[]');
  });

  it('are stored where that is allowed', async () => {
    const [outcome] = await under('allow').memories.store([{ type: 'fact', content: TOKEN }], {});
    expect(outcome?.masked).toBeUndefined();
    expect(await everythingStored()).toContain(TOKEN);
  });

  it('never make a text longer than it may be', async () => {
    const { memories } = workshop.repositories;
    const title = `${'x'.repeat(184)} pw: Tr0ub4dor`;
    const [outcome] = await memories.store([{ type: 'fact', title, content: 'Password of the test' }], {});
    expect((await memories.get(outcome?.id ?? '')).memory.title.length).toBeLessThanOrEqual(200);
  });
});
