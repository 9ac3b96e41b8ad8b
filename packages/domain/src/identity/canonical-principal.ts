import { type Principal, parsePrincipal } from '../values/principal.ts';
import { canonicalAwsPrincipal } from './aws-principal.ts';

/**
 * The principal that somebody means who writes one down: an ARN of AWS in any of its forms is the
 * one that its bearer proves. InvalidError where it is none.
 */
export function canonicalPrincipal(text: string): Principal {
  return text.startsWith('arn:') ? canonicalAwsPrincipal(text) : parsePrincipal(text);
}
