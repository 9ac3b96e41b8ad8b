import { resolve } from 'node:path';
import { parseSha256, parseSourceAddress, type Sha256 } from '@registry/domain';
import { CliError } from '../errors.ts';
import { asUsage } from '../usage.ts';

export interface PublishOptions {
  readonly source?: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly sha256?: string;
  readonly dryRun?: boolean;
}

/** What is to be published, as the command line says it. */
export type Content =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'address'; readonly source: string }
  | {
      readonly kind: 'bucket';
      readonly bucket: string;
      readonly key: string;
      readonly sha256: Sha256;
    };

export function chooseContent(
  path: string | undefined,
  cwd: string,
  options: PublishOptions,
): Content {
  const { source, bucket, key, sha256 } = options;
  const named = [
    ...(path === undefined ? [] : ['[path]']),
    ...(source === undefined ? [] : ['--source']),
    ...((bucket ?? key ?? sha256) === undefined ? [] : ['--bucket, --key and --sha256']),
  ];
  if (named.length > 1) {
    throw new CliError(
      'usage',
      `${named.join(' and ')} exclude each other; a version has one content.`,
    );
  }
  if (source !== undefined) {
    return { kind: 'address', source: asUsage(() => parseSourceAddress(source)) };
  }
  if ((bucket ?? key ?? sha256) === undefined) {
    return { kind: 'path', path: resolve(cwd, path ?? '.') };
  }
  if (bucket === undefined || key === undefined || sha256 === undefined) {
    throw new CliError('usage', '--bucket, --key and --sha256 belong together; give all three.');
  }
  return { kind: 'bucket', bucket, key, sha256: asUsage(() => parseSha256(sha256)) };
}
