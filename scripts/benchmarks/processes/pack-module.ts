import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packFolder } from '../../../packages/domain/src/archive/index.ts';

export interface PackedModule {
  readonly file: string;
  readonly sha256: string;
  readonly size: number;
}

/**
 * Packs a module of its own into `<folder>/<name>.tar.gz`: a README and `files` files of
 * configuration of about 3 KB each.
 */
export async function packModule(folder: string, name: string, files = 2): Promise<PackedModule> {
  const source = join(folder, name);
  await mkdir(source);
  await writeFile(
    join(source, 'README.md'),
    `# ${name}\n\n${'What it is good for. '.repeat(100)}\n`,
  );
  for (let file = 0; file < files; file += 1) {
    const blocks = Array.from({ length: 20 }, (_, index) => variableOf(`${name}_${file}_${index}`));
    await writeFile(join(source, `variables-${file}.tf`), blocks.join('\n'));
  }
  const file = `${source}.tar.gz`;
  const { sha256, size } = await packFolder(source, file);
  return { file, sha256, size };
}

/** A digest stands for what no two descriptions share, as otherwise they would pack to nothing. */
function variableOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return `variable "v_${name.replaceAll('-', '_')}" {
  type        = string
  default     = "${digest.slice(0, 16)}"
  description = "Which one it is for, see ${digest.slice(16, 40)}"
}
`;
}
