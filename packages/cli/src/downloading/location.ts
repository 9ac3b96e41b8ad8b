import { parseSha256, type Sha256 } from '@registry/domain';

/** What the registry hands out for a version. */
export type Location =
  | { readonly kind: 'package'; readonly url: string; readonly sha256: Sha256 }
  /** An address that the registry only passes on, for terraform to fetch in its own way. */
  | { readonly kind: 'address'; readonly address: string };

// go-getter's own words to itself; they are no part of what is requested.
const GETTER_PARAMETERS: readonly string[] = ['archive', 'checksum'];

/** `base` is the URL that answered with `text`: a location may be relative to it. */
export function readLocation(text: string, base: string): Location {
  const location = /^\.{0,2}\//.test(text) ? new URL(text, base).href : text;
  const sha256 = checksumIn(location);
  if (sha256 === undefined || !/^https?:\/\//.test(location)) {
    return { kind: 'address', address: text };
  }
  return { kind: 'package', url: withoutGetterParameters(location), sha256 };
}

function checksumIn(location: string): Sha256 | undefined {
  if (!URL.canParse(location)) return undefined;
  const checksum = new URL(location).searchParams.get('checksum') ?? '';
  const hex = /^sha256:([0-9a-f]{64})$/i.exec(checksum)?.[1];
  return hex === undefined ? undefined : parseSha256(hex);
}

/** The rest of the query stays byte for byte as it was: it may be signed. */
function withoutGetterParameters(location: string): string {
  const [address = '', query = ''] = location.split('?');
  const kept = query
    .split('&')
    .filter((pair) => !GETTER_PARAMETERS.includes(pair.split('=')[0] ?? ''));
  return kept.join('') === '' ? address : `${address}?${kept.join('&')}`;
}
