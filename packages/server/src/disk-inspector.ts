import type { PackageInspector } from '@registry/domain';
import { type DataFolder, onDisk } from '@registry/local';
import { createPackageInspector } from '@registry/registry/publish';

// Built beside this file; the package's build script says from what.
const HCL_WORKER = new URL('./hcl/worker.mjs', import.meta.url);

/** Opens packages inside the data folder; a disk too full for that is an UnavailableError. */
export function createDiskInspector({
  temporary,
}: Pick<DataFolder, 'temporary'>): PackageInspector {
  const inspector = createPackageInspector({ hclWorker: HCL_WORKER, temporaryFolder: temporary });
  return {
    inspect: (bytes, expected, limits) => onDisk(() => inspector.inspect(bytes, expected, limits)),
  };
}
