/** Who inside a tenant may see a memory. Absent in a store without tenancy. */
export const VISIBILITIES = ['private', 'project', 'team', 'public'] as const;

export type Visibility = (typeof VISIBILITIES)[number];
