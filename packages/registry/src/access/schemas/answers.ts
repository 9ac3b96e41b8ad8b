import { errorAnswer } from '@registry/http';
import { GUARDED } from '../../schemas/answers.ts';

/** What every route of administration may answer besides its own. */
export const ADMINISTERED = {
  ...GUARDED,
  403: errorAnswer('The token, or what is granted to you now, does not allow this'),
  422: errorAnswer('Something in the request breaks a rule; each fault is named'),
};

export const NOT_FOUND = { 404: errorAnswer('There is none') };
export const CHANGED = { 412: errorAnswer('It is not as `If-Match` or `If-None-Match` says') };
