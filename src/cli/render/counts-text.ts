/** Counts as people read them: `3 memories, 1 former version of a memory, ...`; nothing of what is zero. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${(count === 1 ? ONE[kind] : MANY[kind]) ?? kind}`);
  return parts.length === 0 ? 'nothing: the store is empty' : parts.join(', ');
}

/** Counts as an answer holds them: grants are a matter of stores with tenants. */
export function shownCounts(
  { project_grant, ...counts }: Readonly<Record<string, number>>,
  tenant_id: string | null,
): Readonly<Record<string, number>> {
  return tenant_id === null ? counts : { ...counts, project_grant: project_grant ?? 0 };
}

const ONE: Readonly<Record<string, string>> = {
  memory: 'memory',
  memory_version: 'former version of a memory',
  relationship: 'relationship',
  relationship_version: 'former version of a relationship',
  use: 'memory with use',
  project_alias: 'other name of a project',
  project_grant: 'grant of a project',
};
const MANY: Readonly<Record<string, string>> = {
  memory: 'memories',
  memory_version: 'former versions of memories',
  relationship: 'relationships',
  relationship_version: 'former versions of relationships',
  use: 'memories with use',
  project_alias: 'other names of projects',
  project_grant: 'grants of projects',
};
