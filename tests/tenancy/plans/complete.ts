import type { Client } from '@modelcontextprotocol/client';
import { listedTool } from '../../../src/mcp/listed-tool.js';
import type { AnyTool } from '../../../src/mcp/tool.js';
import { TOOL_PLANS } from './catalog.js';
import { OTHER_PLANS } from './others.js';
import type { Plan } from './plan.js';

/** Tools, and arguments of tools, that nothing probes; and plans of what is no longer there. */
export function unprobedTools(
  tools: readonly AnyTool[],
  plans: Readonly<Record<string, Plan>> = TOOL_PLANS,
): string[] {
  const names = new Set(tools.map(({ name }) => name));
  const stale = Object.keys(plans).filter((name) => !names.has(name));
  return [
    ...stale.map((name) => `${name}: there is a plan and no such tool`),
    ...tools.flatMap((tool) => {
      const plan = plans[tool.name];
      if (plan === undefined) return [`${tool.name}: a tool without a plan`];
      const taken = Object.keys((listedTool(tool).inputSchema.properties ?? {}) as object);
      return unprobedArguments(tool.name, taken, plan);
    }),
  ];
}

function unprobedArguments(name: string, taken: readonly string[], plan: Plan): string[] {
  const known = Object.keys(plan.arguments);
  const slots = { id: plan.ids ?? [], word: plan.words ?? [] };
  const bare = Object.entries(plan.arguments).filter(
    ([argument, kind]) =>
      (kind === 'id' || kind === 'word') && !slots[kind].some((slot) => slot.argument === argument),
  );
  return [
    ...taken
      .filter((each) => !known.includes(each))
      .map((each) => `${name}.${each}: an argument that no plan names`),
    ...known.filter((each) => !taken.includes(each)).map((each) => `${name}.${each}: a plan of no argument`),
    ...bare.map(([argument, kind]) => `${name}.${argument}: no ${kind} is put there`),
  ];
}

/**
 * Resources, prompts and completions that a server offers and nothing probes; and plans of what it does not offer.
 * @param seesNothing a client for whom nothing is stored: it is listed what is there without memories alone.
 */
export async function unprobedOffers(
  client: Client,
  seesNothing: Client,
  plans: Readonly<Record<string, Plan>> = OTHER_PLANS,
): Promise<string[]> {
  const templates = (await client.listResourceTemplates()).resourceTemplates.map((each) => each.uriTemplate);
  const { resources } = await seesNothing.listResources();
  const { prompts } = await client.listPrompts();
  const offered = [
    ...templates,
    ...resources.map(({ uri }) => uri),
    ...prompts.map(({ name }) => `prompt ${name}`),
    ...(await completions(client, templates, prompts)),
    'resources/list',
  ];
  const unplanned = offered.filter((each) => plans[each] === undefined);
  const stale = Object.keys(plans).filter((each) => !offered.includes(each));
  const argumentsOf = prompts.flatMap(({ name, arguments: taken = [] }) => {
    const plan = plans[`prompt ${name}`];
    return plan === undefined
      ? []
      : unprobedArguments(
          name,
          taken.map((each) => each.name),
          plan,
        );
  });
  return [
    ...unplanned.map((each) => `${each}: offered without a plan`),
    ...stale.map((each) => `${each}: there is a plan and no such offer`),
    ...argumentsOf,
  ];
}

/** Which places the server completes: found by asking, since no list tells. */
async function completions(
  client: Client,
  templates: readonly string[],
  prompts: readonly {
    readonly name: string;
    readonly arguments?: readonly { readonly name: string }[] | undefined;
  }[],
): Promise<string[]> {
  const places = [
    ...templates.flatMap((uri) =>
      [...uri.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
        of: uri,
        name,
        ref: { type: 'ref/resource' as const, uri },
      })),
    ),
    ...prompts.flatMap((prompt) =>
      (prompt.arguments ?? []).map(({ name }) => {
        return { of: prompt.name, name, ref: { type: 'ref/prompt' as const, name: prompt.name } };
      }),
    ),
  ];
  const completed: string[] = [];
  for (const { of, name, ref } of places) {
    const answer = await client.complete({ ref, argument: { name, value: '' } }).catch(() => null);
    if (answer !== null && answer.completion.values.length > 0)
      completed.push(`completion of ${of}: ${name}`);
  }
  return completed;
}
