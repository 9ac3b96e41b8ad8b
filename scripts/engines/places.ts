import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';

/** Outside the checkout, so that a second clone pays nothing. */
export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'terraform-registry');
}

export function engineFolder(engine: Engine): string {
  const platform = `${process.platform}-${process.arch}`;
  return join(cacheFolder(), `${engine.name}-${engine.version}-${platform}`);
}

export function logFile(engine: Engine): string {
  return join(cacheFolder(), 'logs', `${engine.name}-${engine.version}.log`);
}

/** The committed inputs of one engine, for example `go/tofu` with its go.mod and go.sum. */
export function recipeFolder(engine: Engine): string {
  return join(import.meta.dirname, engine.recipe.kind, engine.name);
}

/**
 * Names what an engine is built from. It is written into the finished engine, so that a changed
 * pin or flag leads to a new build although name and version stayed.
 */
export function recipeHash(engine: Engine): string {
  const hash = createHash('sha256').update(JSON.stringify(engine.recipe));
  const folder = recipeFolder(engine);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash.update(file.slice(folder.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}
