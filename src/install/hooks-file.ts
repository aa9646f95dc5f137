import { isOwnHook } from './hook-command.js';
import { removeIn, setIn, valueIn } from './json-edit.js';
import type { Step } from './json-tree.js';
import type { TextEdit } from './text-edit.js';
import { isObject } from './values.js';

/** One hook of a client: its name of the event, and the handler that is written. */
export interface ClientHook {
  readonly event: string;
  readonly handler: Readonly<Record<string, unknown>>;
}

/**
 * The shape of a client's hooks below `hooks.<event>`. `grouped`: a list of groups that have handlers, as Claude
 * Code and Codex read it. `flat`: a list of handlers, as Cursor reads it.
 */
export type HooksShape = 'grouped' | 'flat';

/**
 * Hooks in a JSON file; other programs' hooks, and other members, stay.
 * @param fixed members that the client wants beside the hooks, such as a version.
 */
export function jsonHooks(
  shape: HooksShape,
  hooks: readonly ClientHook[],
  fixed: Readonly<Record<string, unknown>> = {},
): TextEdit {
  const bare = /^\s*\{\s*(?:"version"\s*:\s*\d+\s*)?\}\s*$/;
  const owned = (text: string) => ownHandlers(shape, text);
  return {
    find: (text) => (text.trim() !== '' && owned(text).length > 0 ? 'own' : 'nothing'),
    add(text) {
      let edited = text.trim() === '' ? '{}\n' : text;
      for (const [name, value] of Object.entries(fixed)) {
        if (valueIn(edited, [name]) === undefined) edited = setIn(edited, [name], value);
      }
      for (const { event, handler } of hooks) edited = setHandler(shape, edited, event, handler);
      const unwanted = owned(edited).filter(
        ({ event }, index, all) =>
          !hooks.some((hook) => hook.event === event) ||
          all.findIndex((each) => each.event === event) !== index,
      );
      return removeHandlers(edited, unwanted);
    },
    remove: (text) => (text.trim() === '' ? text : removeHandlers(text, owned(text))),
    others: (text) => (text.trim() === '' ? {} : othersOf(shape, valueIn(text, []), fixed)),
    isBare: (text) => bare.test(text),
  };
}

interface OwnHandler {
  readonly event: string;
  /** Where the handler is. */
  readonly path: readonly Step[];
}

/** Where handlers of this program are, in the order of the text. */
function ownHandlers(shape: HooksShape, text: string): OwnHandler[] {
  const hooks = valueIn(text, ['hooks']);
  if (!isObject(hooks)) return [];
  return Object.entries(hooks).flatMap(([event, list]) =>
    asList(list).flatMap((item, index): OwnHandler[] => {
      if (shape === 'flat') return isOwnHook(item) ? [{ event, path: ['hooks', event, index] }] : [];
      return asList(isObject(item) ? item.hooks : []).flatMap((handler, inner) =>
        isOwnHook(handler) ? [{ event, path: ['hooks', event, index, 'hooks', inner] }] : [],
      );
    }),
  );
}

function setHandler(shape: HooksShape, text: string, event: string, handler: object): string {
  const there = ownHandlers(shape, text).find((each) => each.event === event);
  if (there !== undefined) return setIn(text, there.path, handler);
  const next = asList(valueIn(text, ['hooks', event])).length;
  return setIn(text, ['hooks', event, next], shape === 'flat' ? handler : { hooks: [handler] });
}

/** Takes handlers away, and groups, lists and the whole member where nothing is left in them. */
function removeHandlers(text: string, handlers: readonly OwnHandler[]): string {
  return handlers.toReversed().reduce((edited, { path }) => {
    let rest = removeIn(edited, path);
    for (let depth = path.length - 1; depth > 0; depth--) {
      const above = path.slice(0, depth);
      if (!isSpent(valueIn(rest, above))) break;
      rest = removeIn(rest, above);
    }
    return rest;
  }, text);
}

/** True for what exists for handlers alone and has none. */
function isSpent(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length === 0 || (names.length === 1 && isSpentList(value.hooks));
}

function isSpentList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The values without this program's handlers and without what they leave empty. */
function othersOf(shape: HooksShape, value: unknown, fixed: Readonly<Record<string, unknown>>): unknown {
  if (!isObject(value)) return value;
  const { hooks, ...rest } = value;
  const lists = Object.entries(isObject(hooks) ? hooks : {}).map(([event, list]) => {
    const kept = asList(list).flatMap((item): unknown[] => {
      if (shape === 'flat') return isOwnHook(item) ? [] : [item];
      if (!isObject(item) || !Array.isArray(item.hooks)) return [item];
      const handlers = item.hooks.filter((handler) => !isOwnHook(handler));
      const left = { ...item, hooks: handlers };
      return isSpent(left) ? [] : [left];
    });
    return [event, kept] as const;
  });
  const left = Object.fromEntries(lists.filter(([, list]) => list.length > 0));
  const others = Object.entries(rest).filter(([name, each]) => fixed[name] !== each);
  return {
    ...Object.fromEntries(others),
    ...(Object.keys(left).length > 0 || (hooks !== undefined && !isObject(hooks))
      ? { hooks: isObject(hooks) ? left : hooks }
      : {}),
  };
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
