import { InvalidError } from '../errors.ts';
import { parseModuleId } from './module-id.ts';

const MAX_LENGTH = 2048;
// The getters of both clients (terraform internal/getmodules/getter.go; opentofu's has oci besides).
const GETTERS: readonly string[] = ['git', 'hg', 's3', 'gcs', 'http', 'https'];
// Behind a forced getter the scheme says how that getter connects.
const SCHEMES: readonly string[] = [...GETTERS, 'ssh'];

const FORCED = /^([A-Za-z0-9]+)::(.*)$/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//;
const URL_WITH_HOST = /^[a-z0-9]+:\/\/[^/?#]+/;
const SCP = /^[^/:@]+@[^/:@]+:./;
// What the clients' detectors turn into an address: nothing else without a scheme is remote.
const SHORTHAND = new RegExp(
  [
    '^(?:github\\.com|bitbucket\\.org)/[^/]+/[^/]+',
    '^git@[^/:@]+:.',
    '^[0-9A-Za-z.-]+\\.amazonaws\\.com/.',
    '^www\\.googleapis\\.com/storage/.',
  ].join('|'),
);
const LOCAL = /^(?:\.{0,2}[\\/]|\.{1,2}$|~|[A-Za-z]:[\\/]|file:)/;

/**
 * A direct remote address that the registry hands on verbatim. Both clients refuse a local path
 * and a registry address here ("must be a direct remote package address").
 *
 * @throws InvalidError
 */
export function parseSourceAddress(text: string): string {
  const fault = faultOf(text);
  if (fault === undefined) return text;
  throw new InvalidError(
    `${fault} Use a direct remote address, for example "git::https://example.com/vpc.git?ref=v1.2.0".`,
  );
}

const UNKNOWN = 'The source is not an address that clients know.';
const LOCAL_PATH = 'The source is a local path.';

function faultOf(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return `The source is longer than ${MAX_LENGTH} characters.`;
  // It becomes a header: nothing but printable ASCII may pass.
  if (!/^[\x21-\x7e]+$/.test(text)) return 'The source must be printable ASCII without spaces.';
  if (isRegistryAddress(text)) return 'The source is a registry address, not where a package lies.';
  const [, getter, rest] = FORCED.exec(text) ?? [];
  const address = rest ?? text;
  if (getter === 'file' || LOCAL.test(address)) return LOCAL_PATH;
  if (getter !== undefined && !GETTERS.includes(getter)) return unfetchable(getter);
  const scheme = SCHEME.exec(address)?.[1];
  if (scheme === undefined) {
    const known = SHORTHAND.test(address) || (getter !== undefined && SCP.test(address));
    return known ? undefined : UNKNOWN;
  }
  if (!(getter === undefined ? GETTERS : SCHEMES).includes(scheme)) return unfetchable(scheme);
  return URL_WITH_HOST.test(address) ? undefined : UNKNOWN;
}

function unfetchable(kind: string): string {
  return `The clients cannot fetch "${kind}" addresses.`;
}

/** `[HOST/]<namespace>/<name>/<system>[//folder]`, as the clients tell them from other sources. */
function isRegistryAddress(text: string): boolean {
  const [path = ''] = text.split('//');
  const parts = path.split('/');
  const [namespace = '', name = '', system = ''] = parts.slice(-3);
  if (parts.length < 3 || parts.length > 4) return false;
  if (parts.length === 4 && !isRegistryHost(parts[0] ?? '')) return false;
  try {
    parseModuleId(namespace, name, system);
    return true;
  } catch (error) {
    if (error instanceof InvalidError) return false;
    throw error;
  }
}

// hashicorp/terraform-registry-address, module.go: a dot, and none of the two that host Git.
function isRegistryHost(host: string): boolean {
  return host.includes('.') && host !== 'github.com' && host !== 'bitbucket.org';
}
