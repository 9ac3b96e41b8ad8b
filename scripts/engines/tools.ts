import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Engine } from './engine.ts';
import { EngineError } from './engine.ts';

const WHERE_TO_GET: Readonly<Record<string, string>> = {
  go: 'Go 1.26 or newer, from https://go.dev/dl/',
  mvn: 'Apache Maven 3.8 or newer, from https://maven.apache.org or your package manager',
  java: 'Java 17 or newer, from https://adoptium.net or your package manager',
  python3:
    'Python 3.10 or newer with its venv module, from https://www.python.org or your package manager',
  terraform: 'Terraform 1.11 or newer, from https://developer.hashicorp.com/terraform/install',
};

const TOOLS_OF = {
  go: ['go'],
  maven: ['java', 'mvn'],
  pip: ['python3'],
} as const;

/** Asked before a build begins, so that a missing tool reads as that and not as a broken build. */
export function requireToolsFor(engine: Engine): void {
  for (const program of TOOLS_OF[engine.recipe.kind]) {
    requireTool(program, `Building ${engine.name}`);
  }
}

/** The path of a program that we expect a machine to have; never a silent skip. */
function requireTool(program: string, neededFor: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = folders.map((folder) => join(folder, program)).find(isExecutable);
  if (found !== undefined) {
    return found;
  }
  const advice = WHERE_TO_GET[program] ?? program;
  throw new EngineError(`${neededFor} needs ${program}, which is not on the PATH; get ${advice}.`);
}

/** The one client that is not built here: people bring the Terraform they use. */
export function terraformOnPath(): string {
  return requireTool('terraform', 'The default pair of clients');
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
