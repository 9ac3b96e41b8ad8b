import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientOptions, QUICK, type ServiceSettings } from './client-options.ts';

export function createDynamoDbClient(settings: ServiceSettings): DynamoDBClient {
  return new DynamoDBClient(clientOptions(settings, QUICK));
}
