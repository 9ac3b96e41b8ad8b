import { z } from 'zod';
import type { AwsRequest } from '../aws-request.ts';
import type { Need, World } from './need.ts';

const Call = z.looseObject({ SecretId: z.string() });

/** The right that a request to Secrets Manager takes; a secret is named by its ARN. */
export function secretsNeeds({ headers, body }: AwsRequest, world: World): Need[] {
  const operation = String(headers['x-amz-target']).replace('secretsmanager.', '');
  const { SecretId } = Call.parse(JSON.parse(body.toString()));
  const { partition, region, accountId } = world;
  const arn = SecretId.startsWith('arn:')
    ? SecretId
    : `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${SecretId}`;
  return [{ action: `secretsmanager:${operation}`, resource: arn, keys: {} }];
}
