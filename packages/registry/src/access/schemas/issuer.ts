import { z } from '@hono/zod-openapi';
import { ISSUER_ALGORITHMS, ISSUER_PRESETS, type TrustedIssuer } from '@registry/domain';

const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

const ISSUER = {
  issuer: z.string().openapi({ example: 'https://token.actions.githubusercontent.com' }),
  audiences: z.array(z.string()),
  algorithms: z.array(z.enum(ISSUER_ALGORITHMS)),
};

export const PutIssuerBody = z.strictObject({
  ...ISSUER,
  algorithms: ISSUER.algorithms
    .optional()
    .openapi({ description: 'what it signs with; those of the preset, else RS256' }),
  jwks: Keys.nullable()
    .default(null)
    .openapi({ description: 'its public keys (RFC 7517); null to discover them' }),
  preset: z
    .enum(ISSUER_PRESETS)
    .nullable()
    .default(null)
    .openapi({ description: 'the rules of a known issuer; null for those that its URL says' }),
});

export const IssuerBody = z
  .object({
    name: z.string(),
    ...ISSUER,
    jwks: Keys.nullable(),
    preset: z.enum(ISSUER_PRESETS).nullable(),
  })
  .openapi('Issuer');

export function issuerBody(issuer: TrustedIssuer): z.infer<typeof IssuerBody> {
  return {
    name: issuer.name,
    issuer: issuer.issuer,
    audiences: [...issuer.audiences],
    algorithms: [...issuer.algorithms],
    jwks: issuer.jwks ? { keys: issuer.jwks.keys.map((key) => ({ ...key })) } : null,
    preset: issuer.preset ?? null,
  };
}
