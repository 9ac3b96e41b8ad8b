import type { TokenBearer } from './bearer.ts';
import { allOf, amongst, type Certainty, certainly } from './certainty.ts';
import type { TextMatch, TokenMatch } from './identity.ts';
import { isText } from './text-match.ts';

/** By issuer and subject; whatever else a token says is not known. */
export function matchTokenBearer(match: TokenMatch, bearer: TokenBearer): Certainty {
  const { issuer, subject } = bearer;
  const known = new Map<string, readonly string[]>([
    ['iss', [issuer.issuer]],
    ['sub', [subject]],
    // Tokens are for one or more of these, and for nobody else.
    ['aud', issuer.audiences],
  ]);
  const has = (name: string, wanted: readonly TextMatch[]): Certainty => {
    const values = known.get(name);
    if (values === undefined) return 'perhaps';
    return amongst(values, (value) => wanted.some((one) => isText(one, value)));
  };
  return allOf([
    certainly(match.issuer === issuer.name),
    match.audience === undefined ? 'yes' : has('aud', [{ exactly: match.audience }]),
    match.subject === undefined ? 'yes' : has('sub', [match.subject]),
    ...Object.entries(match.claims).map(([name, wanted]) => has(name, wanted)),
  ]);
}
