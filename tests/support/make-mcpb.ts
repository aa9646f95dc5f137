// Lays out what goes into an .mcpb bundle for this system and this version of Node, which the native driver fits:
//   node tests/support/run-ts.mjs tests/support/make-mcpb.ts FOLDER
//   npx -y @anthropic-ai/mcpb@2.1.2 pack FOLDER memorygraph.mcpb
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SETTINGS } from '../../src/config/settings.js';
import { TOOLS } from '../../tools/catalog.js';
import { ROOT } from './paths.js';

/** Packages that the executable loads from node_modules; everything else is in its bundle. */
const OUTSIDE = ['better-sqlite3', 'jsonc-parser'];
/** Of what was built, the driver alone: the rest names files of this machine. */
const BUILT = /[\\/]build(?:[\\/]Release(?:[\\/]better_sqlite3\.node)?)?$/;
/** Parts of packages that nobody runs. */
const NOT_NEEDED = /[\\/](?:deps|src|esm|test|binding\.gyp|\.npmignore|\.travis\.yml)$/;

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Fills a folder with the built executable, the packages it needs, and the manifest. */
export function stageBundle(folder: string): void {
  const own = packageFile(ROOT);
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(ROOT, 'dist', 'bin'), path.join(folder, 'dist', 'bin'), { recursive: true });
  cpSync(path.join(ROOT, 'LICENSE'), path.join(folder, 'LICENSE'));
  const { name, version, license } = own;
  writeJson(path.join(folder, 'package.json'), { name, version, license, type: 'module' });
  for (const needed of closure(OUTSIDE)) {
    cpSync(path.join(ROOT, 'node_modules', needed), path.join(folder, 'node_modules', needed), {
      recursive: true,
      dereference: true,
      filter: (file) => !NOT_NEEDED.test(file) && (!/[\\/]build[\\/]?/.test(file) || BUILT.test(file)),
    });
  }
  writeJson(path.join(folder, 'manifest.json'), manifest(own));
}

function manifest({ name, version, description, license, engines }: PackageFile): object {
  const entry = 'dist/bin/memorygraph.js';
  return {
    manifest_version: '0.4',
    name,
    display_name: name,
    version,
    description,
    author: { name },
    license,
    server: {
      type: 'node',
      entry_point: entry,
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/${entry}`],
        env: {
          MEMORY_SQLITE_PATH: `\${user_config.sqlite_path}`,
          MEMORY_TOOL_PROFILE: `\${user_config.tool_profile}`,
        },
      },
    },
    tools: TOOLS.filter((tool) => tool.toolset === 'core').map((tool) => ({
      name: tool.name,
      description: tool.title,
    })),
    // The profile decides how many there are.
    tools_generated: true,
    user_config: {
      sqlite_path: option('Database file', SETTINGS.sqlite_path),
      tool_profile: option('Tool profile', SETTINGS.tool_profile),
    },
    compatibility: { platforms: [process.platform], runtimes: { node: engines.node } },
  };
}

function option(
  title: string,
  { description, default: usual }: { description: string; default: string },
): object {
  return { type: 'string', title, description, required: false, default: usual };
}

/** The packages with all they depend on. */
function closure(names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const { dependencies = {} } = packageFile(path.join(ROOT, 'node_modules', name));
    for (const below of Object.keys(dependencies)) if (!BUILDING.includes(below)) visit(below);
  };
  for (const name of names) visit(name);
  return found;
}

/** What fetches or compiles the driver when it is installed. */
const BUILDING = ['prebuild-install', 'node-gyp', 'node-gyp-build'];

function packageFile(folder: string): PackageFile {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

const [, script = '', target] = process.argv;
if (path.basename(script) === 'make-mcpb.ts' && target !== undefined) stageBundle(path.resolve(target));
