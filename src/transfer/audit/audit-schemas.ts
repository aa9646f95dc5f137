import * as z from 'zod';
import { isTenantId } from '../../domain/tenant.js';

/** A tenant, or null for the server's own chain. */
export function tenantSchema() {
  return z.union([z.string().refine(isTenantId), z.null()]);
}

/** SHA-256 in lower-case hex. */
export function sha256Schema() {
  return z.string().regex(/^[0-9a-f]{64}$/);
}

/** Where a chain stands. */
export function headSchema() {
  return z.strictObject({ tenant_id: tenantSchema(), sequence: z.int().min(1), hash: sha256Schema() });
}
