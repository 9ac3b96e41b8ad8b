import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { buildEngine } from './build-engine.ts';
import { findEngine } from './catalogue.ts';
import type { Report } from './engine.ts';
import { isInstalled, productPath } from './installed.ts';
import { withLock } from './lock.ts';
import { engineFolder } from './places.ts';
import { terraformOnPath } from './tools.ts';

const toStderr: Report = (line) => void process.stderr.write(`${line}\n`);

/**
 * Builds an engine unless it is there, and returns its path as `enginePath` does. Safe to call
 * from several processes at once: one builds, the others wait for it.
 *
 * @throws EngineError when a tool is missing or the build fails; the sentence names the log.
 */
export async function installEngine(name: string, report: Report = toStderr): Promise<string> {
  if (name === 'terraform') {
    return terraformOnPath();
  }
  const engine = findEngine(name);
  if (!isInstalled(engine)) {
    const folder = engineFolder(engine);
    mkdirSync(dirname(folder), { recursive: true });
    const onWait = (holder: number) =>
      report(`waiting for process ${holder}, which is building ${name}`);
    await withLock(`${folder}.lock`, onWait, async () => {
      if (!isInstalled(engine)) {
        await buildEngine(engine, report);
      }
    });
  }
  return productPath(engine);
}
