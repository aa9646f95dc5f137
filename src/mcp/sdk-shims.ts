/**
 * Stands in the bundle for the SDK's own module of this kind (see `build:server`): the same exports, with the
 * SDK's small JSON Schema validator in place of the compiling one, whose code alone costs tens of milliseconds
 * at every start. Arguments are checked by the invoker; the SDK's validator sees elicitation answers at most.
 */
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';

/** The global one: the module of that name runs every getter of `process` when it is imported, for 7 ms. */
export const process = globalThis.process;
