import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** The read units of everything that `client` asks for from now on, as DynamoDB counts them. */
export function countReadUnits(client: DynamoDBClient): { readonly units: number } {
  const count = { units: 0 };
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const result = await next(args);
      if ('ConsumedCapacity' in result.output) {
        count.units += Object(result.output.ConsumedCapacity).CapacityUnits;
      }
      return result;
    },
    { step: 'initialize', name: 'countReadUnits' },
  );
  return count;
}
