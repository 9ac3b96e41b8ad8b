import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidError, type PackageInspector } from '@registry/domain';
import { readPackage } from '@registry/domain/archive';
import { createHclParser } from './hcl-parser.ts';
import { collectModuleFiles } from './module-files.ts';
import { readDocumentation } from './read-documentation.ts';
import { spool } from './spool.ts';

export interface InspectorSettings {
  /** The built `hcl-worker.ts`, or the source itself. */
  readonly hclWorker: URL;
  /** Where a package lies while it is looked at; holds as much as a package may have. */
  readonly temporaryFolder?: string;
}

/** Opens packages: digest first, then the archive's rules, then what the module says of itself. */
export function createPackageInspector(settings: InspectorSettings): PackageInspector {
  const parseHcl = createHclParser(settings.hclWorker);
  return {
    async inspect(bytes, { sha256, format }, limits) {
      const folder = await mkdtemp(join(settings.temporaryFolder ?? tmpdir(), 'package-'));
      try {
        const file = join(folder, 'package');
        await spool(bytes, file, { sha256, maxBytes: limits.packedBytes });
        const files = await collectModuleFiles(readPackage(file, format, limits));
        return await readDocumentation(files, parseHcl);
      } catch (error) {
        // JSON that is nested beyond any sense overflows the stack of whoever walks it.
        if (!(error instanceof RangeError)) throw error;
        throw new InvalidError('The module is nested too deeply.', { cause: error });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
