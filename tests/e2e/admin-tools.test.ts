import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asObject } from '../support/json.js';
import { McpStdioClient } from '../support/mcp-stdio-client.js';
import { ownServer } from '../support/servers.js';
import { temporaryFolder } from '../support/temporary.js';

// Put together at run time, so that no scanner of repositories takes it for a real one.
const TOKEN = `ghp_${'aB3dE5gH7jK9mN1pQ2sT4vW6xY8zA0cD4fG6'}`;

describe('the admin toolset', () => {
  let folder: string;
  let files: string;
  let client: McpStdioClient;
  beforeEach(async () => {
    folder = temporaryFolder('admin');
    files = path.join(folder, 'files');
    client = await start({ MEMORY_SECRETS: 'allow' });
  });
  afterEach(async () => {
    await client.close();
  });

  function start(env: Record<string, string>): Promise<McpStdioClient> {
    return McpStdioClient.start(
      ownServer({ folder, profile: 'core,admin', env: { MEMORY_FILES_PATH: files, ...env } }),
    );
  }

  it('is shown only where the profile names it', async () => {
    const plain = await McpStdioClient.start(ownServer({ folder, profile: 'extended' }));
    const listed = await plain.request('tools/list', {});
    expect(JSON.stringify(listed)).not.toContain('export_memories');
    const refused = await plain.exchange('tools/call', { name: 'server_status', arguments: {} });
    expect(asObject(refused.message.error).code).toBe(-32602);
    await plain.close();
  });

  it('exports with secrets masked, imports elsewhere, and twice adds nothing', async () => {
    await client.mustTool('store_memory', { type: 'fact', content: `The deploy uses ${TOKEN}` });
    await client.mustTool('store_memory', { type: 'fact', content: 'Another one' });
    const exported = await client.mustTool('export_memories', { file: 'all.jsonl' });
    expect(exported.data).toMatchObject({ file: 'all.jsonl', memories: 2, secrets_masked: 2 });
    const text = readFileSync(path.join(files, 'all.jsonl'), 'utf8');
    expect(text).not.toContain(TOKEN);
    expect(text).toContain('[GitHub token removed]');
    expect((await client.tool('export_memories', { file: 'all.jsonl' })).error).toContain('already_exists');
    const pages = await client.mustTool('export_memories', { file: 'pages', format: 'markdown' });
    expect(pages.data.memories).toBe(2);
    expect(readdirSync(files).sort()).toEqual(['all.jsonl', 'pages']);

    const other = await McpStdioClient.start(
      ownServer({
        folder: temporaryFolder('admin-other'),
        profile: 'admin',
        env: { MEMORY_FILES_PATH: files },
      }),
    );
    const dry = await other.mustTool('import_memories', { file: 'all.jsonl', dry_run: true });
    expect(dry.data.memories).toMatchObject({ read: 2, created: 2 });
    expect((await other.mustTool('server_status', {})).data).toMatchObject({
      memories: 0,
      files: ['all.jsonl', 'pages'],
    });
    const first = await other.mustTool('import_memories', { file: 'all.jsonl' });
    expect(first.data.memories).toMatchObject({ read: 2, created: 2, duplicates: 0 });
    for (const file of ['all.jsonl', 'pages']) {
      const again = await other.mustTool('import_memories', { file });
      expect(again.data.memories).toMatchObject({ read: 2, created: 0, duplicates: 2 });
    }
    expect((await other.mustTool('server_status', {})).data.memories).toBe(2);
    await other.close();
  });

  it('takes names in its own folder and nothing else', async () => {
    mkdirSync(files, { recursive: true });
    const secret = path.join(folder, 'outside.jsonl');
    writeFileSync(secret, 'outside');
    symlinkSync(secret, path.join(files, 'link.jsonl'));
    const names = [
      '../outside.jsonl',
      secret,
      'a/b',
      'a\\b',
      '.hidden',
      'con',
      'nul.txt',
      '..',
      'x.',
      'C:x',
      'a b',
    ];
    for (const file of names) {
      for (const tool of ['export_memories', 'import_memories']) {
        const { error } = await client.tool(tool, { file });
        expect(error, `${tool} ${file}`).toMatch(/invalid_argument/);
        expect(error).not.toContain(folder);
      }
    }
    expect((await client.tool('import_memories', { file: 'link.jsonl' })).error).toMatch(/forbidden/);
    expect((await client.tool('export_memories', { file: 'link.jsonl' })).error).toMatch(/forbidden/);
    expect((await client.tool('import_memories', { file: 'none.jsonl' })).error).toMatch(/not_found/);
    writeFileSync(path.join(files, 'odd.bin'), 'no format at all');
    const odd = await client.tool('import_memories', { file: 'odd.bin' });
    expect(odd.error).toMatch(/invalid_file/);
    expect(odd.error).not.toContain(folder);
    expect(readFileSync(secret, 'utf8')).toBe('outside');
  });
});
