import { describe, it } from 'vitest';
import { OPEN_BACKENDS } from './open-backends.js';
import { compareBackends } from './random-sequences.js';

const SAMPLE = { runs: 150, seed: 20_260_301 };
const TIMEOUT_MS = 240_000;

describe('random sequences', () => {
  const { reference, ...others } = OPEN_BACKENDS;
  if (reference === undefined) throw new Error('The reference backend is missing.');
  it.each(Object.entries(others))(
    '%s answers as the reference',
    async (_name, open) => compareBackends(reference, open, SAMPLE),
    TIMEOUT_MS,
  );
});
