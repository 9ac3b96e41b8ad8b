/** A request that lists what there is of something, and what its answer calls each of them. */
interface Listing {
  readonly service: string;
  readonly path?: string;
  /** AWS's JSON protocol: the operation. */
  readonly target?: string;
  /** What that operation wants to know. */
  readonly input?: object;
  /** AWS's query protocol: the form. */
  readonly form?: string;
  readonly name: RegExp;
}

const LISTINGS: readonly Listing[] = [
  {
    service: 'acm',
    target: 'CertificateManager.ListCertificates',
    name: /"CertificateArn": "(.*?)"/g,
  },
  { service: 'apigateway', path: '/restapis', name: /"id": "(.*?)"/g },
  { service: 'apigateway', path: '/domainnames', name: /"domainName": "(.*?)"/g },
  {
    service: 'application-autoscaling',
    target: 'AnyScaleFrontendService.DescribeScalableTargets',
    input: { ServiceNamespace: 'dynamodb' },
    name: /"ResourceId": ?"(.*?)"/g,
  },
  { service: 'dynamodb', target: 'DynamoDB_20120810.ListTables', name: /"([^"]+)"(?=[\],])/g },
  { service: 'iam', form: 'Action=ListRoles', name: /<RoleName>(.*?)</g },
  { service: 'iam', form: 'Action=ListPolicies&Scope=Local', name: /<PolicyName>(.*?)</g },
  { service: 'lambda', path: '/2015-03-31/functions/', name: /"FunctionName": "(.*?)"/g },
  { service: 'logs', target: 'Logs_20140328.DescribeLogGroups', name: /"logGroupName": "(.*?)"/g },
  { service: 'monitoring', form: 'Action=DescribeAlarms', name: /<AlarmName>(.*?)</g },
  { service: 'monitoring', form: 'Action=ListDashboards', name: /<DashboardName>(.*?)</g },
  { service: 'route53', path: '/2013-04-01/hostedzone', name: /<Name>(.*?)</g },
  { service: 's3', path: '/', name: /<Name>(.*?)</g },
  { service: 'sns', form: 'Action=ListTopics', name: /<TopicArn>(.*?)</g },
  { service: 'sqs', target: 'AmazonSQS.ListQueues', name: /"(http.*?)"/g },
  {
    service: 'wafv2',
    target: 'AWSWAF_20190729.ListWebACLs',
    input: { Scope: 'REGIONAL' },
    name: /"ARN": ?"(.*?)"/g,
  },
  {
    service: 'kms',
    target: 'TrentService.ListAliases',
    name: /"AliasName": "(alias\/(?!aws\/).*?)"/g,
  },
];

/** Everything that an emulator holds, as `service name`; KMS keys only while they can be used. */
export async function everythingOn(endpoint: string): Promise<string[]> {
  const found = await Promise.all(
    LISTINGS.map(async (listing) => {
      const text = await ask(endpoint, listing);
      return [...text.matchAll(listing.name)].map(([, name]) => `${listing.service} ${name}`);
    }),
  );
  return [...found.flat(), ...(await usableKeys(endpoint))].sort();
}

async function usableKeys(endpoint: string): Promise<string[]> {
  const kms = { service: 'kms', name: /"KeyId": "(.*?)"/g };
  const ids = await ask(endpoint, { ...kms, target: 'TrentService.ListKeys' });
  const described = [...ids.matchAll(kms.name)].map(async ([, id]) => {
    const key = await ask(endpoint, { ...kms, target: 'TrentService.DescribeKey' }, { KeyId: id });
    // The emulator makes the keys of AWS's own services as if they were a customer's.
    const isOver = /"Description": "Default (master )?key|"KeyState": "PendingDeletion"/;
    return isOver.test(key) ? [] : [`kms key ${id}`];
  });
  return (await Promise.all(described)).flat();
}

async function ask(
  endpoint: string,
  listing: Listing,
  body = listing.input ?? {},
): Promise<string> {
  const { service, path, target, form } = listing;
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/x-amz-json-1.1';
  const response = await fetch(new URL(path ?? '/', endpoint), {
    method: path === undefined ? 'POST' : 'GET',
    headers: {
      // The emulator tells services apart by the scope of the signature, and checks none.
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      ...(path === undefined && { 'content-type': contentType }),
      ...(target && { 'x-amz-target': target }),
    },
    ...(path === undefined && { body: form ?? JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${path ?? target ?? form}: ${text.slice(0, 500)}`);
  return text;
}
