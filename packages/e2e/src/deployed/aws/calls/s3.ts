import type { AwsRequest, Signer } from '../aws-request.ts';
import type { Need, World } from './need.ts';

/** The rights that a request to S3 takes, addressed by path ("Actions, resources and condition keys for S3"). */
export function s3Needs(request: AwsRequest, signer: Signer, world: World): Need[] {
  const { method, path, query, headers } = request;
  const [bucket = '', ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const key = rest.join('/');
  const arn = `arn:${world.partition}:s3:::${bucket}`;
  const keys = {
    's3:authType': signer.presigned ? 'REST-QUERY-STRING' : 'REST-HEADER',
    's3:signatureversion': 'AWS4-HMAC-SHA256',
    's3:TlsVersion': '1.3',
  };
  const need = (action: string, resource: string, more = {}): Need => ({
    action: `s3:${action}`,
    resource,
    keys: { ...keys, ...more },
  });
  if (key === '') {
    if (method !== 'GET' && method !== 'HEAD') throw unknown(request);
    const prefix = query.get('prefix');
    return [need('ListBucket', arn, prefix === null ? {} : { 's3:prefix': prefix })];
  }
  const object = `${arn}/${key}`;
  const version = query.get('versionId');
  if (method === 'GET' || method === 'HEAD') {
    if (version === null) return [need('GetObject', object)];
    return [need('GetObjectVersion', object, { 's3:VersionId': version })];
  }
  if (method === 'DELETE') return [need('DeleteObject', object)];
  if (method !== 'PUT') throw unknown(request);
  const source = headers['x-amz-copy-source'];
  if (typeof source !== 'string') return [need('PutObject', object)];
  const [from = '', sourceVersion] = source.replace(/^\//, '').split('?versionId=');
  const read = sourceVersion === undefined ? 'GetObject' : 'GetObjectVersion';
  return [
    need('PutObject', object),
    need(read, `arn:${world.partition}:s3:::${decodeURIComponent(from)}`),
  ];
}

/** S3 says 404 only to whom may list; to others an object that is not there is a 403. */
export function needToHearOf404({ path }: AwsRequest, world: World): Need {
  const [bucket = ''] = path.slice(1).split('/');
  return { action: 's3:ListBucket', resource: `arn:${world.partition}:s3:::${bucket}`, keys: {} };
}

function unknown({ method, path }: AwsRequest): Error {
  return new Error(`It is not known which rights ${method} ${path} of S3 takes.`);
}
