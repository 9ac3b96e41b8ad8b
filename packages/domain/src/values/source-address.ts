import { InvalidError } from '../errors.ts';
import { parseModuleId } from './module-id.ts';

const MAX_LENGTH = 2048;
const SCHEMES = ['https', 'http', 'git', 'ssh', 'hg', 's3', 'gcs'];
const SHORTHAND = /^(?:github\.com|bitbucket\.org|gitlab\.com)\/[^/]+\/[^/]+|^git@[^:/]+:/;

/**
 * A direct remote address that the registry hands on verbatim. Both clients refuse a local path
 * and a registry address here ("must be a direct remote package address").
 */
export function parseSourceAddress(text: string): string {
  const fault = faultOf(text);
  if (fault === undefined) return text;
  throw new InvalidError(
    `${fault} Use a direct remote address, for example "git::https://example.com/vpc.git?ref=v1.2.0".`,
  );
}

function faultOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `The source is longer than ${MAX_LENGTH} characters.`;
  // It becomes a header: nothing but printable ASCII may pass.
  if (!/^[\x21-\x7e]+$/.test(text)) return 'The source must be printable ASCII without spaces.';
  if (/^(?:\.{0,2}\/|\.{1,2}$|~|[A-Za-z]:[\\/]|\\)/.test(text))
    return 'The source is a local path.';
  if (isRegistryAddress(text)) return 'The source is a registry address, not where a package lies.';
  const forced = /^([a-z0-9]+)::(.*)$/.exec(text);
  const address = forced?.[2] ?? text;
  const kind = forced?.[1] ?? /^([a-z0-9+.-]+):\/\//.exec(address)?.[1];
  if (kind === 'file') return 'The source is a local path.';
  if (kind === undefined) {
    return SHORTHAND.test(address) ? undefined : 'The source is not an address that clients know.';
  }
  if (!SCHEMES.includes(kind)) return `The clients cannot fetch "${kind}" addresses.`;
  if (/^(?:file:|\/|\.{1,2}\/)/.test(address)) return 'The source is a local path.';
  return undefined;
}

function isRegistryAddress(text: string): boolean {
  const [path = ''] = text.split('//');
  const parts = path.split('/');
  const [namespace, name, system] = parts.slice(-3);
  if (parts.length < 3 || parts.length > 4) return false;
  if (parts.length === 4 && (!parts[0]?.includes('.') || SHORTHAND.test(text))) return false;
  if (parts.length === 3 && SHORTHAND.test(text)) return false;
  try {
    parseModuleId(namespace ?? '', name ?? '', system ?? '');
    return true;
  } catch (error) {
    if (error instanceof InvalidError) return false;
    throw error;
  }
}
