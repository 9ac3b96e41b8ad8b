import { ENGINES } from './catalogue.ts';
import { isInstalled, productPath } from './installed.ts';

/** One line per engine: name, version, where it lies or how long it takes, what it is for. */
export function listEngines(): string {
  const lines = ENGINES.map((engine) => {
    const place = isInstalled(engine)
      ? productPath(engine)
      : `not installed, about ${engine.minutes} min`;
    return `${engine.name.padEnd(15)}${engine.version.padEnd(8)}${engine.purpose}: ${place}`;
  });
  return `${lines.join('\n')}\n`;
}
