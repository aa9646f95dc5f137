/**
 * Stands in the bundle for the SDK's own module of this kind (see `build:bundle`): the same exports, with the
 * SDK's small JSON Schema validator in place of the compiling one, whose code alone costs tens of milliseconds
 * at every start. Arguments are checked by the invoker; the SDK's validator sees elicitation answers at most.
 */
export { default as process } from 'node:process';
export { CfWorkerJsonSchemaValidator as DefaultJsonSchemaValidator } from '@modelcontextprotocol/server/validators/cf-worker';
