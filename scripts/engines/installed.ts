import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEngine } from './catalogue.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './engine.ts';
import { engineFolder, recipeHash } from './places.ts';
import { terraformOnPath } from './tools.ts';

/** Written last into an engine's folder; holds the hash of what it was built from. */
export const STAMP = '.built-from';

/**
 * The path of an installed engine: a binary for the clients and versitygw, a folder for
 * dynamodb-local (jars in `lib`) and moto (a virtual environment).
 *
 * @throws EngineError naming the command that installs it.
 */
export function enginePath(name: string): string {
  if (name === 'terraform') {
    return terraformOnPath();
  }
  const engine = findEngine(name);
  if (!isInstalled(engine)) {
    throw new EngineError(
      `${name} ${engine.version} is not installed; run scripts/engines/install.sh ${name}`,
    );
  }
  return productPath(engine);
}

export function productPath(engine: Engine): string {
  return join(engineFolder(engine), engine.product);
}

export function isInstalled(engine: Engine): boolean {
  try {
    const stamp = readFileSync(join(engineFolder(engine), STAMP), 'utf8');
    return stamp === recipeHash(engine);
  } catch {
    return false;
  }
}
