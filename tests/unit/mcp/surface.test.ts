import { describe, expect, it } from 'vitest';
import { createSurface } from '../../../src/mcp/surface.js';
import type { AnyTool, Toolset } from '../../../src/mcp/tool.js';

function tool(name: string, toolset: Toolset): AnyTool {
  return { name, toolset } as unknown as AnyTool;
}

const CATALOG = [tool('a', 'admin'), tool('b', 'core'), tool('c', 'extended'), tool('d', 'core')];

function names(profile: readonly Toolset[]): string[] {
  return createSurface(CATALOG, profile).tools.map((shown) => shown.name);
}

describe('what a profile shows', () => {
  it('toolsets in their order, tools in the order of the catalog', () => {
    expect(names(['core'])).toEqual(['b', 'd']);
    expect(names(['extended'])).toEqual(['b', 'd', 'c']);
    expect(names(['admin', 'core'])).toEqual(['b', 'd', 'a']);
    expect(names(['admin'])).toEqual(['a']);
  });

  it('what is not listed cannot be found', () => {
    const surface = createSurface(CATALOG, ['core'], { old: 'b', older: 'c', d: 'b' });
    expect(surface.find('b')?.name).toBe('b');
    expect(surface.find('c')).toBeUndefined();
    expect(surface.find('old')?.name).toBe('b');
    expect(surface.find('older')).toBeUndefined();
    expect(surface.find('d')?.name).toBe('d');
    expect([...surface.aliases.keys()]).toEqual(['old']);
    for (const name of ['__proto__', 'constructor', 'toString', ''])
      expect(surface.find(name)).toBeUndefined();
  });
});
