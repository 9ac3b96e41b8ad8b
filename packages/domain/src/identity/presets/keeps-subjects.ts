import type { IssuerPreset } from '../issuer.ts';
import { PRESETS } from './presets.ts';

/**
 * Do subjects stay with one owner for ever? Those of GitHub, GitLab and others hold names, which
 * can be given up and registered by somebody else, so that only an identity can say who is meant.
 */
export function keepsSubjects(preset: IssuerPreset | undefined): boolean {
  if (preset === undefined) return true;
  const { ids } = PRESETS[preset];
  return Object.keys(ids).length === 0 || Object.hasOwn(ids, 'sub');
}
