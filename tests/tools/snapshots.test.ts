import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { listedTool } from '../../src/mcp/listed-tool.js';
import { TOOLS } from '../../tools/catalog.js';

// What clients see of each tool. After a change that is meant, write them anew:
// UPDATE_SNAPSHOTS=1 npx vitest run tests/tools/snapshots.test.ts && npx biome check --write tests/tools
const FOLDER = 'tests/tools/snapshots';
const update = process.env.UPDATE_SNAPSHOTS === '1';

test.each(TOOLS.map((tool) => [tool.name, tool] as const))('%s is as it was last seen', (name, tool) => {
  const file = `${FOLDER}/${name}.json`;
  const seen = JSON.parse(
    JSON.stringify({ ...listedTool(tool), toolset: tool.toolset, permission: tool.permission }),
  );
  if (update) writeFileSync(file, `${JSON.stringify(seen, null, 2)}\n`);
  expect(existsSync(file), `${file} is missing`).toBe(true);
  expect(seen).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('no snapshot outlives its tool', () => {
  const files = readdirSync(FOLDER).sort();
  expect(files).toEqual(TOOLS.map((tool) => `${tool.name}.json`).sort());
});
