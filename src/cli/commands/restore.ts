import { resolve } from 'node:path';
import type { CliCommand } from '../command.js';
import { countsText } from '../render/counts-text.js';

const STAGES = { checking: 'checking the file', writing: 'restoring', comparing: 'comparing' } as const;

/** Puts a backup into an empty store. */
export const restoreCommand: CliCommand = {
  name: 'restore',
  group: 'Moving data',
  summary: 'put a backup into an empty store',
  description:
    'Puts a backup into the configured store, which must be empty. The whole file is checked before anything is\nwritten; afterwards the store is compared with the file. A restore that was cut off goes on when it is run again.',
  options: [
    { flags: '--input <file>', description: 'a file that "memorygraph backup" wrote', required: true },
  ],
  examples: [
    {
      line: 'memorygraph restore --input memories.backup.gz --sqlite-path new.db',
      says: 'into a new database file',
    },
  ],
  async run(context, options) {
    const { restoreStore } = await import('../../transfer/backup/restore.js');
    const { RESTORE_USER_ID } = await import('../../transfer/backup/unfinished-restore.js');
    const { checkBackup } = await import('../../transfer/backup/read-backup.js');
    const path = resolve(options.needed('input'));
    // Before the store is opened: a file that is no backup makes no database.
    await checkBackup(path, context.signal, (done) => context.progress.show(STAGES.checking, done, null));
    const backend = await context.open({ create: true, unfinished: true });
    const report = await restoreStore(backend, context.operatorScope(RESTORE_USER_ID), path, {
      now: () => new Date().toISOString(),
      signal: context.signal,
      onProgress: (stage, done, total) => context.progress.show(STAGES[stage], done, total),
    });
    const { counts, sha256, resumed } = report;
    const how = resumed
      ? 'An earlier restore that was cut off is complete now.'
      : 'The store equals the backup.';
    return {
      text: `${countsText(counts)}\nrestored from ${path}\n${how}`,
      data: { path, counts, sha256, resumed },
    };
  },
};
