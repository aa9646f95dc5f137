import { describe, expect, it } from 'vitest';
import { readTime } from '../../../src/cli/parse/read-time.js';

const NOW = '2026-05-10T12:00:00.000Z';
const read = (text: string): string => readTime(text, NOW, '--since');

describe('a time as a person writes it', () => {
  it('takes ISO times with an offset as they are', () => {
    expect(read('2026-05-01T10:00:00Z')).toBe('2026-05-01T10:00:00.000Z');
    expect(read('2026-05-01 10:00+02:00')).toBe('2026-05-01T08:00:00.000Z');
  });

  it('takes what has no offset as local time, a day from its beginning', () => {
    expect(read('2026-05-01')).toBe(new Date(2026, 4, 1).toISOString());
    expect(read('2026-05-01 14:30')).toBe(new Date(2026, 4, 1, 14, 30).toISOString());
  });

  it.each([
    ['30m', '2026-05-10T11:30:00.000Z'],
    ['2h', '2026-05-10T10:00:00.000Z'],
    ['2 hours ago', '2026-05-10T10:00:00.000Z'],
    ['3d', '2026-05-07T12:00:00.000Z'],
    ['1 Week', '2026-05-03T12:00:00.000Z'],
    ['now', NOW],
  ])('reads %s as %s', (text, time) => {
    expect(read(text)).toBe(time);
  });

  it('knows today and yesterday as local days', () => {
    const day = new Date(NOW).getDate();
    expect(read('today')).toBe(new Date(2026, 4, day).toISOString());
    expect(read(' Yesterday ')).toBe(new Date(2026, 4, day - 1).toISOString());
  });

  it.each(['', '2026-02-30', '2026-05-01T25:00', 'soon', '2x', '-3d', '999999w', '2026'])(
    'refuses %j and says what is meant',
    (text) => {
      expect(() => read(text)).toThrow(/--since .* is no time\. Give a date/);
    },
  );
});
