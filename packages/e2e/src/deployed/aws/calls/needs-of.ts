import type { AwsRequest, Signer } from '../aws-request.ts';
import { dynamoDbNeeds } from './dynamodb.ts';
import { withKeyNeeds } from './keys.ts';
import { kmsNeeds } from './kms.ts';
import type { Need, World } from './need.ts';
import { s3Needs } from './s3.ts';
import { secretsNeeds } from './secrets.ts';

/** The rights that `request` takes. An Error for what nobody has described yet: never a guess. */
export function needsOf(request: AwsRequest, signer: Signer, world: World): Need[] {
  switch (signer.service) {
    case 'dynamodb':
      return withKeyNeeds(dynamoDbNeeds(request, world), world);
    case 's3':
      return withKeyNeeds(s3Needs(request, signer, world), world);
    case 'kms':
      return kmsNeeds(request, world);
    case 'secretsmanager':
      return secretsNeeds(request, world);
    default:
      throw new Error(`It is not known which rights a request to ${signer.service} takes.`);
  }
}
