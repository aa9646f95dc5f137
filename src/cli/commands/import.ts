import { resolve } from 'node:path';
import type { Backend } from '../../contracts/backend.js';
import type { AccessScope } from '../../domain/access-scope.js';
import { MemoryGraphError } from '../../errors/memory-graph-error.js';
import type { Permission } from '../../policy/permissions.js';
import type { CliCommand, CommandContext } from '../command.js';
import { importText } from '../render/import-text.js';

/** Takes in an export, or what another program keeps, as the caller's own. */
export const importCommand: CliCommand = {
  name: 'import',
  group: 'Moving data',
  summary: 'take in an export, or the memories of another program',
  description:
    'Takes in what "memorygraph export" wrote, or what another memory program keeps or exports. All of it is checked\nbefore anything is stored. Content, types, tags and times of validity are kept; you are noted as the author, and\nwhat the file says of authors and dates is kept as the origin. What is here already is not stored again.',
  options: [
    {
      flags: '--input <path>',
      description: 'the file or folder to read; a file may be compressed with gzip',
      required: true,
    },
    { flags: '--format <name>', description: 'what it is, where that is not recognised from its content' },
    {
      flags: '--project <id>',
      description: 'where memories belong that name no project: an id, or current; default: global',
    },
    { flags: '--dry-run', description: 'check it and say what would happen; store nothing' },
  ],
  examples: [
    { line: 'memorygraph import --input memories.jsonl --dry-run', says: 'what would happen?' },
    { line: 'memorygraph import --input memories.jsonl', says: 'take it in' },
    {
      line: 'memorygraph import --input ~/.memorygraph/memory.db',
      says: 'the store of the Python memorygraph',
    },
  ],
  async run(context, options) {
    const { importPath } = await import('../../app/import-path.js');
    const path = resolve(options.needed('input'));
    const dryRun = options.given('dryRun');
    const [format, project] = [options.text('format'), options.text('project')];
    const { config, signal, progress } = context;
    const report = await importPath(path, {
      config,
      scopeOn: (backend) => scopeOn(context, backend),
      signal,
      dryRun,
      ...(format === undefined ? {} : { format }),
      ...(project === undefined ? {} : { project }),
      openStore: () => context.open({ create: !dryRun }),
      onProgress: (stage, done, total) => progress.show(stage, done, total),
    });
    return { text: importText(report, path, dryRun), data: { path, dry_run: dryRun, ...report } };
  },
};

const WRITING: Permission = { resource: 'memory', action: 'write' };

/** A dry run may find no store; with tenants there is nobody to import for then. */
function scopeOn(context: CommandContext, backend: Backend | null): Promise<AccessScope> {
  if (backend !== null || !context.config.settings.multi_tenant_mode)
    return context.principalScope(backend, WRITING);
  throw new MemoryGraphError(
    'storage_missing',
    'There is no store at the configured path yet. "memorygraph tenant add ID" makes one with a tenant.',
  );
}
