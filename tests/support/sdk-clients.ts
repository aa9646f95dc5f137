import { Client as ClientV2 } from '@modelcontextprotocol/client';
import { StdioClientTransport as StdioV2 } from '@modelcontextprotocol/client/stdio';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as StdioV1 } from '@modelcontextprotocol/sdk/client/stdio.js';

/** What tests do with a client, whichever SDK it is made of. */
export interface TestClient {
  readonly instructions: () => string | undefined;
  readonly serverName: () => string | undefined;
  readonly listTools: () => Promise<{
    tools: { name: string; outputSchema?: unknown; inputSchema: unknown }[];
  }>;
  readonly callTool: (name: string, args?: Record<string, unknown>) => Promise<ToolResult>;
  readonly listResources: () => Promise<{ resources: { uri: string; name: string }[] }>;
  readonly listTemplates: () => Promise<{ resourceTemplates: { uriTemplate: string }[] }>;
  readonly readResource: (
    uri: string,
  ) => Promise<{ contents: { uri: string; text?: string; mimeType?: string }[] }>;
  readonly completeId: (prefix: string) => Promise<string[]>;
  readonly listPrompts: () => Promise<{ prompts: { name: string }[] }>;
  readonly getPrompt: (name: string, args?: Record<string, string>) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The parts of a tool's result that tests look at. */
export interface ToolResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string }[];
  readonly structuredContent?: unknown;
  readonly _meta?: Readonly<Record<string, unknown>>;
}

/** Name of a kind of client -> opens one on a server that it starts. */
export const CLIENTS: Readonly<Record<string, (file: string) => Promise<TestClient>>> = {
  'SDK v1': async (file) => {
    const client = new ClientV1({ name: 'client-v1', version: '1.0' });
    await client.connect(new StdioV1({ command: process.execPath, args: [file] }));
    return adapted(client);
  },
  'SDK v2, 2025 era': async (file) => await clientV2(file, 'legacy'),
  'SDK v2, probing': async (file) => await clientV2(file, 'auto'),
  'SDK v2, 2026 era': async (file) => await clientV2(file, { pin: '2026-07-28' }),
};

async function clientV2(file: string, mode: 'legacy' | 'auto' | { pin: string }): Promise<TestClient> {
  const client = new ClientV2({ name: 'client-v2', version: '2.0' }, { versionNegotiation: { mode } });
  await client.connect(new StdioV2({ command: process.execPath, args: [file] }));
  return adapted(client);
}

function adapted(client: ClientV1 | ClientV2): TestClient {
  const some = client as ClientV2;
  return {
    instructions: () => some.getInstructions(),
    serverName: () => some.getServerVersion()?.name,
    listTools: () => some.listTools(),
    callTool: async (name, args = {}) => (await some.callTool({ name, arguments: args })) as ToolResult,
    listResources: () => some.listResources(),
    listTemplates: () => some.listResourceTemplates(),
    readResource: async (uri) =>
      (await some.readResource({ uri })) as { contents: { uri: string; text?: string }[] },
    completeId: async (value) => {
      const ref = { type: 'ref/resource' as const, uri: 'memory://{id}' };
      return (await some.complete({ ref, argument: { name: 'id', value } })).completion.values;
    },
    listPrompts: () => some.listPrompts(),
    getPrompt: async (name, args = {}) => {
      const { messages } = await some.getPrompt({ name, arguments: args });
      return messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n');
    },
    close: () => some.close(),
  };
}
