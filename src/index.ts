/**
 * The public API: what a program that embeds memorygraph needs. Everything else may change in any release.
 */
export { type App, startApp } from './app/start-app.js';
export type { Config, ConfigInput } from './config/config.js';
export { loadConfig } from './config/load.js';
export { processConfigInput } from './config/process-input.js';
export type { Backend } from './contracts/backend.js';
export type { Memory, MemoryUse, MemoryVersion } from './domain/memory.js';
export type { MemoryContext } from './domain/memory-context.js';
export { MEMORY_TYPES, type MemoryType } from './domain/memory-types.js';
export type { MemoryPatch, NewMemory, NewRelationship, StoreOutcome } from './domain/new-memory.js';
export type { Relationship, RelationshipVersion } from './domain/relationship.js';
export { RELATIONSHIP_TYPES, type RelationshipType } from './domain/relationship-types.js';
export { ERRORS, type ErrorCode } from './errors/codes.js';
export { MemoryGraphError } from './errors/memory-graph-error.js';
export { createLogger, type Logger, type LogLevel } from './observability/logger.js';
export type { Repositories } from './repository/repositories.js';
