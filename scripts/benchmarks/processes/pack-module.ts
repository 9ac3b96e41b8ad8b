import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder } from '../../../packages/domain/src/archive/index.ts';

export interface PackedModule {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
}

/** Packs a small module of its own into `<folder>/<name>.tar.gz`. */
export async function packModule(folder: string, name: string): Promise<PackedModule> {
  const source = join(folder, name);
  await mkdir(source);
  await writeFile(join(source, 'main.tf'), mainOf(name));
  await writeFile(join(source, 'variables.tf'), VARIABLES);
  await writeFile(
    join(source, 'README.md'),
    `# ${name}\n\n${'What it is good for. '.repeat(100)}\n`,
  );
  const file = `${source}.tar.gz`;
  const { sha256, size } = await packFolder(source, file);
  return { file, sha256, size };
}

const mainOf = (name: string) => `locals {
  name = "${name}-\${var.environment}"
  tags = merge(var.tags, { Name = local.name })
}

output "tags" {
  value       = local.tags
  description = "What to put on everything"
}
`;

const VARIABLES = `variable "environment" {
  type        = string
  default     = "test"
  description = "Which one it is for"
}

variable "tags" {
  type    = map(string)
  default = {}
}
`;
