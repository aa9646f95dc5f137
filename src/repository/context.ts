import type { Backend } from '../contracts/backend.js';
import type { Clock } from '../contracts/clock.js';
import type { IdGenerator } from '../contracts/id-generator.js';
import type { AccessScope } from '../domain/access-scope.js';
import type { AuditEvent } from '../domain/audit.js';
import type { Source } from '../domain/source.js';
import type { SecretPolicy } from './secrets/guard.js';
import type { UseRecorder } from './use-recorder.js';

/** What every repository works with: one store, seen through one principal's scope. */
export interface RepositoryContext {
  readonly backend: Backend;
  readonly scope: AccessScope;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  /** Stamped on what is written; its flags are added by looking at the text. */
  readonly source: Source;
  readonly useRecorder: UseRecorder;
  /** True where cycles of one relationship type are allowed (`MEMORY_ALLOW_CYCLES`). */
  readonly allowCycles: boolean;
  /** What happens to likely secrets (`MEMORY_SECRETS`); absent = a mark takes their place. */
  readonly secrets?: SecretPolicy;
  /** The project that this process works in; absent where it works in none (over HTTP, in a home directory). */
  readonly current?: CurrentProject | undefined;
  /** Notes the call in the commit that it makes; absent where calls are not audited. */
  readonly audit?: CommitAudit | undefined;
}

/** The audit of a call, as a commit sees it: the event goes into the transaction of what it tells. */
export interface CommitAudit {
  /** The event for a commit that writes these records; null where an earlier commit took it. */
  eventForCommit(ids: readonly string[]): AuditEvent | null;
  /** That commit was done. */
  committed(): void;
}

/** The project a process works in. */
export interface CurrentProject {
  readonly project_id: string;
  /** The branch that is checked out at this moment; null where there is none. */
  readonly branch: () => string | null;
}
