import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { issuing, settings, tokenIn } from './setup.ts';

const Metadata = z.object({
  issuer: z.string(),
  token_endpoint: z.string(),
  jwks_uri: z.string(),
  grant_types_supported: z.array(z.string()),
});

describe('the metadata of the issuer', () => {
  it('names the issuer exactly as every token does', async () => {
    const { app, exchange, subjectToken } = await issuing();
    const response = await app.request('/.well-known/openid-configuration');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const { issuer } = Metadata.parse(await response.json());
    const { access_token } = await tokenIn(await exchange(await subjectToken()));
    const [, payload = ''] = access_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    expect(claims.iss).toBe(issuer);
    expect(issuer).toBe(settings.issuer);
  });

  it('names addresses that are served', async () => {
    const { app } = await issuing();
    const response = await app.request('/.well-known/openid-configuration');
    const { jwks_uri, token_endpoint, grant_types_supported } = Metadata.parse(
      await response.json(),
    );
    expect((await app.request(new URL(jwks_uri).pathname)).status).toBe(200);
    const refusal = await app.request(new URL(token_endpoint).pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: grant_types_supported[0] ?? '' }).toString(),
    });
    expect(await refusal.json()).toMatchObject({
      error_description: 'Send subject_token and subject_token_type.',
    });
  });
});
