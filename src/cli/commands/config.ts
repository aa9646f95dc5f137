import { reportSettings } from '../../config/describe.js';
import type { CliCommand } from '../command.js';
import { settingsHelp } from '../parse/help-text.js';
import { table } from '../terminal/table.js';

/** Shows every setting, its value and where that comes from. */
export const configCommand: CliCommand = {
  name: 'config',
  group: 'Looking',
  summary: 'show every setting, its value and where it comes from',
  description: 'Shows every setting, its value and where that comes from. Secrets are masked.',
  options: [],
  examples: [
    { line: 'memorygraph config', says: 'as a table' },
    { line: 'memorygraph config --json', says: 'for a program' },
  ],
  more: settingsHelp,
  async run({ config }) {
    const settings = reportSettings(config);
    const rows = settings.map(({ env, value, source }) => [env, value, source]);
    const file = config.file === null ? 'No config file was read.' : `Config file: ${config.file}`;
    const notes = config.notices.map((notice) => `\n${notice}`).join('');
    return {
      text: `${table(['setting', 'value', 'from'], rows)}\n\n${file}${notes}`,
      data: { settings, file: config.file, warnings: config.warnings, notices: config.notices },
    };
  },
};
