import { InvalidError } from '../../errors.ts';
import { ISSUER_PRESETS, type IssuerPreset } from '../issuer.ts';
import { PRESETS } from './presets.ts';

/**
 * The preset of an issuer, where `given` is what was said of it. Of the URL of a known issuer it is
 * always that one's: left out, or another one, names that can be registered anew would stand for
 * those who have had them.
 *
 * @throws InvalidError where the issuer is not one of the preset, since then what the preset knows
 *   of ids and names does not hold for it
 */
export function presetOf(
  issuer: string,
  given: IssuerPreset | null = null,
): IssuerPreset | undefined {
  const known = ISSUER_PRESETS.find((preset) => certainIssuers(preset).test(issuer));
  if (given === null || given === known) return known;
  if (known !== undefined) {
    throw new InvalidError(
      `The preset of ${issuer} is "${known}" and no other; name that one, or leave the preset out.`,
    );
  }
  const { issuers, example } = PRESETS[given];
  if (issuers.test(issuer)) return given;
  throw new InvalidError(
    `The preset "${given}" is for issuers like ${example}; correct the issuer, or leave the preset out.`,
  );
}

function certainIssuers(preset: IssuerPreset): RegExp {
  const { certain, issuers } = PRESETS[preset];
  return certain ?? issuers;
}
