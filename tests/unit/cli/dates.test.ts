import { describe, expect, it } from 'vitest';
import { dayText, localDay, relativeTime, timeText } from '../../../src/cli/terminal/dates.js';

const NOW = '2026-05-10T12:00:00.000Z';

describe('relativeTime', () => {
  it.each([
    ['2026-05-10T11:59:31.000Z', 'just now', 'now'],
    ['2026-05-10T11:59:00.000Z', '1 minute ago', '1min ago'],
    ['2026-05-10T10:30:00.000Z', '1 hour ago', '1h ago'],
    ['2026-05-09T11:00:00.000Z', '1 day ago', '1d ago'],
    ['2026-04-27T12:00:00.000Z', '13 days ago', '13d ago'],
    ['2026-04-26T12:00:00.000Z', '2 weeks ago', '2w ago'],
    ['2026-02-10T12:00:00.000Z', '2 months ago', '2mo ago'],
    ['2024-05-01T12:00:00.000Z', '2 years ago', '2y ago'],
    ['2026-05-10T14:00:00.000Z', 'in 2 hours', 'in 2h'],
  ])('%s is %s, in short %s', (time, long, short) => {
    expect(relativeTime(time, NOW)).toBe(long);
    expect(relativeTime(time, NOW, { short: true })).toBe(short);
  });
});

describe('times in an answer', () => {
  const time = '2026-05-07T12:30:00.000Z';

  it('are the local day with how long ago on a terminal', () => {
    expect(dayText(time, NOW, 80)).toBe(`${localDay(time)} (2 days ago)`);
    expect(timeText(time, NOW, 80)).toMatch(/^2026-05-0[678] \d\d:\d\d \(2 days ago\)$/);
  });

  it('are ISO in a pipe', () => {
    expect([dayText(time, NOW, null), timeText(time, NOW, null)]).toEqual([time, time]);
  });
});
