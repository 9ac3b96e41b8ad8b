import type { Need, World } from './need.ts';

/** What DynamoDB and S3 do with a key on behalf of who asks ("Protecting data with SSE-KMS"). */
const KEY_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:GetItem': ['kms:Decrypt'],
  'dynamodb:Query': ['kms:Decrypt'],
  'dynamodb:Scan': ['kms:Decrypt'],
  'dynamodb:ConditionCheckItem': ['kms:Decrypt'],
  'dynamodb:PutItem': ['kms:Decrypt', 'kms:Encrypt'],
  'dynamodb:UpdateItem': ['kms:Decrypt', 'kms:Encrypt'],
  'dynamodb:DeleteItem': ['kms:Decrypt', 'kms:Encrypt'],
  's3:GetObject': ['kms:Decrypt'],
  's3:GetObjectVersion': ['kms:Decrypt'],
  's3:PutObject': ['kms:GenerateDataKey'],
};

/** Adds the rights to the KMS keys with which tables and buckets are encrypted. */
export function withKeyNeeds(needs: readonly Need[], world: World): Need[] {
  return needs.flatMap((need) => {
    const key = keyOf(need, world);
    if (key === undefined) return [need];
    const service = need.action.split(':')[0];
    const keys = { 'kms:ViaService': `${service}.${world.region}.${world.dnsSuffix}` };
    const actions = KEY_ACTIONS[need.action] ?? [];
    return [need, ...actions.map((action): Need => ({ action, resource: key, keys }))];
  });
}

function keyOf({ action, resource }: Need, { tableKeys, bucketKeys }: World): string | undefined {
  const [, name = ''] = /(?:table\/|:::)([^/]+)/.exec(resource) ?? [];
  return (action.startsWith('dynamodb:') ? tableKeys : bucketKeys).get(name);
}
