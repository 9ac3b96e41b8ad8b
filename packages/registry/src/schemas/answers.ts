import { errorAnswer } from '@registry/http';

/** What every route behind a token may answer besides its own. */
export const GUARDED = {
  400: errorAnswer('The request is malformed'),
  401: errorAnswer('No token, or one that does not hold'),
  403: errorAnswer('The token does not allow this, whether the module exists or not'),
  422: errorAnswer('A name, the version or the body breaks a rule; each fault is named'),
  503: errorAnswer('A backend cannot serve now; try again after `Retry-After` seconds'),
};

export function jsonAnswer<T>(description: string, schema: T) {
  return { description, content: { 'application/json': { schema } } };
}
