import { describe, expect, it } from 'vitest';
import { describeSecretKinds, findSecrets, maskSecrets } from '../../../src/secrets/find-secrets.js';
import { samples } from './samples.js';

const SEEDS = [1, 2, 3];

describe('kinds of secrets', () => {
  it('have a sample each, ids of their own and words for people', () => {
    const kinds = describeSecretKinds();
    const ids = kinds.map(({ kind }) => kind);
    expect(ids.length).toBeGreaterThanOrEqual(30);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...new Set(samples(1).map(({ kind }) => kind))].sort()).toEqual([...ids].sort());
    for (const { kind, title, looks_like } of kinds) {
      expect(kind).toMatch(/^[a-z\d_]+$/);
      expect(title).toMatch(/^[\w .]+$/);
      expect(looks_like.length).toBeGreaterThan(10);
    }
  });

  it.each(samples(1).map(({ kind }, index) => [kind, index] as const))(
    '%s is found exactly (%i)',
    (kind, index) => {
      for (const seed of SEEDS) {
        const sample = samples(seed)[index];
        const found = findSecrets(sample?.text ?? '').map((each) => [
          each.kind,
          sample?.text.slice(each.start, each.end),
        ]);
        expect(found).toEqual([[kind, sample?.secret]]);
      }
    },
  );

  it.each(samples(4).map((sample) => [sample.kind, sample] as const))(
    '%s is masked, once and for all',
    (_, { text, secret }) => {
      const masked = maskSecrets(text);
      expect(masked.text).not.toContain(secret);
      expect(masked.text).toContain(`[${masked.findings[0]?.title} removed]`);
      expect(maskSecrets(masked.text)).toEqual({ text: masked.text, findings: [] });
    },
  );

  it('are found within JSON, where a line break is written out', () => {
    for (const { text, kind } of samples(5)) {
      if (text.includes('"') || text.includes('\\')) continue;
      const inside = JSON.stringify({ note: `first line\n${text}\nlast line` });
      expect(findSecrets(inside).length, `${kind}: ${inside}`).toBeGreaterThan(0);
    }
  });

  it('are not what only begins like one', () => {
    const begun = [
      'ghp_',
      'sk-',
      'sk-folding-cube-animation',
      'xoxb-your-token-here',
      'AKIA',
      'hf_transfer',
      'npm_config_registry_url_of_the_project',
      'key-value-store-of-the-project',
      'glpat-xxxxxxxxxxxxxxxxxxxx',
      'eyJ.eyJ.x',
    ];
    for (const text of begun) expect(findSecrets(`see ${text} there`), text).toEqual([]);
  });
});
