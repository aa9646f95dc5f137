import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AccessScope } from '../../domain/access-scope.js';

/** Where files of this caller's admin tools lie: apart from every other tenant's and every other user's. */
export function filesPathOf(folder: string, { access, tenant_id, user_id }: AccessScope): string {
  return access === null ? folder : join(folder, shortHash(tenant_id), shortHash(user_id));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
