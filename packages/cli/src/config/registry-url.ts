import { CliError } from '../errors.ts';

/** The address of a registry: http or https, a path perhaps, nothing else. No slash at its end. */
export interface RegistryUrl {
  readonly href: string;
  /** What a module block's `source` begins with. */
  readonly host: string;
  /** Would a token go over the network as anybody may read it? */
  readonly inTheClear: boolean;
}

export function parseRegistryUrl(text: string, from: string): RegistryUrl {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || /[?#]/.test(text)) {
    throw new CliError(
      'usage',
      `The registry in ${from} must be an address such as "https://registry.example.com", without a name, password or query.`,
    );
  }
  return {
    href: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    host: url.host,
    inTheClear: url.protocol === 'http:' && !isLoopback(url.hostname),
  };
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d+){3}$/.test(hostname)
  );
}
