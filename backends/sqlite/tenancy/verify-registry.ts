import { existsSync, readdirSync } from 'node:fs';
import type { VerifyReport } from '../../../src/contracts/reports.js';
import type { Connection } from '../connection.js';
import { translate } from '../errors.js';
import { tenantFolder, tenantPath } from './tenant-files.js';
import { listTenants } from './tenant-rows.js';

const FILE = /^(t[0-9a-f]+)\.db$/;

/** Checks the pages of the registry, and that its tenants and the files beside it fit each other. */
export function verifyRegistry(control: Connection): VerifyReport {
  const faults: string[] = [];
  let tenants = 0;
  try {
    for (const row of control.all<{ quick_check: string }>('PRAGMA quick_check(20)'))
      if (row.quick_check !== 'ok') faults.push(`Pages of the registry: ${row.quick_check}.`);
    const known = listTenants(control);
    tenants = known.length;
    for (const tenant of known)
      if (tenant.has_file === 1 && !existsSync(tenantPath(control.path, tenant)))
        faults.push(`The file of the tenant ${tenant.tenant_id} is not there: ${tenant.key}.db.`);
    const keys = new Set(known.map(({ key }) => key));
    for (const name of filesIn(tenantFolder(control.path))) {
      const key = FILE.exec(name)?.[1];
      if (key !== undefined && !keys.has(key)) faults.push(`A file belongs to no tenant: ${name}.`);
    }
  } catch (thrown) {
    const error = translate(thrown, control.path);
    if (error.code !== 'storage_corrupt') throw error;
    faults.push('Pages of the registry: the database file is damaged; a part of it could not be read.');
  }
  return { checked: { tenants }, faults };
}

function filesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
