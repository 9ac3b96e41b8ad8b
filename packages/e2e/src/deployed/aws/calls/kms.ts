import { z } from 'zod';
import type { AwsRequest } from '../aws-request.ts';
import type { Need, World } from './need.ts';

const Call = z.looseObject({
  KeyId: z.string(),
  SigningAlgorithm: z.string().optional(),
  MessageType: z.string().optional(),
});

/** The right that a request to KMS takes; an alias stands for its key. */
export function kmsNeeds({ headers, body }: AwsRequest, world: World): Need[] {
  const operation = String(headers['x-amz-target']).replace('TrentService.', '');
  const call = Call.parse(JSON.parse(body.toString()));
  return [
    {
      action: `kms:${operation}`,
      resource: world.keyArn(call.KeyId),
      keys: {
        ...(call.SigningAlgorithm && { 'kms:SigningAlgorithm': call.SigningAlgorithm }),
        ...(call.MessageType && { 'kms:MessageType': call.MessageType }),
        ...(call.KeyId.includes('alias/') && {
          'kms:RequestAlias': call.KeyId.replace(/^.*(?=alias\/)/, ''),
        }),
      },
    },
  ];
}
