import { z } from '@hono/zod-openapi';
import {
  formatMatch,
  type Identity,
  InvalidError,
  parseMatch,
  parseResourceName,
} from '@registry/domain';
import { parsed } from '@registry/http';

export const NamePath = z.object({
  name: parsed(parseResourceName, { example: 'ci' }),
});

const AwsMatch = z.strictObject({
  aws_account: z.string().optional().openapi({ example: '123456789012' }),
  aws_organization: z.string().optional(),
  arn: z.string().optional(),
  arn_pattern: z.string().optional(),
  user_id: z.string().optional(),
  user_id_pattern: z.string().optional(),
});

const TokenMatch = z.strictObject({
  issuer: z.string().openapi({ example: 'github' }),
  audience: z.string().optional(),
  subject: z.string().optional(),
  subject_pattern: z.string().optional(),
  claims: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional()
    .openapi({ example: { repository_owner_id: '1234', ref: ['refs/heads/main', 'refs/tags/*'] } }),
});

const Match = z.union([TokenMatch, AwsMatch]);

export const PutIdentityBody = z.strictObject({
  match: Match.transform((document, context) => {
    try {
      return parseMatch(document);
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      for (const message of error.faults) context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  }),
});

export const IdentityBody = z.object({ name: z.string(), match: Match }).openapi('Identity');

export function identityBody({ name, match }: Identity): z.infer<typeof IdentityBody> {
  return { name, match: IdentityBody.shape.match.parse(formatMatch(match)) };
}
