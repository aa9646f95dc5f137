import type { CallToolResult } from '@modelcontextprotocol/server';
import { asMemoryGraphError, MemoryGraphError } from '../errors/memory-graph-error.js';
import type { IncomingCall } from './call.js';
import { checkArguments } from './check-arguments.js';
import { errorResult } from './error-result.js';
import { type CallRunner, runCall } from './run-call.js';
import type { AnyTool, ToolAnswer } from './tool.js';

/**
 * One call of one tool, from raw arguments to a result: caller made out, arguments checked, caller authorized,
 * services made, handler run, answer held against the output schema, call audited. Never rejects: a failure is an `isError` result.
 */
export async function invokeTool(
  tool: AnyTool,
  args: unknown,
  call: IncomingCall,
  runner: CallRunner,
): Promise<CallToolResult> {
  try {
    return await runCall(runner, call, {
      permission: tool.permission,
      args,
      answered: ({ structuredContent }) => structuredContent,
      prepare: () => checkArguments(tool, args ?? {}),
      run: async (input, services) => resultOf(tool, await tool.handler(input, services)),
    });
  } catch (thrown) {
    return errorResult(asMemoryGraphError(thrown));
  }
}

function resultOf(tool: AnyTool, answer: ToolAnswer<unknown>): CallToolResult {
  const checked = tool.output.safeParse(answer.data);
  if (!checked.success) {
    throw new MemoryGraphError('internal', 'The server made an answer that breaks its own rules.', {
      operatorMessage: `${tool.name} answered against its output schema`,
      cause: checked.error,
    });
  }
  return { content: [{ type: 'text', text: answer.text }], structuredContent: checked.data };
}
