import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Engine, EngineError, type Report } from './engine.ts';
import { isInstalled, STAMP } from './installed.ts';
import type { Build } from './kinds/build.ts';
import { buildGo } from './kinds/go.ts';
import { buildMaven } from './kinds/maven.ts';
import { buildPip } from './kinds/pip.ts';
import { removeLeftovers } from './leftovers.ts';
import { engineFolder, logFile, recipeFolder, recipeHash } from './places.ts';
import { run, tail } from './run.ts';
import { requireToolsFor } from './tools.ts';

/** Builds beside the engine's folder and renames, so that the folder is whole or absent. */
export async function buildEngine(engine: Engine, report: Report): Promise<void> {
  const folder = engineFolder(engine);
  const into = `${folder}.building.${process.pid}`;
  const build: Build = { engine, recipe: recipeFolder(engine), into, folder, log: logFile(engine) };
  const title = `${engine.name} ${engine.version}`;
  const minutes = engine.minutes === 1 ? 'a minute' : `${engine.minutes} minutes`;
  const started = Date.now();
  requireToolsFor(engine);
  removeLeftovers(dirname(folder));
  mkdirSync(into);
  mkdirSync(dirname(build.log), { recursive: true });
  writeFileSync(build.log, `${title}, ${new Date().toISOString()}\n`);
  report(`building ${title}: about ${minutes} on two free cores, once (log: ${build.log})`);
  try {
    await cook(build);
    await prove(build);
    writeFileSync(join(into, STAMP), recipeHash(engine));
    publish(build);
  } catch (error) {
    report(tail(build.log));
    const reason = error instanceof Error ? error.message : String(error);
    throw new EngineError(`${title} could not be built: ${reason}; full log: ${build.log}`);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
  report(`${title} is ready after ${Math.round((Date.now() - started) / 1000)} s`);
}

function cook(build: Build): Promise<void> {
  const { recipe } = build.engine;
  switch (recipe.kind) {
    case 'go':
      return buildGo(build, recipe.mainPackage, recipe.set);
    case 'maven':
      return buildMaven(build);
    case 'pip':
      return buildPip(build);
  }
}

async function prove({ engine, into, log }: Build): Promise<void> {
  const [program, ...args] = engine.proof.command;
  // Terraform and OpenTofu would otherwise ask their makers for newer versions.
  const env = { CHECKPOINT_DISABLE: '1' };
  const printed = await run({ program, args, cwd: into, env, log });
  if (!printed.includes(engine.proof.prints)) {
    throw new EngineError(
      `"${program} ${args.join(' ')}" does not print "${engine.proof.prints.trim()}"`,
    );
  }
}

/** An engine built from an older recipe steps aside: what runs from it keeps its files. */
function publish({ engine, into, folder }: Build): void {
  if (isInstalled(engine)) {
    return;
  }
  const outdated = `${folder}.outdated.${process.pid}`;
  try {
    renameSync(folder, outdated);
  } catch {
    // There was none.
  }
  renameSync(into, folder);
  rmSync(outdated, { recursive: true, force: true });
}
