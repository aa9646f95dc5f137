import type { Random } from '../../support/random.js';
import type { Planted } from './kinds.js';

type Frame = (value: string, name: string) => string;

/** Notes that give the value a name. */
const NAMED: readonly Frame[] = [
  (value, name) => `# .env of the staging box\nPORT=8080\n${upper(name)}=${value}\nLOG_LEVEL=info`,
  (value, name) =>
    `Set it before starting the worker:\n\n\`\`\`sh\nexport ${upper(name)}="${value}"\nnpm run worker\n\`\`\``,
  (value, name) =>
    `services:\n  api:\n    image: shop/api:1.4.2\n    environment:\n      ${snake(name)}: ${value}\n      replicas: 2`,
  (value, name) =>
    `{\n  "host": "10.0.0.4",\n  "${snake(name)}": "${value.replaceAll('\n', '\\n')}",\n  "retries": 3\n}`,
  (value, name) => `const client = createClient({ host: 'db1', ${camel(name)}: '${value}', timeout: 5000 });`,
  (value, name) =>
    `settings.py had ${upper(name)} = "${value}" hard-coded; moved it out in the last release.`,
  (value, name) => `By the way, the ${name} for the staging cluster is ${value} - rotate it after the demo.`,
  (value, name) => `Talked to ops. ${name}: ${value}`,
  (value, name) => `| setting | value |\n|---|---|\n| ${name} | ${value} |\n| region | eu-west-1 |`,
  (value, name) =>
    `2026-03-11T09:14:02Z ERROR connect failed user=svc ${snake(name)}=${value} host=db1 attempt=3`,
  (value, name) => `- **${name}**: \`${value}\`\n- owner: platform team`,
  (value, name) => `[database]\nhost = db1\n${snake(name)} = ${value}\npool = 10`,
];

/** Notes that show the value alone, as one can where its form says what it is. */
const BARE: readonly Frame[] = [
  (value) => `We debugged the deploy for an hour; it works with ${value} and not with the old one.`,
  (value) => `$ history | tail -3\n  501  cd infra\n  502  ./deploy.sh --with ${value}\n  503  git status`,
  (value) =>
    `Error: 401 Unauthorized\n    at Client.request (/srv/app/client.js:88:11)\n    key used: ${value}\n    at async main (/srv/app/index.js:12:3)`,
  (value) => `User: can you remember this one for CI?\nUser: ${value}`,
  (value) => `TODO: revoke \`${value}\` (it was in the screenshot).`,
  (value) => `{"level":"warn","msg":"rejected","credential":"${value.replaceAll('\n', '\\n')}","took_ms":41}`,
];

/** A developer's note with a planted secret. */
export function noteWith(planted: Planted, random: Random): string {
  if (planted.text !== undefined) {
    return random.pick([
      planted.text,
      `Run this against staging:\n\n\`\`\`\n${planted.text}\n\`\`\`\n`,
      `It failed with ${planted.text} until the pool was smaller.`,
      `URL="${planted.text.replaceAll('"', "'")}"`,
    ]);
  }
  const { value, names } = planted;
  if (names !== undefined) return random.pick(NAMED)(value, random.pick(names));
  if (value.includes('\n')) return random.pick(BARE.slice(3))(value, '');
  return random.chance(0.4) ? random.pick(NAMED)(value, 'service token') : random.pick(BARE)(value, '');
}

function snake(name: string): string {
  return name.replaceAll(/[ -]/g, '_');
}

function upper(name: string): string {
  return snake(name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'))
    .toUpperCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

function camel(name: string): string {
  return snake(name).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
