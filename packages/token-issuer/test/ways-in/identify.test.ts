import { parsePrincipal, parseResourceName, type TokenProof } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { createIdentify } from '../../src/ways-in/identify.ts';
import { ACCESS_TOKEN, AWS4_REQUEST, ID_TOKEN, JWT } from '../../src/ways-in/subject-types.ts';
import type { WayIn, WaysIn } from '../../src/ways-in/way-in.ts';

const proof: TokenProof = {
  kind: 'token',
  principal: parsePrincipal('oidc:https://issuer.test#subject'),
  issuer: 'ci',
  claims: {},
  expiresAt: new Date(0),
  way: 'oidc',
};
const asked = { identity: undefined, request: { id: 'request-1' } };
const way: WayIn = async () => proof;
const identify = (waysIn: WaysIn) =>
  createIdentify({ waysIn, verify: () => Promise.reject(new Error('not asked')) });

describe('the way in', () => {
  it.each([
    [ID_TOKEN, { oidc: way }],
    [JWT, { oidc: way }],
    [AWS4_REQUEST, { 'aws-proof': way }],
  ])('for %s is asked where it is on', async (type, waysIn) => {
    expect(await identify(waysIn)(type, 'token', asked)).toBe(proof);
  });

  it.each([
    [ID_TOKEN, { 'aws-proof': way }, 'oidc', AWS4_REQUEST],
    [AWS4_REQUEST, { oidc: way }, 'aws-proof', `${ID_TOKEN}, ${JWT}`],
    [JWT, {}, 'oidc', undefined],
  ])('for %s is refused where it is off, naming what is on', async (type, waysIn, name, on) => {
    const types = [ACCESS_TOKEN, ...(on === undefined ? [] : [on])].join(', ');
    await expect(identify(waysIn)(type, 'token', asked)).rejects.toMatchObject({
      code: 'invalid_request',
      message: `The way in ${name} is switched off here. The subject_token_type must be one of ${types}.`,
    });
  });

  it.each(['', 'constructor', '__proto__', 'urn:ietf:params:oauth:token-type:saml2'])(
    'for %j is none',
    async (type) => {
      await expect(identify({ oidc: way })(type, 'token', asked)).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/^The subject_token_type must be one of /),
      });
    },
  );

  it('for a token of ours leaves no choice of identity', async () => {
    const identity = parseResourceName('ci');
    await expect(
      identify({ oidc: way })(ACCESS_TOKEN, 'token', { ...asked, identity }),
    ).rejects.toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('identity'),
    });
  });
});
