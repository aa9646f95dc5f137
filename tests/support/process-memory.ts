import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of a process in MB, or null where the system does not tell. */
export function residentMegabytes(pid: number): number | null {
  try {
    if (process.platform === 'linux') {
      const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
      return line?.[1] === undefined ? null : Math.round(Number(line[1]) / 102.4) / 10;
    }
    const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
    return Math.round(Number(kilobytes) / 102.4) / 10;
  } catch {
    return null;
  }
}
