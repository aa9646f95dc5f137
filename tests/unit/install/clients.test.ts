import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryGraphError } from '../../../src/errors/memory-graph-error.js';
import { CLIENTS } from '../../../src/install/clients/catalog.js';
import type { Client, Scope } from '../../../src/install/clients/client.js';
import { brokenFor, configurationsFor } from './configurations.js';
import { pathsOf, place, put, run, snapshot, valuesOf } from './installing.js';

interface Case {
  readonly client: Client;
  readonly scope: Scope;
  readonly label: string;
}

const CASES: readonly Case[] = CLIENTS.flatMap((client) =>
  client.scopes.map((scope) => ({ client, scope, label: `${client.name}, ${scope}` })),
);

const VARIABLE = { MEMORY_TOOL_PROFILE: 'extended' };

function refusal(work: () => unknown): MemoryGraphError {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof MemoryGraphError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was refused');
}

/** Everything expected is there, in its place; objects and lists may have more. */
function expectKept(actual: unknown, expected: unknown, trail = ''): void {
  if (typeof expected !== 'object' || expected === null) {
    expect(actual, trail).toBe(expected);
    return;
  }
  expect(Array.isArray(actual), trail).toBe(Array.isArray(expected));
  for (const [name, value] of Object.entries(expected)) {
    expect(Object.hasOwn(actual as object, name), `${trail}.${name}`).toBe(true);
    expectKept((actual as Record<string, unknown>)[name], value, `${trail}.${name}`);
  }
}

/** The entry of the server, wherever the client keeps it. */
function entryIn(path: string): Record<string, unknown> | undefined {
  const values = valuesOf(path);
  const key = path.endsWith('.toml')
    ? 'mcp_servers'
    : path.includes('Code') || path.includes('.vscode')
      ? 'servers'
      : 'mcpServers';
  return (values[key] as Record<string, Record<string, unknown>> | undefined)?.memorygraph;
}

describe.each(CASES)('$label', ({ client, scope }) => {
  const wish = { client: client.name, scope };

  it('makes what is not there, does nothing the second time, and leaves nothing behind', () => {
    const at = place();
    const before = snapshot(at);
    const first = run(at, wish);
    expect(new Set(first.files.map(({ action }) => action))).toEqual(new Set(['create']));
    const [server] = first.files;
    expect(entryIn(server?.path ?? '')).toMatchObject({ args: ['-y', 'memorygraph@1.2.3'] });
    const after = snapshot(at);
    expect(run(at, wish).files.every(({ action }) => action === 'none')).toBe(true);
    expect(snapshot(at)).toEqual(after);
    run(at, { ...wish, remove: true });
    expect(snapshot(at)).toEqual(before);
    for (const { path } of first.files)
      expect(
        existsSync(dirname(path)) &&
          dirname(path) !== at.folders.home &&
          dirname(path) !== at.folders.project,
      ).toBe(false);
  });

  it('is harmless to remove where it never was', () => {
    const at = place();
    for (const { path } of pathsOf(at, client, scope)) put(path, configurationsFor(path)[6]?.text ?? '');
    const before = snapshot(at);
    expect(run(at, { ...wish, remove: true }).files.every(({ action }) => action === 'none')).toBe(true);
    expect(snapshot(at)).toEqual(before);
  });

  it('writes nothing to print', () => {
    const at = place();
    for (const { path } of pathsOf(at, client, scope)) put(path, configurationsFor(path)[2]?.text ?? '');
    const before = snapshot(at);
    const report = run(at, { ...wish, print: true });
    expect(report.files.every(({ adds }) => adds !== null && /memorygraph/.test(adds))).toBe(true);
    expect(snapshot(at)).toEqual(before);
  });

  const paths = pathsOf(place(), client, scope);
  for (const [index, { path, holds }] of paths.entries()) {
    const there = (at: ReturnType<typeof place>) => pathsOf(at, client, scope)[index]?.path ?? '';

    it.each(configurationsFor(path))(`keeps $name (${holds})`, ({ text }) => {
      const at = place();
      const file = there(at);
      put(file, text);
      const before = snapshot(at);
      const values = text.trim() === '' ? {} : valuesOf(file);
      run(at, wish);
      const first = readFileSync(file, 'utf8');
      expectKept(valuesOf(file), values);
      expect(first.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
      if (text.includes('\r\n')) expect(first).not.toMatch(/[^\r]\n/);
      for (const comment of text.match(/(?:\/\/|\/\*|#)[^\n\r]*/g) ?? [])
        expect(first).toContain(comment.trim());
      expect(readFileSync(`${file}.before-memorygraph`, 'utf8')).toBe(text);
      const installed = snapshot(at);
      expect(run(at, wish).files.map(({ action }) => action)).toEqual(paths.map(() => 'none'));
      expect(snapshot(at)).toEqual(installed);
      run(at, { ...wish, settings: VARIABLE, flags: ['--tool-profile', 'extended'] });
      expect(snapshot(at)).not.toEqual(installed);
      expectKept(valuesOf(file), values);
      run(at, { ...wish, remove: true });
      expect(snapshot(at)).toEqual(before);
    });

    it.each(brokenFor(path))(`refuses $name and writes nothing (${holds})`, ({ text, says }) => {
      const at = place();
      const file = there(at);
      put(file, text);
      const before = snapshot(at);
      const error = refusal(() => run(at, wish));
      expect(error.code).toBe('invalid_file');
      expect(error.operatorMessage).toMatch(says);
      expect(error.operatorMessage).toContain(file);
      expect(error.message).not.toContain(file);
      expect(snapshot(at)).toEqual(before);
    });

    it(`refuses what is no text file (${holds})`, () => {
      const at = place();
      const file = there(at);
      put(file, Uint8Array.from([0xff, 0xfe, 0x7b, 0x00]));
      expect(refusal(() => run(at, wish)).operatorMessage).toMatch(/is not UTF-8 text/);
      const other = place();
      mkdirSync(there(other), { recursive: true });
      expect(refusal(() => run(other, wish)).operatorMessage).toMatch(/is not a file/);
    });

    it(`refuses a write-protected file and writes nothing (${holds})`, () => {
      const at = place();
      put(there(at), path.endsWith('.toml') ? '' : '{}');
      chmodSync(there(at), 0o444);
      const before = snapshot(at);
      expect(refusal(() => run(at, wish)).code).toBe('forbidden');
      expect(snapshot(at)).toEqual(before);
    });

    it.skipIf(process.platform === 'win32')(
      `writes through a link and keeps the rights, on POSIX (${holds})`,
      () => {
        const at = place();
        const file = there(at);
        const target = join(at.folders.home, 'dotfiles', 'target');
        const text = path.endsWith('.toml') ? 'a = 1\n' : '{"a": 1}\n';
        put(target, text);
        chmodSync(target, 0o640);
        mkdirSync(dirname(file), { recursive: true });
        symlinkSync(target, file);
        run(at, wish);
        expect(lstatSync(file).isSymbolicLink()).toBe(true);
        expect(readFileSync(target, 'utf8')).toContain('memorygraph');
        expect(statSync(target).mode & 0o777).toBe(0o640);
        run(at, { ...wish, remove: true });
        expect(lstatSync(file).isSymbolicLink()).toBe(true);
        expect(readFileSync(target, 'utf8')).toBe(text);
      },
    );

    it(`keeps what was added after the installation (${holds})`, () => {
      const at = place();
      const file = there(at);
      run(at, wish);
      const own = readFileSync(file, 'utf8');
      put(
        file,
        path.endsWith('.toml')
          ? `${own}\n[mcp_servers.later]\ncommand = "l"\n`
          : own.replace('{', '{\n  "later": [1],'),
      );
      run(at, { ...wish, settings: VARIABLE, flags: ['--sqlite-path', '/x'] });
      run(at, { ...wish, remove: true });
      const left = readFileSync(file, 'utf8');
      expect(left).toContain('later');
      expect(left).not.toContain('memorygraph');
      expect(valuesOf(file)).toMatchObject(
        path.endsWith('.toml') ? { mcp_servers: { later: { command: 'l' } } } : { later: [1] },
      );
    });
  }

  describe('an entry of another program', () => {
    const foreign = (path: string): string =>
      path.endsWith('.toml')
        ? '[mcp_servers.memorygraph]\ncommand = "uvx"\nargs = ["memorygraphMCP"]\n'
        : '{"mcpServers":{"memorygraph":{"command":"memorygraph","args":["--profile","extended"],"env":{"A":"b"}}},"servers":{"memorygraph":{"type":"http","url":"https://example.org"}}}';

    it('is kept, and told of', () => {
      const at = place();
      const file = pathsOf(at, client, scope)[0]?.path ?? '';
      put(file, foreign(file));
      const before = snapshot(at);
      const error = refusal(() => run(at, wish));
      expect(error.code).toBe('conflict');
      expect(error.operatorMessage).toContain('--force');
      expect(run(at, { ...wish, remove: true }).files[0]?.action).toBe('kept');
      expect(snapshot(at)).toEqual(before);
    });

    it('is replaced by force, and comes back', () => {
      const at = place();
      const file = pathsOf(at, client, scope)[0]?.path ?? '';
      put(file, foreign(file));
      const before = snapshot(at);
      run(at, { ...wish, force: true });
      expect(entryIn(file)).not.toHaveProperty('url');
      expect(entryIn(file)?.args).toEqual(['-y', 'memorygraph@1.2.3']);
      expect(entryIn(file)).not.toHaveProperty('env.A');
      run(at, { ...wish, remove: true });
      expect(snapshot(at)).toEqual(before);
    });
  });

  it('brings an older entry of its own up to date and keeps what the person added to it', () => {
    const at = place();
    const file = pathsOf(at, client, scope)[0]?.path ?? '';
    run(at, { ...wish, settings: { MEMORY_USER_ID: 'ann' } });
    const text = readFileSync(file, 'utf8');
    put(
      file,
      file.endsWith('.toml')
        ? `${text}\n[mcp_servers.memorygraph.tools.store_memory]\napproval_mode = "auto"\n`
        : text.replace('"args"', '"disabled": true, // for now\n      "args"'),
    );
    const newer = { ...at, program: { ...at.program, version: '2.0.0' } };
    run(newer, { ...wish, settings: VARIABLE });
    expect(entryIn(file)).toMatchObject({
      args: ['-y', 'memorygraph@2.0.0'],
      env: { MEMORY_USER_ID: 'ann', MEMORY_TOOL_PROFILE: 'extended' },
      ...(file.endsWith('.toml')
        ? { tools: { store_memory: { approval_mode: 'auto' } } }
        : { disabled: true }),
    });
    run(newer, { ...wish, remove: true });
    expect(existsSync(file)).toBe(false);
  });
});

describe('a failure half way', () => {
  it('takes back what was written where a folder cannot be made', () => {
    const at = place();
    put(join(at.folders.project, '.mcp.json'), '{"a":1}');
    put(join(at.folders.project, '.claude'), 'a file, where a folder would have to be');
    const before = snapshot(at);
    expect(refusal(() => run(at, { client: 'claude-code', scope: 'project' })).code).toBe('invalid_file');
    expect(snapshot(at)).toEqual(before);
  });
});

describe('a wish', () => {
  it('names a client and a scope there is', () => {
    expect(refusal(() => run(place(), { client: 'emacs' })).message).toContain('claude-code, claude-desktop');
    expect(refusal(() => run(place(), { client: 'claude-desktop', scope: 'project' })).code).toBe('usage');
  });
});
