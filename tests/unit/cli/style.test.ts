import { describe, expect, it } from 'vitest';
import { colourWanted } from '../../../src/config/colour.js';

describe('colour', () => {
  it.each([
    [true, {}, true],
    [true, { TERM: 'xterm-256color' }, true],
    [true, { TERM: 'dumb' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    [true, { FORCE_COLOR: '0' }, false],
    [false, {}, false],
    [false, { CI: 'true' }, false],
    [false, { FORCE_COLOR: '1' }, true],
    [false, { FORCE_COLOR: '', TERM: 'dumb' }, true],
  ])('on a terminal %j with %j is %j', (isTerminal, environment, wanted) => {
    expect(colourWanted(isTerminal, environment)).toBe(wanted);
  });
});
