import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

/** The name of an issuer, an identity or a static token. */
export type ResourceName = Brand<string, 'ResourceName'>;

const RESOURCE_NAME = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

function isResourceName(text: string): text is ResourceName {
  return RESOURCE_NAME.test(text);
}

export function parseResourceName(text: string): ResourceName {
  if (isResourceName(text)) return text;
  throw new InvalidError(
    'A name is 1 to 64 lower-case letters, digits and "-", with a letter or digit at both ends.',
  );
}
