import { redacted } from './redact.js';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

/** Facts that go with a line; values under secret-like keys and texts of memories are left out. */
type LogFacts = Readonly<Record<string, unknown>>;

/** Writes JSON lines to stderr; stdout belongs to the protocol. */
export interface Logger {
  readonly level: LogLevel;
  error(message: string, facts?: LogFacts): void;
  warn(message: string, facts?: LogFacts): void;
  info(message: string, facts?: LogFacts): void;
  debug(message: string, facts?: LogFacts): void;
  /** Done when every line is written. */
  flush(): Promise<void>;
}

const WEIGHT: Readonly<Record<LogLevel, number>> = { debug: 20, info: 30, warn: 40, error: 50 };

type Write = (level: LogLevel, message: string, facts: LogFacts) => void;

/**
 * A logger that loads pino with its first line: loading takes 5-7 ms, a tenth of the time from spawn to the
 * first answer, and an ordinary start has nothing to say. Lines keep their order; pino writes synchronously.
 */
export function createLogger(level: LogLevel): Logger {
  let write: Write | null = null;
  let tail: Promise<void> = Promise.resolve();
  const log = (at: LogLevel, message: string, facts: LogFacts = {}): void => {
    if (WEIGHT[at] < WEIGHT[level]) return;
    if (write !== null) {
      write(at, message, facts);
      return;
    }
    tail = tail
      .then(async () => {
        write ??= await loadWriter();
        write(at, message, facts);
      })
      .catch((cause: unknown) => {
        // Without pino a line is still told; its facts are not, as nothing would redact them.
        process.stderr.write(`${at} ${message} (no log: ${String(cause)})\n`);
      });
  };
  return {
    level,
    error: (message, facts) => log('error', message, facts),
    warn: (message, facts) => log('warn', message, facts),
    info: (message, facts) => log('info', message, facts),
    debug: (message, facts) => log('debug', message, facts),
    flush: () => tail,
  };
}

async function loadWriter(): Promise<Write> {
  // Of the CommonJS exports as a whole: a bundle knows no named ones.
  const { pino } = (await import('pino')).default;
  const logger = pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  return (level, message, facts) => logger[level](redacted(facts), message);
}
