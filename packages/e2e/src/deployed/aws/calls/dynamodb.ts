import { z } from 'zod';
import type { AwsRequest } from '../aws-request.ts';
import type { Need, World } from './need.ts';

const Attributes = z.record(z.string(), z.record(z.string(), z.unknown()));
const Keyed = z.looseObject({ TableName: z.string(), Key: Attributes });
const Put = z.looseObject({ TableName: z.string(), Item: Attributes });
const Search = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  KeyConditionExpression: z.string().optional(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).optional(),
  ExpressionAttributeValues: Attributes.optional(),
});
const Transaction = z.looseObject({
  TransactItems: z.array(
    z.looseObject({
      Put: Put.optional(),
      Update: Keyed.optional(),
      Delete: Keyed.optional(),
      ConditionCheck: Keyed.optional(),
      Get: Keyed.optional(),
    }),
  ),
});

/**
 * The rights that a request to DynamoDB takes: transactions take those of what is in them
 * ("Using IAM with DynamoDB transactions"), and `dynamodb:LeadingKeys` are the partition keys.
 */
export function dynamoDbNeeds({ headers, body }: AwsRequest, world: World): Need[] {
  const operation = String(headers['x-amz-target']).replace('DynamoDB_20120810.', '');
  const content: unknown = JSON.parse(body.toString());
  const item = (name: string, table: string, attributes: z.infer<typeof Attributes>): Need =>
    need(world, name, table, [valueIn(attributes[world.partitionKey])]);
  switch (operation) {
    case 'GetItem':
    case 'DeleteItem':
    case 'UpdateItem': {
      const { TableName, Key } = Keyed.parse(content);
      return [item(operation, TableName, Key)];
    }
    case 'PutItem': {
      const { TableName, Item } = Put.parse(content);
      return [item(operation, TableName, Item)];
    }
    case 'Query':
    case 'Scan': {
      const search = Search.parse(content);
      const table = search.IndexName
        ? `${search.TableName}/index/${search.IndexName}`
        : search.TableName;
      return [need(world, operation, table, partitionsOf(search))];
    }
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return Transaction.parse(content).TransactItems.flatMap((each) => [
        ...(each.Put ? [item('PutItem', each.Put.TableName, each.Put.Item)] : []),
        ...(each.Update ? [item('UpdateItem', each.Update.TableName, each.Update.Key)] : []),
        ...(each.Delete ? [item('DeleteItem', each.Delete.TableName, each.Delete.Key)] : []),
        ...(each.Get ? [item('GetItem', each.Get.TableName, each.Get.Key)] : []),
        ...(each.ConditionCheck
          ? [item('ConditionCheckItem', each.ConditionCheck.TableName, each.ConditionCheck.Key)]
          : []),
      ]);
    default:
      throw new Error(`It is not known which rights ${operation} of DynamoDB takes.`);
  }
}

function need(world: World, name: string, table: string, leading: string[]): Need {
  const { partition, region, accountId } = world;
  return {
    action: `dynamodb:${name}`,
    resource: `arn:${partition}:dynamodb:${region}:${accountId}:table/${table}`,
    // Without a partition key, as in a scan, the key is absent, which "ForAllValues" lets pass.
    keys: leading.length === 0 ? {} : { 'dynamodb:LeadingKeys': leading },
  };
}

/** The value that the first equation of a key condition compares with: `#pk = :pk AND …`. */
function partitionsOf(search: z.infer<typeof Search>): string[] {
  const [, placeholder] = /[#\w]+\s*=\s*(:\w+)/.exec(search.KeyConditionExpression ?? '') ?? [];
  const value = search.ExpressionAttributeValues?.[placeholder ?? ''];
  return value === undefined ? [] : [valueIn(value)];
}

function valueIn(attribute: Record<string, unknown> | undefined): string {
  const [value] = Object.values(attribute ?? {});
  return String(value);
}
