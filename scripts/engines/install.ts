/**
 * Installs test engines: `node scripts/engines/install.ts tofu versitygw`, `--all`, `--clients`
 * (the older and newer clients) or `--list`. Progress goes to stderr; stdout gets `name=path`.
 */
import { parseArgs } from 'node:util';
import { ENGINES, findEngine, OTHER_CLIENTS } from './catalogue.ts';
import { EngineError } from './engine.ts';
import { installEngine } from './install-engine.ts';
import { interruption } from './interruption.ts';
import { listEngines } from './list.ts';

const USAGE = 'usage: scripts/engines/install.sh [--list] [--all] [--clients] [name …]';

function wantedEngines(): string[] {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      all: { type: 'boolean' },
      clients: { type: 'boolean' },
      list: { type: 'boolean' },
    },
  });
  if (values.list === true) {
    process.stdout.write(listEngines());
    return [];
  }
  const all = values.all === true ? ['terraform', ...ENGINES.map(({ name }) => name)] : [];
  const clients = values.clients === true ? OTHER_CLIENTS : [];
  const names = new Set([...positionals, ...clients, ...all]);
  if (names.size === 0) {
    throw new EngineError(USAGE);
  }
  for (const name of names) {
    // A misspelt name is told before minutes of building, not after.
    if (name !== 'terraform') {
      findEngine(name);
    }
  }
  return [...names];
}

function complain(error: unknown): void {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => interruption.abort());
}

try {
  for (const name of wantedEngines()) {
    if (interruption.signal.aborted) {
      break;
    }
    await installEngine(name).then((path) => process.stdout.write(`${name}=${path}\n`), complain);
  }
} catch (error) {
  complain(error);
}
