import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../support/paths.js';
import { storePath } from '../../support/servers.js';
import type { HookRun } from './run-hook.js';

/** Something that is wrong around a hook, made by real means. */
export interface HookFault {
  readonly name: string;
  /** Why it cannot be made here; null = it can. */
  readonly missing?: () => string | null;
  /** Makes it in a fresh folder with a filled store; what it changes of the run, and how it is taken away. */
  readonly make: (place: FaultPlace) => Partial<HookRun> | Promise<Partial<HookRun>>;
  readonly undo?: (place: FaultPlace) => void;
}

/** A home folder of its own with a store in it and a work tree. */
interface FaultPlace {
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
  /** Ends with the fault. */
  readonly onEnd: (end: () => void) => void;
}

const HOLDS_THE_LOCK = `
  const Database = require('better-sqlite3');
  const database = new Database(process.argv[1]);
  database.pragma('locking_mode = EXCLUSIVE');
  database.exec('BEGIN EXCLUSIVE; CREATE TABLE held (x); COMMIT; BEGIN EXCLUSIVE');
  process.stdout.write('held');
  setInterval(() => {}, 1000);`;

const FAKE_GIT = '#!/bin/sh\nexec sleep 10\n';

export const HOOK_FAULTS: readonly HookFault[] = [
  { name: 'nothing is wrong', make: () => ({}) },
  {
    name: 'no store is there',
    make: ({ home, env }) => ({ env: { ...env, MEMORY_SQLITE_PATH: path.join(home, 'no', 'such.db') } }),
  },
  { name: 'the store is locked by a stopped process', make: lockStore },
  {
    name: 'the store is damaged',
    make: ({ home }) => {
      const bytes = readFileSync(storePath(home));
      bytes.fill(0xa5, 200, Math.floor(bytes.length * 0.9));
      writeFileSync(storePath(home), bytes);
      return {};
    },
  },
  {
    name: 'the store is no database',
    make: ({ home }) => {
      writeFileSync(storePath(home), 'a text of some length, and no database at all '.repeat(20));
      return {};
    },
  },
  {
    name: 'nothing may be read',
    make: ({ home }) => {
      chmodSync(storePath(home), 0);
      return {};
    },
  },
  {
    name: 'the home folder cannot be written',
    make: ({ home }) => {
      rmSync(path.join(home, '.memorygraph'), { recursive: true, force: true });
      writeFileSync(path.join(home, '.memorygraph'), 'a file where a folder should be');
      return {};
    },
  },
  { name: 'the disk is full', missing: cannotMount, make: fullDisk },
  {
    name: 'the settings are wrong',
    make: ({ env }) => ({ env: { ...env, MEMORY_BUSY_TIMEOUT_MS: 'soon', MEMORY_BACKEND: 'neo4j' } }),
  },
  { name: 'the input is no JSON', make: () => ({ input: '{"cwd": "/tmp", oops' }) },
  {
    name: 'the input is of other kinds',
    make: () => ({ input: '{"cwd":7,"session_id":[],"transcript_path":{}}' }),
  },
  { name: 'the input is too long', make: () => ({ input: `{"text":"${'x'.repeat(2 * 1024 * 1024)}"}` }) },
  { name: 'the input is empty', make: () => ({ input: '' }) },
  { name: 'the input is never ended', make: () => ({ keeps_open: true }) },
  { name: 'the input never comes', make: () => ({ input: undefined }) },
  { name: 'nobody reads the output', make: () => ({ closes_output: true }) },
  { name: 'git never answers', make: fakeGit },
  { name: 'a file of settings never answers', make: stallingSettings },
  {
    name: 'the transcript never answers',
    make: ({ home, input }) => {
      const transcript_path = path.join(home, 'pipe');
      execFileSync('mkfifo', [transcript_path]);
      return { input: JSON.stringify({ ...JSON.parse(input), transcript_path }) };
    },
  },
  { name: 'the answering process stands still', missing: noProcesses, make: () => ({ meddle: stopChild }) },
  { name: 'each read of the store takes 10 seconds', missing: noCompiler, make: slowReads },
];

async function lockStore({ home, onEnd }: FaultPlace): Promise<Partial<HookRun>> {
  const holder = spawn(process.execPath, ['-e', HOLDS_THE_LOCK, storePath(home)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onEnd(() => holder.kill('SIGKILL'));
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  holder.kill('SIGSTOP');
  return {};
}

function fullDisk({ home, env, onEnd }: FaultPlace): Partial<HookRun> {
  const disk = path.join(home, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', disk]);
  onEnd(() => execFileSync('umount', ['-l', disk]));
  copyFileSync(storePath(home), path.join(disk, 'memory.db'));
  try {
    writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(64 * 1024 * 1024));
  } catch {
    // As much as fits.
  }
  return { env: { ...env, HOME: disk, USERPROFILE: disk, MEMORY_SQLITE_PATH: path.join(disk, 'memory.db') } };
}

function fakeGit({ home, env }: FaultPlace): Partial<HookRun> {
  const folder = path.join(home, 'programs');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'git'), FAKE_GIT, { mode: 0o755 });
  return { env: { ...env, PATH: `${folder}${path.delimiter}${env.PATH}` } };
}

/** A pipe that nobody writes to: whoever opens it stands in the call for ever. */
function stallingSettings({ home }: FaultPlace): Partial<HookRun> {
  mkdirSync(path.join(home, '.memorygraph'), { recursive: true });
  execFileSync('mkfifo', [path.join(home, '.memorygraph', 'config.json')]);
  return {};
}

/** As soon as there is a second process, it does nothing any more, as in a call that does not return. */
function stopChild(pid: number): void {
  const timer = setInterval(() => {
    const children = readChildren(pid);
    for (const child of children) process.kill(child, 'SIGSTOP');
    if (children.length > 0) clearInterval(timer);
  }, 2);
  setTimeout(() => clearInterval(timer), 5_000).unref();
}

function readChildren(pid: number): number[] {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
    // Between its making and its first own instruction the system makes the parent wait for it.
    return children
      .filter((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('--answering'))
      .map(Number);
  } catch {
    return [];
  }
}

/** Takes the place of the call that SQLite reads a file with. */
const SLOW_READ = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
ssize_t pread64(int fd, void *to, size_t count, __off64_t at) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length > 0) {
    path[length] = 0;
    if (strstr(path, "memory.db") != NULL) sleep(10);
  }
  ssize_t (*real)(int, void *, size_t, __off64_t) = dlsym(RTLD_NEXT, "pread64");
  return real(fd, to, count, at);
}
ssize_t pread(int fd, void *to, size_t count, __off_t at) { return pread64(fd, to, count, at); }
`;

function slowReads({ home, env }: FaultPlace): Partial<HookRun> {
  const library = path.join(home, 'slow-read.so');
  execFileSync('cc', ['-shared', '-fPIC', '-w', '-o', library, '-x', 'c', '-', '-ldl'], { input: SLOW_READ });
  return { env: { ...env, LD_PRELOAD: library } };
}

function noCompiler(): string | null {
  if (process.platform !== 'linux') return 'only Linux takes a call over like this';
  try {
    execFileSync('cc', ['--version'], { stdio: 'ignore' });
    return null;
  } catch {
    return 'no C compiler is there';
  }
}

function noProcesses(): string | null {
  return process.platform === 'linux' ? null : 'only Linux tells the children of a process';
}

function cannotMount(): string | null {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? null
    : 'a small file system cannot be mounted';
}
