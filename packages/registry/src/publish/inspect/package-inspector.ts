import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageInspector } from '@registry/domain';
import { readPackage } from '@registry/domain/archive';
import { createConfigurationParser, type ParserSettings } from './configuration-parser.ts';
import { collectModuleFiles } from './module-files.ts';
import { readDocumentation } from './read-documentation.ts';
import { spool } from './spool.ts';

export interface InspectorSettings extends ParserSettings {
  /** Where a package lies while it is looked at; holds as much as a package may have. */
  readonly temporaryFolder?: string;
}

/** Opens packages: digest first, then the archive's rules, then what the module says of itself. */
export function createPackageInspector(settings: InspectorSettings): PackageInspector {
  const parse = createConfigurationParser(settings);
  return {
    async inspect(bytes, { sha256, format }, limits) {
      const folder = await mkdtemp(join(settings.temporaryFolder ?? tmpdir(), 'package-'));
      try {
        const file = join(folder, 'package');
        await spool(bytes, file, { sha256, maxBytes: limits.packedBytes });
        const files = await collectModuleFiles(readPackage(file, format, limits));
        return await readDocumentation(files, parse);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}
