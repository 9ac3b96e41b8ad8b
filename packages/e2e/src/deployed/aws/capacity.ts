import type { AwsRequest } from './aws-request.ts';

/** What DynamoDB charges for: units of reading and of writing. */
export interface Units {
  readonly read: number;
  readonly write: number;
}

/** The same request, in whose answer DynamoDB says what it has cost. */
export function askingForUnits(request: AwsRequest): AwsRequest {
  const content = JSON.parse(request.body.toString());
  const body = Buffer.from(JSON.stringify({ ...content, ReturnConsumedCapacity: 'TOTAL' }));
  return { ...request, body };
}

/** What an answer says that its request has cost; of every transaction DynamoDB Local says 4. */
export function unitsOf({ headers }: AwsRequest, answer: Buffer): Units {
  const { ConsumedCapacity = [] } = JSON.parse(answer.toString());
  const consumed: readonly { readonly CapacityUnits?: number }[] = [ConsumedCapacity].flat();
  const units = consumed.reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  const isRead = /\.(?:Get|Query|Scan|BatchGet|TransactGet)\w*$/.test(`${headers['x-amz-target']}`);
  return isRead ? { read: units, write: 0 } : { read: 0, write: units };
}
