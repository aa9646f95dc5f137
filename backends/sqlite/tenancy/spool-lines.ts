import { crc32 } from 'node:zlib';
import { readEvent } from '../../../src/domain/audit-event.js';

/** An event in a spool, by its number there: from 1, without gaps. */
export interface WaitingEvent {
  readonly number: number;
  /** As it goes into the chain, see `canonicalEvent`. */
  readonly text: string;
}

const LINE = /^([0-9a-f]+) (\d+) (.+)$/;

/** Stands behind the last line; what comes after it is from before. No line holds it. */
export const SPOOL_END = '\0';

/** With a checksum: whoever reads while the owner writes may see a line that is half of one and half of another. */
export function spoolLine({ number, text }: WaitingEvent): string {
  const line = `${number} ${text}`;
  return `${checksum(line)} ${line}\n`;
}

/** The events of a spool's text, without lines that cannot be read: their event was never acknowledged, or is still being written. */
export function readSpool(text: string): WaitingEvent[] {
  const [written = ''] = text.split(SPOOL_END, 1);
  return written.split('\n').flatMap((line) => {
    const [, sum, number = '', text = ''] = LINE.exec(line) ?? [];
    const isWhole = sum === checksum(`${number} ${text}`) && readEvent(text) !== null;
    return isWhole ? [{ number: Number(number), text }] : [];
  });
}

function checksum(text: string): string {
  return crc32(text).toString(16);
}
