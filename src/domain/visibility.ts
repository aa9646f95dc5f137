/** Who inside a tenant may see a memory. Absent in a store without tenancy. */
export const VISIBILITIES = ['private', 'project', 'team', 'public'] as const;

export type Visibility = (typeof VISIBILITIES)[number];

/** Stands for every team of the tenant; only the migration writes it. */
export const EVERY_TEAM = '*';
