import { describe, expect, it } from 'vitest';
import { isAuditEvent } from '../../../src/domain/audit-event.js';
import type { Principal } from '../../../src/domain/principal.js';
import { ERRORS, type ErrorCode } from '../../../src/errors/codes.js';
import { auditOutcome, beginAudit } from '../../../src/policy/call-audit.js';

const ANN: Principal = {
  kind: 'token',
  issuer: 'https://id.example.org',
  subject: 'ann',
  user_id: 'ann@id.example.org',
  membership: null,
};
const CALL = {
  call_id: '0198a1b2-c3d4-7e5f-8a9b-000000000001',
  at: '2026-11-22T12:00:00.000Z',
  principal: ANN,
  client: 'claude-code 2.1.0',
  operation: 'get_memory',
  args: { memory_id: 'm-1' },
};
const OK = { code: null, duration_ms: 2 } as const;

describe('a call without a commit', () => {
  it('gets one event at its end', () => {
    const event = beginAudit(CALL).finish({ code: null, duration_ms: 1.23456 });
    expect(event).toEqual({
      call_id: CALL.call_id,
      at: CALL.at,
      user_id: 'ann@id.example.org',
      issuer: 'https://id.example.org',
      client: 'claude-code 2.1.0',
      operation: 'get_memory',
      resources: ['m-1'],
      outcome: 'ok',
      code: null,
      duration_ms: 1.235,
    });
    expect(isAuditEvent(event)).toBe(true);
  });

  it('names nobody where nobody could be made out', () => {
    const event = beginAudit({ ...CALL, principal: null, client: undefined }).finish({
      code: 'unauthenticated',
      duration_ms: 0,
    });
    expect(event).toMatchObject({ user_id: null, issuer: null, client: null, outcome: 'denied' });
  });

  it('lasted no less than no time, where the clock was set back', () => {
    const event = beginAudit(CALL).finish({ code: null, duration_ms: -5 });
    expect(event?.duration_ms).toBe(0);
    expect(isAuditEvent(event)).toBe(true);
  });

  it('says how it ended, for every code', () => {
    const codes = Object.keys(ERRORS) as ErrorCode[];
    const ending = (outcome: string) => codes.filter((code) => auditOutcome(code) === outcome);
    expect(ending('denied')).toEqual(['forbidden', 'unauthenticated', 'tenant_unavailable']);
    expect(ending('cancelled')).toEqual(['cancelled']);
    expect(ending('failed')).toHaveLength(codes.length - 4);
    for (const code of codes)
      expect(beginAudit(CALL).finish({ code, duration_ms: 0 })).toMatchObject({
        code,
        outcome: auditOutcome(code),
      });
  });
});

describe('a call with a commit', () => {
  it('has its event in the commit, and nothing more where it went well', () => {
    const audit = beginAudit({ ...CALL, args: {} });
    const event = audit.eventForCommit(['m-new'], 1.5);
    expect(event).toMatchObject({ resources: ['m-new'], outcome: 'ok', code: null, duration_ms: 1.5 });
    expect(event).not.toHaveProperty('corrects');
    audit.committed();
    audit.answered({ id: 'm-new' });
    expect(audit.finish(OK)).toBeNull();
  });

  it.each(['cancelled', 'internal', 'forbidden'] as const)('is corrected where it ended with %s', (code) => {
    const audit = beginAudit(CALL);
    audit.eventForCommit(['m-new'], 1);
    audit.committed();
    expect(audit.finish({ code, duration_ms: 3 })).toEqual({
      ...beginAudit(CALL).finish({ code, duration_ms: 3 }),
      resources: ['m-1', 'm-new'],
      corrects: true,
    });
  });

  it('has an event for each attempt, and names only what was written', () => {
    const audit = beginAudit({ ...CALL, args: {} });
    expect(audit.eventForCommit(['m-first'], 1)?.resources).toEqual(['m-first']);
    expect(audit.eventForCommit(['m-second'], 2)?.resources).toEqual(['m-second']);
    audit.committed();
    expect(audit.finish({ code: 'internal', duration_ms: 3 })?.resources).toEqual(['m-second']);
  });

  it('has its event at the end where no attempt succeeded', () => {
    const audit = beginAudit(CALL);
    audit.eventForCommit(['m-new'], 1);
    const event = audit.finish({ code: 'conflict', duration_ms: 2 });
    expect(event).toMatchObject({ resources: ['m-1'], outcome: 'failed', code: 'conflict' });
    expect(event).not.toHaveProperty('corrects');
  });

  it('is corrected where later commits wrote what the event does not name', () => {
    const audit = beginAudit({ ...CALL, args: {} });
    audit.eventForCommit(['m-1', 'm-2'], 1);
    audit.committed();
    expect(audit.eventForCommit(['m-2'], 2)).toBeNull();
    audit.committed();
    expect(audit.finish(OK)).toBeNull();
    expect(audit.eventForCommit(['m-2', 'm-3'], 2)).toBeNull();
    audit.committed();
    expect(audit.finish(OK)).toMatchObject({
      resources: ['m-1', 'm-2', 'm-3'],
      outcome: 'ok',
      corrects: true,
    });
  });

  it('takes no notice of a commit that it was not asked about', () => {
    const audit = beginAudit(CALL);
    audit.committed();
    expect(audit.finish(OK)).toMatchObject({ resources: ['m-1'], outcome: 'ok' });
  });

  it('is not corrected for a later commit that failed', () => {
    const audit = beginAudit({ ...CALL, args: {} });
    audit.eventForCommit(['m-1'], 1);
    audit.committed();
    audit.eventForCommit(['m-2'], 1);
    expect(audit.finish(OK)).toBeNull();
  });

  it('is not corrected for what has no room in an event', () => {
    const audit = beginAudit({ ...CALL, args: {} });
    const ids = Array.from({ length: 150 }, (_, at) => `m-${at}`);
    expect(audit.eventForCommit(ids, 1)?.resources).toEqual(ids.slice(0, 100));
    audit.committed();
    audit.eventForCommit(['m-more'], 1);
    audit.committed();
    expect(audit.finish(OK)).toBeNull();
  });
});

describe('what an event holds of a call', () => {
  const resourcesOf = (args: unknown, ...answers: unknown[]) => {
    const audit = beginAudit({ ...CALL, args });
    for (const answer of answers) audit.answered(answer);
    return audit.finish(OK)?.resources;
  };

  it.each([
    ['memory_id', { memory_id: 'a' }, ['a']],
    ['both ends', { from_memory_id: 'a', to_memory_id: 'b' }, ['a', 'b']],
    ['lists', { memory_ids: ['a', 'b'], ids: ['c'] }, ['a', 'b', 'c']],
    ['what is superseded', { supersedes: ['a'], id: 'b' }, ['a', 'b']],
    ['one that is superseded', { supersedes: 'a' }, ['a']],
    [
      'relationships of a new memory',
      { relationships: [{ to_memory_id: 'a' }, { to_memory_id: 'b' }] },
      ['a', 'b'],
    ],
    ['memories of a batch', { memories: [{ relationships: [{ to_memory_id: 'a' }] }] }, ['a']],
    ['a file', { file: 'memories.jsonl' }, ['memories.jsonl']],
    ['a resource', { uri: 'memory://a%3Ab' }, ['a:b']],
    ['each once', { memory_id: 'a', id: 'a', ids: ['a'] }, ['a']],
  ])('names %s', (_name, args, expected) => {
    expect(resourcesOf(args)).toEqual(expected);
  });

  it.each([
    ['no object', 'm-1'],
    ['nothing', undefined],
    ['null', null],
    ['a list', ['m-1']],
    ['ids that are none', { id: 7, ids: [null, {}, ['a']], memory_id: 'two words', uri: 'memory://%zz' }],
    ['paths', { file: '/etc/passwd', memory_id: '../x', from_memory_id: 'a/b' }],
    ['line ends', { memory_id: 'a\nb', id: '\u001b[31m' }],
    ['tokens', { memory_id: `eyJhbGciOiJIUzI1NiJ9.${'x'.repeat(80)}.y` }],
    ['texts', { title: 'words', content: 'words', query: 'words', tags: ['words'], type: 'words' }],
    [
      'what contexts hold',
      { context: { card_id: '4111', metadata: { id: 'secret' } }, metadata: { id: 'x' } },
    ],
    ['what the caller made up', { notes: { password_id: 'hunter2' }, arguments: { memory_id: 'a' } }],
    ['what is nested deep', { memories: [{ memories: [{ memories: [{ id: 'a' }] }] }] }],
  ])('does not name %s', (_name, args) => {
    expect(resourcesOf(args)).toEqual([]);
  });

  it('names what the answer names, after what the call named', () => {
    const found = { results: [{ id: 'b', title: 'words', via: { relationship_id: 'r' } }, { id: 'c' }] };
    expect(resourcesOf({ memory_id: 'a' }, found)).toEqual(['a', 'b', 'r', 'c']);
    const memory = { memory: { id: 'a', content: 'x', context: { id: 'no' } }, relationships: [{ id: 'r' }] };
    expect(resourcesOf({ memory_id: 'a' }, memory)).toEqual(['a', 'r']);
    expect(
      resourcesOf({}, { id: 'n', near_duplicates: [{ id: 'd' }], searched: { project_id: 'no' } }),
    ).toEqual(['n', 'd']);
  });

  it.each([
    ...['memory', 'relationship', 'via'].map((key) => [key, { [key]: { id: 'a' } }] as const),
    ...['memories', 'relationships', 'results', 'near_duplicates', 'steps'].map(
      (key) => [key, { [key]: [{ id: 'a' }, { relationship_id: 'b' }] }] as const,
    ),
    ...['created', 'updated', 'closed', 'relationships_created', 'relationships_closed'].map(
      (key) => [key, { [key]: [{ id: 'a' }, 'no id', null] }] as const,
    ),
  ])('names what stands in %s', (_key, answer) => {
    expect(resourcesOf({}, answer)?.[0]).toBe('a');
  });

  it('names what a duplicate is one of', () => {
    expect(resourcesOf({}, { id: 'a', duplicate_of: 'b' })).toEqual(['a', 'b']);
  });

  it('names at most a hundred', () => {
    const ids = Array.from({ length: 5_000 }, (_, at) => `m-${at}`);
    expect(resourcesOf({ ids: ids.slice(0, 99) }, { results: ids.map((id) => ({ id })) })).toEqual(
      ids.slice(0, 100),
    );
  });

  it('has no character that could forge a line, and short texts only', () => {
    const hostile = `x\n2026-11-22 ok\r\u0085\u2028\u2029\u001b[2J\u202e\u200b\u0000\ud800${'y'.repeat(500)}`;
    const principal = { ...ANN, user_id: hostile, issuer: hostile };
    const event = beginAudit({ ...CALL, principal, client: hostile, operation: hostile }).finish(OK);
    for (const text of [event?.client, event?.operation, event?.user_id, event?.issuer]) {
      expect(text).toMatch(/^x\ufffd2026-11-22 ok\ufffd{4}\ufffd\[2J\ufffd{4}y+$/);
      expect(text?.length).toBe(200);
    }
    expect(isAuditEvent(event)).toBe(true);
  });

  it('never cuts a letter in two', () => {
    const event = beginAudit({ ...CALL, client: `${'x'.repeat(199)}😀` }).finish(OK);
    expect(event?.client).toBe('x'.repeat(199));
  });
});
