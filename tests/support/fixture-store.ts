import { localPrincipal } from '../../src/auth/local.js';
import type { Backend } from '../../src/contracts/backend.js';
import { addMilliseconds } from '../../src/domain/time.js';
import { scopeFor } from '../../src/policy/access-scope.js';
import { createRepositories } from '../../src/repository/create-repositories.js';
import type { Repositories } from '../../src/repository/repositories.js';
import { createUseRecorder } from '../../src/repository/use-recorder.js';
import type { ContentQuestions } from './store-content.js';

const START = '2026-03-02T08:00:00.000Z';
const MINUTE_MS = 60_000;

/** What `fillFixtureStore` puts in, to be asked for. Within a day of it, since answers are kept no longer. */
export const FIXTURE_QUESTIONS: ContentQuestions = {
  at: '2026-03-02T18:00:00.000Z',
  words: ['postgr', 'login', 'deploi', 'timeout', 'cafe', 'onc'],
  answers: [
    { user_id: 'ann', tool: 'store_memory', key: 'once' },
    { user_id: 'ben', tool: 'store_memory', key: 'once' },
  ],
};

/**
 * Two people's work over a day, through the operations that the tools call: memories of three projects and of
 * none, changed, replaced, closed, deleted and looked at; relationships, some with history, some closed; kept
 * answers; and, where the store knows them, other names of projects. The clock and the ids are always the same.
 */
export async function fillFixtureStore(backend: Backend): Promise<void> {
  let time = START;
  let made = 0;
  const useRecorder = createUseRecorder(backend);
  const repositoriesOf = (user_id: string): Repositories =>
    createRepositories({
      backend,
      scope: scopeFor(localPrincipal(user_id)),
      clock: { now: () => time },
      ids: { next: () => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}` },
      source: { kind: 'assistant', client: 'fixture 1' },
      useRecorder,
      allowCycles: false,
    });
  const people = { ann: repositoriesOf('ann'), ben: repositoriesOf('ben') };
  const day: Day = {
    ...people,
    pass: () => {
      time = addMilliseconds(time, MINUTE_MS);
    },
    async store(who, memory, options = {}) {
      day.pass();
      const [stored] = await people[who].memories.store([memory], options);
      if (stored === undefined) throw new Error('nothing was stored');
      return stored.id;
    },
  };
  await workADay(day);
  await useRecorder.flush();
}

interface Day {
  readonly ann: Repositories;
  readonly ben: Repositories;
  pass(): void;
  store(
    who: 'ann' | 'ben',
    memory: Parameters<Repositories['memories']['store']>[0][number],
    options?: Parameters<Repositories['memories']['store']>[1],
  ): Promise<string>;
}

async function workADay(day: Day): Promise<void> {
  const { ann, ben, pass, store } = day;
  const web = {
    project_id: 'web',
    project_path: '/home/ann/web',
    languages: ['TypeScript'],
    frameworks: ['Vue'],
  };
  const api = { project_id: 'api', languages: ['Go'], session_id: 'session-1', git_branch: 'main' };
  const mysql = await store('ann', {
    type: 'decision',
    title: 'Database of the API',
    content: 'The API keeps its data in MySQL.',
    tags: ['database'],
    importance: 0.9,
    context: api,
  });
  const slow = await store('ann', {
    type: 'problem',
    content: 'Login runs into a timeout when the pool of connections is empty.',
    tags: ['login', 'pool'],
    context: {
      ...api,
      files_involved: ['cmd/login.go'],
      additional_metadata: { ticket: 42, seen: [true, null] },
    },
  });
  const larger = await store('ben', {
    type: 'solution',
    content: 'A larger pool and a shorter timeout: login answers again.',
    summary: 'Larger pool, shorter timeout.',
    tags: ['login'],
    effectiveness: 0.7,
    context: api,
    relationships: [
      { to_memory_id: slow, relationship_type: 'SOLVES', context: 'seen in production for a week' },
    ],
  });
  const postgres = await store('ben', {
    type: 'decision',
    title: 'Database of the API',
    content: 'The API keeps its data in Postgres: MySQL had no partial indexes.',
    tags: ['database'],
    importance: 0.95,
    context: api,
    supersedes: [mysql],
  });
  const words = await store('ann', {
    type: 'preference',
    content: 'Café, naïve, 東京 and \u{1f9e0} stay as they are written, "quotes" and back\\slashes too.',
    tags: ['Größe', 'text "quoted"'],
  });
  const build = await store('ann', { type: 'command', content: 'npm run build', context: web });
  const deploy = await store('ben', {
    type: 'workflow',
    content: 'Deploy on Mondays, never on Fridays.',
    context: web,
  });
  const doomed = await store('ben', {
    type: 'fact',
    content: 'Deploy needs a second pair of eyes.',
    context: web,
  });
  const kept = { tool: 'store_memory', key: 'once' };
  await store(
    'ann',
    { type: 'fact', content: 'Stored once, asked twice.' },
    { idempotency: { ...kept, body: 'a' } },
  );
  await store(
    'ben',
    { type: 'fact', content: 'Stored once, by Ben.' },
    { idempotency: { ...kept, body: 'b' } },
  );
  for (const who of ['ann', 'ben'] as const)
    await store(who, { type: 'fact', content: 'Both of us know this.' });
  await store('ben', {
    type: 'task',
    content: 'Renew the certificate before summer.',
    context: { project_id: 'ops' },
    valid_from: '2026-01-01T00:00:00.000Z',
    valid_until: '2026-06-01T00:00:00.000Z',
  });

  pass();
  await ann.memories.update(slow, { importance: 0.8, add_tags: ['timeout'] });
  pass();
  await ben.memories.update(slow, {
    content: 'Login ran into a timeout while the pool of connections was empty.',
  });
  pass();
  const edge = await ann.relationships.create({
    from_memory_id: deploy,
    to_memory_id: build,
    relationship_type: 'DEPENDS_ON',
    strength: 0.6,
  });
  pass();
  await ben.relationships.reinforce(edge.id, { success: true });
  pass();
  await ann.relationships.reinforce(edge.id, { success: false });
  await ben.relationships.create({
    from_memory_id: doomed,
    to_memory_id: deploy,
    relationship_type: 'RELATED_TO',
  });
  const closed = await ben.relationships.create({
    from_memory_id: words,
    to_memory_id: postgres,
    relationship_type: 'RELATED_TO',
  });
  pass();
  await ann.relationships.invalidate(closed.id, { invalidated_by: larger });
  pass();
  await ben.memories.remove(doomed);
  for (const id of [slow, slow, postgres]) await ann.memories.get(id);
  await ben.memories.get(build);
  pass();
  // Other names of projects came with the second schema.
  if ('projects' in ann) {
    await ann.projects.rename('web', 'shop');
    pass();
    await ben.projects.merge('ops', 'api');
  }
}
