import { InvalidError } from '../../errors.ts';
import type { TokenMatch } from '../identity.ts';
import type { IssuerPreset } from '../issuer.ts';
import { exactValues } from './exact-values.ts';
import { PRESETS } from './presets.ts';

/**
 * InvalidError unless an identity binds an id that nobody else can get: bound by names alone, it
 * would be whoever registers the name when its owner has given it up.
 */
export function checkBinding(preset: IssuerPreset | undefined, match: TokenMatch): void {
  if (preset === undefined) return;
  const { ids, subjectPatterns } = PRESETS[preset];
  const names = Object.keys(ids);
  const bound = names.filter((name) => exactValues(match, name) !== undefined);
  for (const name of bound) {
    if (exactValues(match, name)?.every((value) => ids[name]?.test(value))) continue;
    throw new InvalidError(
      `The value of ${name} is no id of ${preset}; look it up, and do not use the name.`,
    );
  }
  if (names.length === 0 || bound.length > 0) return;
  const { subject } = match;
  if (subject && 'like' in subject && subjectPatterns?.test(subject.like)) return;
  throw new InvalidError(
    `A match of ${preset} tokens has to bind one of ${names.map(spell).join(', ')} exactly, since names can be given up and registered by somebody else.`,
  );
}

function spell(name: string): string {
  return name === 'sub' ? 'subject' : `claims.${name}`;
}
