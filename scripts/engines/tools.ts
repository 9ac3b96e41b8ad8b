import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EngineError } from './engine.ts';

const WHERE_TO_GET: Readonly<Record<string, string>> = {
  go: 'Go 1.26 or newer, from https://go.dev/dl/',
  mvn: 'Apache Maven 3.8 or newer, from https://maven.apache.org or your package manager',
  java: 'Java 17 or newer, from https://adoptium.net or your package manager',
  python3: 'Python 3.10 or newer with its venv module, from https://www.python.org or your package manager',
  terraform: 'Terraform 1.11 or newer, from https://developer.hashicorp.com/terraform/install',
};

/** The path of a program that we expect a machine to have; never a silent skip. */
export function requireTool(program: string, neededFor: string): string {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, program);
    if (folder !== '' && isExecutable(candidate)) {
      return candidate;
    }
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
