import { InvalidError, presetOf } from '@registry/domain';
import type { ScannedGrant } from './scanned-items.ts';
import { scannedMatch } from './scanned-match.ts';

/** Names for whom the old grants only described, and the commands that make them known. */
export interface IdentityNames {
  /** InvalidError where there is no way to say the same. */
  principalFor(grant: ScannedGrant): string;
  commands(): readonly string[];
}

export function createIdentityNames(): IdentityNames {
  const issuers = new Map<string, { readonly name: string; readonly audiences: Set<string> }>();
  const identities = new Map<string, { readonly name: string; readonly options: string }>();

  const issuerFor = (url: string, audiences: readonly string[]) => {
    const name = freeName(slug(url), [...issuers.values()]);
    const issuer = issuers.get(url) ?? { name, audiences: new Set<string>() };
    for (const audience of audiences) issuer.audiences.add(audience);
    issuers.set(url, issuer);
    return issuer.name;
  };

  return {
    principalFor({ issuer: url, ...grant }) {
      if (url === undefined || !url.startsWith('https://')) {
        throw new InvalidError('its issuer is no https address.');
      }
      const audiences = grant.audience === undefined ? [] : [grant.audience].flat();
      const { subject, claims } = scannedMatch(url, grant);
      const options = [
        `--issuer ${issuerFor(url, audiences)}`,
        ...(audiences.length === 1 ? [`--audience ${quote(String(audiences[0]))}`] : []),
        ...(subject === undefined ? [] : [`--subject ${quote(subject)}`]),
        ...Object.entries(claims).flatMap(([name, values]) =>
          values.map((value) => `--claim ${quote(`${name}=${value}`)}`),
        ),
      ].join(' ');
      const known = identities.get(options);
      const taken = [...identities.values()];
      const name = known?.name ?? freeName(slug(subject ?? url), taken);
      identities.set(options, { name, options });
      return `identity:${name}`;
    },
    commands: () => [
      ...[...issuers].map(
        ([url, { name, audiences }]) =>
          `registry-cli issuers add ${name} ${quote(url)}${presetOption(url)}${[...audiences].map((one) => ` --audience ${quote(one)}`).join('')}`,
      ),
      ...[...identities.values()].map(
        ({ name, options }) => `registry-cli identities add ${name} ${options}`,
      ),
    ],
  };
}

function presetOption(url: string): string {
  const preset = presetOf(url);
  return preset === undefined ? '' : ` --preset ${preset}`;
}

/** Letters, digits and dashes of what it stands for. */
function slug(text: string): string {
  const words = text.replace(/^https:\/\//, '').toLowerCase();
  return (
    words
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 50) || 'imported'
  );
}

function freeName(wanted: string, taken: readonly { readonly name: string }[]): string {
  const base = wanted.replace(/-+$/, '');
  const isTaken = (name: string) => taken.some((one) => one.name === name);
  if (!isTaken(base)) return base;
  for (let number = 2; ; number += 1) {
    if (!isTaken(`${base}-${number}`)) return `${base}-${number}`;
  }
}

/** For a shell. */
function quote(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
