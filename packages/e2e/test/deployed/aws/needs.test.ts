import { describe, expect, it } from 'vitest';
import { type AwsRequest, type Signer, signerOf } from '../../../src/deployed/aws/aws-request.ts';
import type { World } from '../../../src/deployed/aws/calls/need.ts';
import { needsOf } from '../../../src/deployed/aws/calls/needs-of.ts';

const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/own';
const TABLE = 'arn:aws:dynamodb:eu-west-1:123456789012:table/registry';
const world: World = {
  partition: 'aws',
  region: 'eu-west-1',
  accountId: '123456789012',
  keyArn: (id) => (id === 'alias/signing' ? KEY : id),
  partitionKey: 'pk',
  dnsSuffix: 'amazonaws.com',
  tableKeys: new Map(),
  bucketKeys: new Map(),
};

const signer = (service: string, presigned = false): Signer => ({
  accessKeyId: 'AKIA',
  region: 'eu-west-1',
  service,
  presigned,
});

function request(change: Partial<AwsRequest>): AwsRequest {
  const query = new URLSearchParams();
  return { method: 'POST', path: '/', query, headers: {}, body: Buffer.alloc(0), ...change };
}

const call = (target: string, body: object) =>
  request({ headers: { 'x-amz-target': target }, body: Buffer.from(JSON.stringify(body)) });

const dynamodb = (operation: string, body: object, at = world) =>
  needsOf(call(`DynamoDB_20120810.${operation}`, body), signer('dynamodb'), at).map((need) => [
    need.action,
    need.resource,
    need.keys['dynamodb:LeadingKeys'],
  ]);

const item = (pk: string) => ({ pk: { S: pk }, sk: { S: 'x' } });

describe('a request to DynamoDB takes', () => {
  it.each(['GetItem', 'UpdateItem', 'DeleteItem'])(
    'the right to %s for its partition',
    (operation) => {
      expect(dynamodb(operation, { TableName: 'registry', Key: item('MODULE#a') })).toEqual([
        [`dynamodb:${operation}`, TABLE, ['MODULE#a']],
      ]);
    },
  );

  it('the rights of all that is in a transaction', () => {
    const TransactItems = [
      { Put: { TableName: 'registry', Item: item('A') } },
      { Update: { TableName: 'registry', Key: item('B') } },
      { Delete: { TableName: 'registry', Key: item('C') } },
      { ConditionCheck: { TableName: 'registry', Key: item('D') } },
    ];
    expect(dynamodb('TransactWriteItems', { TransactItems })).toEqual([
      ['dynamodb:PutItem', TABLE, ['A']],
      ['dynamodb:UpdateItem', TABLE, ['B']],
      ['dynamodb:DeleteItem', TABLE, ['C']],
      ['dynamodb:ConditionCheckItem', TABLE, ['D']],
    ]);
  });

  it('the right to query a table or an index, for the partition of the condition', () => {
    const query = {
      TableName: 'registry',
      KeyConditionExpression: '#pk = :p AND begins_with(sk, :s)',
      ExpressionAttributeNames: { '#pk': 'pk' },
      ExpressionAttributeValues: { ':s': { S: 'VERSION#' }, ':p': { S: 'MODULE#a' } },
    };
    expect(dynamodb('Query', query)).toEqual([['dynamodb:Query', TABLE, ['MODULE#a']]]);
    expect(dynamodb('Query', { ...query, IndexName: 'by-name' })).toEqual([
      ['dynamodb:Query', `${TABLE}/index/by-name`, ['MODULE#a']],
    ]);
    expect(dynamodb('Scan', { TableName: 'registry' })).toEqual([
      ['dynamodb:Scan', TABLE, undefined],
    ]);
  });

  it('its key too, where the table has one', () => {
    const at = { ...world, tableKeys: new Map([['registry', KEY]]) };
    const needs = needsOf(
      call('DynamoDB_20120810.GetItem', { TableName: 'registry', Key: item('A') }),
      signer('dynamodb'),
      at,
    );
    const keys = { 'kms:ViaService': 'dynamodb.eu-west-1.amazonaws.com' };
    expect(needs[1]).toEqual({ action: 'kms:Decrypt', resource: KEY, keys });
  });

  it('nobody knows which rights for what has not been described', () => {
    expect(() => dynamodb('DeleteTable', {})).toThrow('DeleteTable');
    expect(() => needsOf(request({}), signer('sqs'), world)).toThrow('sqs');
  });
});

describe('a request to S3 takes', () => {
  const s3 = (change: Partial<AwsRequest>, presigned = false) =>
    needsOf(request(change), signer('s3', presigned), world).map(({ action, resource }) => [
      action,
      resource,
    ]);
  const object = 'arn:aws:s3:::bucket/packages/a b';

  it.each<[string, Partial<AwsRequest>, string[][]]>([
    ['GET', { path: '/bucket/packages/a%20b' }, [['s3:GetObject', object]]],
    ['HEAD', { path: '/bucket/packages/a%20b' }, [['s3:GetObject', object]]],
    [
      'GET',
      { path: '/bucket/packages/a%20b', query: new URLSearchParams('versionId=1') },
      [['s3:GetObjectVersion', object]],
    ],
    ['PUT', { path: '/bucket/packages/a%20b' }, [['s3:PutObject', object]]],
    ['DELETE', { path: '/bucket/packages/a%20b' }, [['s3:DeleteObject', object]]],
    [
      'GET',
      { path: '/bucket', query: new URLSearchParams('list-type=2') },
      [['s3:ListBucket', 'arn:aws:s3:::bucket']],
    ],
    [
      'PUT',
      { path: '/bucket/to', headers: { 'x-amz-copy-source': '/other/from%20here?versionId=3' } },
      [
        ['s3:PutObject', 'arn:aws:s3:::bucket/to'],
        ['s3:GetObjectVersion', 'arn:aws:s3:::other/from here'],
      ],
    ],
  ])('%s %j', (method, change, needs) => {
    expect(s3({ method, ...change })).toEqual(needs);
  });

  it('nobody knows which, where it changes a bucket', () => {
    expect(() => s3({ method: 'PUT', path: '/bucket' })).toThrow('PUT /bucket');
    expect(() => s3({ method: 'POST', path: '/bucket/key' })).toThrow('POST');
  });
});

describe('a request to KMS takes', () => {
  it('a right on the key that an alias stands for, with its algorithm', () => {
    const body = { KeyId: 'alias/signing', SigningAlgorithm: 'ECDSA_SHA_256', MessageType: 'RAW' };
    expect(needsOf(call('TrentService.Sign', body), signer('kms'), world)).toEqual([
      {
        action: 'kms:Sign',
        resource: KEY,
        keys: {
          'kms:SigningAlgorithm': 'ECDSA_SHA_256',
          'kms:MessageType': 'RAW',
          'kms:RequestAlias': 'alias/signing',
        },
      },
    ]);
  });
});

describe('a signer', () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIA/20260102/eu-west-1/kms/aws4_request, SignedHeaders=host, Signature=0';

  it('is read from the header, or from the query of an address', () => {
    expect(signerOf(request({ headers: { authorization } }))).toEqual(signer('kms'));
    const query = new URLSearchParams({
      'X-Amz-Credential': 'AKIA/20260102/eu-west-1/s3/aws4_request',
    });
    expect(signerOf(request({ query }))).toEqual(signer('s3', true));
    expect(signerOf(request({ headers: { authorization: 'Bearer x' } }))).toBeUndefined();
  });
});
