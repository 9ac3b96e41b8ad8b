import { join } from 'node:path';
import { detectFormat, unpackPackage } from '@registry/domain/archive';
import { fetchPackage } from '../client/fetch-package.ts';
import { CliError } from '../errors.ts';
import { LOCAL_LIMITS } from '../package-limits.ts';
import type { Presenter } from '../presenters/presenter.ts';
import type { System } from '../system.ts';
import { withTempFolder } from '../temp-folder.ts';
import type { Location } from './location.ts';

/** Fetches a package, checks it against its digest and unpacks it: all of it, or nothing. */
export async function downloadModule(
  location: Extract<Location, { kind: 'package' }>,
  folder: string,
  { system, presenter }: { readonly system: System; readonly presenter: Presenter },
): Promise<{ readonly size: number }> {
  return withTempFolder(system.tmp, async (temp) => {
    const file = join(temp, 'package');
    const gauge = await presenter.gauge('downloading');
    const fetched = await fetchPackage(location.url, file, {
      system,
      say: presenter.note,
      maxBytes: LOCAL_LIMITS.packedBytes,
      onProgress: gauge.advance,
    }).finally(gauge.stop);
    if (fetched.sha256 !== location.sha256) {
      throw new CliError(
        'refused',
        `The package has the digest ${fetched.sha256} and not ${location.sha256}, as the registry says; nothing was unpacked, tell the registry's administrator.`,
      );
    }
    const format = await detectFormat(file);
    if (format === undefined) {
      throw new CliError(
        'refused',
        'The package is neither a zip nor a tar.gz; nothing was unpacked.',
      );
    }
    await unpackPackage(file, format, folder, LOCAL_LIMITS);
    return { size: fetched.size };
  });
}
