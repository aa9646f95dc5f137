import type { RepositoryContext } from './context.js';

/** What reading needs: no ids to give, nothing to stamp, no use to count. */
export type ReadingContext = Pick<RepositoryContext, 'backend' | 'scope' | 'clock' | 'current'>;
