import { call, type Plan } from './plan.js';

/** The probes of the admin toolset; its files have a stage of their own. */
export const ADMIN_PLANS: Readonly<Record<string, Plan>> = {
  export_memories: {
    action: 'admin',
    arguments: { file: 'handle', format: 'plain' },
    usual: ({ own }) => call('export_memories', { file: `usual-${own}.jsonl` }),
  },
  import_memories: {
    action: 'admin',
    arguments: { file: 'handle', format: 'plain', project: 'plain', dry_run: 'plain' },
    usual: () => call('import_memories', { file: 'nothing.jsonl' }),
  },
  migrate_to_multitenant: {
    action: 'admin',
    arguments: {
      new_tenant: 'plain',
      visibility: 'plain',
      team: 'plain',
      map_file: 'handle',
      dry_run: 'plain',
    },
    usual: () => call('migrate_to_multitenant', { new_tenant: 'another', dry_run: false }),
    operatorOnly: true,
  },
  server_status: {
    action: 'admin',
    arguments: {},
    usual: () => call('server_status', {}),
    operatorOnly: true,
  },
};

const uriOf = (id: string): string => `memory://${encodeURIComponent(id)}`;

/** What a server offers beside tools: resources and templates by URI, prompts by name, completions by their place. */
export const OTHER_PLANS: Readonly<Record<string, Plan>> = {
  'memory://{id}': {
    action: 'read',
    arguments: { id: 'id' },
    usual: ({ own }) => ({ method: 'resources/read', params: { uri: uriOf(own) } }),
    ids: [
      {
        argument: 'id',
        of: 'memory',
        ask: (id) => ({ method: 'resources/read', params: { uri: uriOf(id) } }),
        expect: (answer, id) => (answer.bytes.includes(`- id: ${id}`) ? [] : ['not shown']),
        missing: 'protocol',
      },
    ],
  },
  'memory://recent': {
    action: 'read',
    arguments: {},
    usual: () => ({ method: 'resources/read', params: { uri: 'memory://recent' } }),
  },
  'resources/list': {
    action: 'read',
    arguments: {},
    usual: () => ({ method: 'resources/list', params: {} }),
  },
  'completion of memory://{id}: id': {
    action: 'read',
    arguments: { prefix: 'id' },
    usual: () => complete(''),
    ids: [
      {
        argument: 'prefix',
        of: 'memory',
        ask: (id) => complete(id),
        expect: (answer, id) => (answer.bytes.includes(`"${id}"`) ? [] : ['not completed']),
        missing: null,
      },
    ],
  },
  'prompt start_of_session': {
    action: 'read',
    arguments: { topic: 'word' },
    usual: () => ({ method: 'prompts/get', params: { name: 'start_of_session' } }),
    words: [
      {
        argument: 'topic',
        ask: (topic) => ({
          method: 'prompts/get',
          params: { name: 'start_of_session', arguments: { topic } },
        }),
      },
    ],
  },
  'prompt end_of_session': {
    action: 'read',
    arguments: {},
    usual: () => ({ method: 'prompts/get', params: { name: 'end_of_session' } }),
  },
};

function complete(value: string) {
  const ref = { type: 'ref/resource', uri: 'memory://{id}' };
  return { method: 'completion/complete', params: { ref, argument: { name: 'id', value } } } as const;
}
