import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { testFolder } from '../support/test-folder.js';
import { messages, run, usualStore } from './program.js';

describe('what the executable refuses', () => {
  it.each([
    [['--tool-profle', 'core'], 'did you mean --tool-profile'],
    [['helth'], 'did you mean health'],
    [['health', '--jsn'], 'did you mean --json'],
    [['health', 'twice'], 'too many arguments'],
    [['backup'], '--output <file> is missing'],
    [['--sqlite-path'], 'argument missing'],
    [['--yes'], 'a command is missing'],
  ])('%j is a wrong use', async (args, says) => {
    const ended = await run(args, { home: testFolder('e2e-usage') });
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr.toLowerCase()).toContain(says);
    expect(ended.stderr).toMatch(/^memorygraph: [^\n]+ \(usage\)\n$/);
  });

  it('reports every wrong setting at once, with its source, and starts nothing', async () => {
    const home = testFolder('e2e-settings');
    const env = {
      MEMORY_BACKEND: 'neo4j',
      MEMORY_ENABLE_AUDIT_LOG: 'true',
      MEMORY_JWT_SECRET: 'not-to-be-shown',
    };
    const ended = await run(['--busy-timeout-ms', 'soon'], { home, env, input: messages() });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('4 settings are invalid. (configuration)');
    expect(ended.stderr).toContain('MEMORY_ENABLE_AUDIT_LOG: it needs MEMORY_MULTI_TENANT_MODE=true');
    expect(ended.stderr).toContain('MEMORY_JWT_SECRET, MEMORY_JWT_PUBLIC_KEY_FILE, MEMORY_JWKS_URL');
    expect(ended.stderr).toContain('flag --busy-timeout-ms: must be a whole number');
    expect(ended.stderr).not.toContain('not-to-be-shown');
    expect(existsSync(usualStore(home))).toBe(false);
  });

  it('gives errors as JSON on stderr where JSON is asked for', async () => {
    const ended = await run(['verify', '--json'], { home: testFolder('e2e-json') });
    expect(ended).toMatchObject({ code: 6, stdout: '' });
    expect(JSON.parse(ended.stderr)).toMatchObject({ error: { code: 'storage_missing', exit_code: 6 } });
  });

  it.each(['backup', 'export'])('%s of a store that is not there makes none', async (command) => {
    const home = testFolder('e2e-missing');
    const ended = await run([command, '--output', join(home, 'out')], { home });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('(storage_missing)');
    expect(existsSync(usualStore(home))).toBe(false);
    expect(existsSync(join(home, 'out'))).toBe(false);
  });

  it('a folder in the place of the file', async () => {
    const home = testFolder('e2e-folder');
    const ended = await run(['--sqlite-path', home], { home, input: messages() });
    expect(ended).toMatchObject({ code: 6, stdout: '' });
    expect(ended.stderr).toMatch(/^memorygraph: [^\n]+ \(storage_\w+\)\n$/);
    expect(ended.stderr).toContain(home);
  });

  it.each([
    ['text', Buffer.from('these are my notes, not a database\n'.repeat(50))],
    ['a header and then noise', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8_000, 0xa5)])],
  ])('%s in the place of the database stays as it is', async (_name, content) => {
    const home = testFolder('e2e-foreign');
    const path = join(home, 'notes.db');
    writeFileSync(path, content);
    const ended = await run(['--sqlite-path', path], { home, input: messages() });
    expect(ended).toMatchObject({ code: 6, stdout: '' });
    expect(ended.stderr).toMatch(/^memorygraph: [^\n]+ \(storage_\w+\)\n$/);
    expect(ended.stderr).toContain(path);
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it('the database of another program stays as it is', async () => {
    const home = testFolder('e2e-other');
    const path = join(home, 'other.db');
    const other = new Database(path);
    other.exec("CREATE TABLE nodes (id TEXT); INSERT INTO nodes VALUES ('theirs')");
    other.close();
    const before = readFileSync(path);
    const ended = await run(['health', '--sqlite-path', path], { home });
    expect(ended.code).toBe(6);
    expect(ended.stdout).toContain('storage_not_a_database');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('leaves the database of the Python program alone, and says so where one looks', async () => {
    const home = testFolder('e2e-python');
    mkdirSync(join(home, '.memorygraph'));
    const path = join(home, '.memorygraph', 'memory.db');
    writeFileSync(path, 'theirs');
    const ended = await run(['config'], { home });
    expect(ended.stdout).toContain('belongs to the Python memorygraph');
    expect((await run(['health'], { home })).code).toBe(0);
    expect(readFileSync(path, 'utf8')).toBe('theirs');
  });

  it('a damaged page is found by verify, and the file left as it is', async () => {
    const home = testFolder('e2e-damaged');
    for (let turn = 0; turn < 3; turn++) expect((await run(['health'], { home })).code).toBe(0);
    const path = usualStore(home);
    const content = readFileSync(path);
    content.fill(0x5a, 4_096, content.length);
    writeFileSync(path, content);
    const ended = await run(['verify'], { home });
    expect(ended.code).toBe(6);
    expect(readFileSync(path).subarray(4_096).equals(content.subarray(4_096))).toBe(true);
  });

  it('a folder and a file that may not be written', async () => {
    const home = testFolder('e2e-rights');
    chmodSync(home, 0o755);
    const folder = join(home, 'closed');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    const path = join(folder, 'memorygraph.db');
    const fresh = await run(['--sqlite-path', path], { home, input: messages(), unprivileged: true });
    expect(fresh).toMatchObject({ code: 6, stdout: '' });
    expect(fresh.stderr).toContain('(storage_read_only)');
    chmodSync(folder, 0o755);
    expect((await run(['health', '--sqlite-path', path], { home })).code).toBe(0);
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    const there = await run(['--sqlite-path', path], { home, input: messages(), unprivileged: true });
    expect(there.code).toBe(6);
    expect(there.stderr).toMatch(/\(storage_(?:read_only|unreadable)\)/);
    chmodSync(folder, 0o755);
  });
});
