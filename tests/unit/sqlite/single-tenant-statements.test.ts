import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { StatementRecording } from '../../support/single-tenant/notebook.js';
import {
  type ContractRecording,
  type ProgramRecording,
  recordContract,
  recordProgram,
} from '../../support/single-tenant/record.js';
import { testFolder } from '../../support/test-folder.js';

const FIXTURES = 'tests/fixtures/single-tenant';
const RECORDING_MS = 300_000;

/** Came with tenancy, for stores with tenants; without them titles are read as whole memories, as they were. */
const NEWER_METHODS = ['audit', 'findTitles', 'memberCounts', 'projectGrants', 'visibleWords'];

interface Fixture<T> {
  readonly contract: T;
  readonly program: T;
}

function fixture<T>(name: string): Fixture<T> {
  return JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), 'utf8')) as Fixture<T>;
}

const STATEMENTS = fixture<StatementRecording>('statements');
const SCHEMA = fixture<object>('schema');

/** What was executed in an operation, text by text. */
function executed({ statements, operations }: StatementRecording, operation: string): readonly string[] {
  return (operations[operation] ?? []).map((place) => statements[place] ?? `no statement ${place}`);
}

/** Holds what a part of the work does now against what the commit before tenancy did. */
function sameAsBefore(part: keyof Fixture<unknown>, now: () => ProgramRecording): void {
  const before = STATEMENTS[part];

  it('leaves the schema, the marks and the files that it left', () => {
    const { schema, files } = now();
    expect({ ...schema, files }).toEqual(SCHEMA[part]);
  });

  it('prepares and executes every statement that it did, and no other', () => {
    const { statements } = now().statements;
    const appeared = statements.filter((sql) => !before.statements.includes(sql));
    const gone = before.statements.filter((sql) => !statements.includes(sql));
    expect({ appeared, gone }).toEqual({ appeared: [], gone: [] });
  });

  it('is the same work', () => {
    expect(Object.keys(now().statements.operations)).toEqual(Object.keys(before.operations));
  });

  it.each(Object.keys(before.operations))('executes the same in the same order: %s', (operation) => {
    expect(executed(now().statements, operation)).toEqual(executed(before, operation));
  });
}

describe('in single-tenant mode a backend', () => {
  let now: ContractRecording;
  beforeAll(async () => {
    now = await recordContract(testFolder('single-tenant'));
  }, RECORDING_MS);

  it('is called by every method it has', () => {
    expect(now.uncalled.filter((name) => !NEWER_METHODS.includes(name))).toEqual([]);
  });

  sameAsBefore('contract', () => now);
});

describe('in single-tenant mode the program', () => {
  let now: ProgramRecording;
  beforeAll(async () => {
    now = await recordProgram(testFolder('single-tenant-program'));
  }, RECORDING_MS);

  sameAsBefore('program', () => now);
});
