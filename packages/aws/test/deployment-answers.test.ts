/** What AWS says that no emulator does. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Deployment } from '../src/deployment/index.ts';
import { answer, awsError, type Fault, startFaultServer } from '../src/testing/index.ts';
import { DEPLOYMENT, inspect } from './a-deployment.ts';

const { api } = DEPLOYMENT;
const FUNCTION = {
  FunctionName: 'nobody-read',
  Handler: 'index.handler',
  CodeSha256: 'x',
  Environment: {
    Variables: {
      AUTHENTICATION: 'gateway',
      PACKAGES_BUCKET: 'nobody-packages',
      TABLE_NAME: 'nobody',
    },
  },
};
const PERMISSION = { Policy: '{"Condition":"arn:aws:execute-api:us-east-1:1:abc123/live/*"}' };

describe('what a look says of a function', () => {
  const of = async (state: object) =>
    findings('function read', {
      '/functions/nobody-read/configuration': { ...FUNCTION, ...state },
      '/functions/nobody-read/policy': PERMISSION,
    });

  it.each([
    [{}, []],
    [{ State: 'Active', LastUpdateStatus: 'Successful' }, []],
    [
      { State: 'Failed', StateReasonCode: 'InvalidSubnet', StateReason: 'The subnet is gone.' },
      [/^The function nobody-read cannot run \(Failed: InvalidSubnet: The subnet is gone\); mend /],
    ],
    [
      { State: 'Inactive', StateReasonCode: 'Idle' },
      [/cannot run \(Inactive: Idle\); ask the registry something, which wakes it/],
    ],
    [{ State: 'Pending' }, [/cannot run \(Pending\); it is still being made,/]],
    [
      { LastUpdateStatus: 'Failed', LastUpdateStatusReasonCode: 'DisabledKMSKey' },
      [/runs as it was before its last change, which has failed \(DisabledKMSKey\); mend/],
    ],
    [{ CodeSha256: 'y' }, [/runs other code than Terraform sent, .* aws lambda update-function-/]],
    [{ LastUpdateStatus: 'InProgress' }, [/is being changed; look again in some minutes/]],
  ])('that is %j', async (state, sentences) => {
    expect(await of(state)).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });
});

describe('what a look says of a stage', () => {
  const target = 'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/x/invocations';
  const authorizerUri =
    'arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/y/invocations';
  const method = { methodIntegration: { uri: target } };
  const integration = { 'x-amazon-apigateway-integration': { type: 'aws_proxy', uri: target } };
  const paths = {
    '/open': { get: integration },
    '/signed': { post: { ...integration, security: [{ sigv4: [] }] } },
    '/judged': { get: { ...integration, security: [{ token: [] }] } },
    '/any': { 'x-amazon-apigateway-any-method': integration },
  };
  const header = { type: 'apiKey', name: 'Authorization', in: 'header' };
  const securitySchemes = {
    sigv4: { ...header, 'x-amazon-apigateway-authtype': 'awsSigv4' },
    token: {
      ...header,
      'x-amazon-apigateway-authtype': 'custom',
      'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri },
    },
  };
  const of = async (exported: Answer) =>
    findings('stage', {
      '/exports/oas30': exported,
      '/stages/live': { deploymentId: 'first', stageName: 'live' },
      '/deployments': { item: [{ id: 'first', createdDate: 1 }] },
      '/authorizers': { item: [{ id: 'a', authorizerUri }] },
      '/resources': {
        item: [
          { path: '/' },
          { path: '/open', resourceMethods: { GET: { ...method, authorizationType: 'NONE' } } },
          {
            path: '/signed',
            resourceMethods: { POST: { ...method, authorizationType: 'AWS_IAM' } },
          },
          {
            path: '/judged',
            resourceMethods: {
              GET: { ...method, authorizationType: 'CUSTOM', authorizerId: 'a' },
            },
          },
          { path: '/any', resourceMethods: { ANY: { ...method, authorizationType: 'NONE' } } },
        ],
      },
    });
  const serves = (routes: string) => [
    expect.stringContaining(`The stage live serves ${routes} otherwise than the API defines it,`),
  ];

  it('that serves what is defined: nothing', async () => {
    expect(await of({ paths, components: { securitySchemes } })).toEqual([]);
  });

  it('that serves a route to more, or through another function, than is defined', async () => {
    const open = { ...paths, '/judged': paths['/open'] };
    expect(await of({ paths: open, components: { securitySchemes } })).toEqual(
      serves('GET /judged'),
    );
    const unsigned = { ...paths, '/signed': { post: integration } };
    expect(await of({ paths: unsigned, components: { securitySchemes } })).toEqual(
      serves('POST /signed'),
    );
    const elsewhere = { 'x-amazon-apigateway-integration': { uri: `${target}-2` } };
    const moved = { ...paths, '/open': { get: elsewhere } };
    expect(await of({ paths: moved, components: { securitySchemes } })).toEqual(
      serves('GET /open'),
    );
    const { token, sigv4 } = securitySchemes;
    const judged = { sigv4, token: { ...token, 'x-amazon-apigateway-authorizer': {} } };
    expect(await of({ paths, components: { securitySchemes: judged } })).toEqual(
      serves('GET /judged'),
    );
  });

  it('that serves a route which is defined no more', async () => {
    const more = { ...paths, '/old': { get: integration } };
    expect(await of({ paths: more, components: { securitySchemes } })).toEqual(serves('GET /old'));
  });

  it('of an API that cannot be exported: nothing but how old it is', async () => {
    expect(await of(awsError(400, 'BadRequestException'))).toEqual([]);
  });
});

describe('what a look says of a resource policy', () => {
  const chosen = {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RoutesForAnybody',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'execute-api:Invoke',
        Resource: ['arn:b', 'arn:a'],
      },
      {
        Sid: 'FromNowhereElse',
        Effect: 'Deny',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: 'arn:c',
        Condition: { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } },
      },
    ],
  };
  const [allow, deny] = chosen.Statement;
  const of = async (found: object | undefined, policy: string | null = JSON.stringify(chosen)) =>
    findings(
      'access',
      {
        // As API Gateway has it, the inside of a JSON string.
        '/restapis/abc123':
          found === undefined ? {} : { policy: JSON.stringify(JSON.stringify(found)).slice(1, -1) },
      },
      { ...DEPLOYMENT, api: { ...api, policy } },
    );

  it('that says the same in other words: nothing', async () => {
    const same = [
      { ...deny, Action: ['execute-api:Invoke'], Principal: { AWS: ['*'] } },
      { ...allow, Principal: '*', Resource: ['arn:a', 'arn:b'], Sid: undefined },
    ];
    expect(await of({ ...chosen, Statement: same })).toEqual([]);
    expect(await of(undefined, null)).toEqual([]);
  });

  it.each([
    ['is gone', undefined],
    ['has lost what it denies', { Statement: allow }],
    [
      'denies fewer',
      {
        Statement: [
          allow,
          { ...deny, Condition: { NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0'] } } },
        ],
      },
    ],
  ])('that %s: strangers get in', async (_what, found) => {
    expect(await of(found)).toEqual([
      expect.stringMatching(
        /policy lets in more than was chosen \(FromNowhereElse\); bring it back/,
      ),
    ]);
  });

  it('that nobody chose: how to remove it', async () => {
    expect(await of({ Statement: { ...allow, Sid: 'Everything' } }, null)).toEqual([
      expect.stringMatching(/lets in more than was chosen \(Everything\); remove it with aws apig/),
    ]);
    expect(await of({ Statement: deny }, null)).toEqual([
      expect.stringMatching(/keeps out more than was chosen \(FromNowhereElse\); remove it with/),
    ]);
  });
});

describe('what a look says of the rest', () => {
  const ANSWER = {
    statusCode: 401,
    responseParameters: { 'gatewayresponse.header.WWW-Authenticate': "'Bearer'" },
    responseTemplates: { 'application/json': '{"errors":[]}' },
  };

  const { statusCode: _, ...UNNUMBERED } = ANSWER;

  it.each([
    ['is AWS’s own', ANSWER, {}, true],
    ['says what was set, and more', ANSWER, { ...UNNUMBERED, statusCode: '401', more: 1 }, false],
    ['has the status that AWS chose', UNNUMBERED, { ...UNNUMBERED, statusCode: '401' }, false],
    ['has another status', ANSWER, { ...ANSWER, statusCode: '500' }, true],
    ['lacks a header', ANSWER, { ...ANSWER, responseParameters: {} }, true],
    ['has another body', ANSWER, { ...ANSWER, responseTemplates: {} }, true],
  ])('a gateway response that %s', async (_what, chosen, settings, isWrong) => {
    const found = await findings(
      'own answers',
      { '/gatewayresponses': { item: [{ responseType: 'UNAUTHORIZED', ...settings }] } },
      { ...DEPLOYMENT, api: { ...api, gateway_responses: { UNAUTHORIZED: chosen } } },
    );
    expect(found).toEqual(
      isWrong ? [expect.stringContaining('is not what Terraform has set (UNAUTHORIZED),')] : [],
    );
  });

  it.each([
    ['shows its packages to everybody', 'true', [/nobody-packages shows its packages to everybod/]],
    ['does not', 'false', []],
  ])('an adopted bucket that %s', async (_what, isPublic, sentences) => {
    const body = `<PolicyStatus><IsPublic>${isPublic}</IsPublic></PolicyStatus>`;
    const found = await findings(
      'packages',
      { '?policyStatus': answer(200, body, { 'content-type': 'application/xml' }) },
      { ...DEPLOYMENT, packages: { ...DEPLOYMENT.packages, adopted: true } },
    );
    expect(found).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });

  it.each([
    ['has been blind for hours', 'INSUFFICIENT_DATA', 2, [/nobody-errors has not seen its metric/]],
    ['is new', 'INSUFFICIENT_DATA', 0.5, []],
    ['has seen nothing amiss', 'OK', 2, []],
  ])('an alarm that %s', async (_what, StateValue, hours, sentences) => {
    const StateUpdatedTimestamp = Date.now() / 1000 - hours * 3600;
    const alarm = { AlarmName: 'nobody-errors', StateValue, StateUpdatedTimestamp };
    const found = await findings('alarms', { DescribeAlarms: { MetricAlarms: [alarm] } });
    expect(found).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });
});

type Answer = object | Fault;

/** Of one check, where AWS answers what ends or is called so, and of everything else that it is not there. */
async function findings(
  check: string,
  answers: Readonly<Record<string, Answer>>,
  deployment: Deployment = DEPLOYMENT,
): Promise<readonly string[]> {
  const server = await startFaultServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://aws');
    const asked = `${request.headers['x-amz-target'] ?? pathname}`;
    const found = Object.entries(answers).find(
      ([what]) => asked.endsWith(what) || (what.startsWith('?') && search.startsWith(what)),
    )?.[1];
    if (found === undefined) return awsError(404, 'NotFoundException')(request, response);
    if (typeof found === 'function') return found(request, response);
    const type = { 'content-type': 'application/json' };
    return answer(200, JSON.stringify(found), type)(request, response);
  });
  onTestFinished(() => server.dispose());
  const checks = await inspect(server.endpoint, deployment);
  return checks.find(({ name }) => name === check)?.findings ?? ['There is no such check.'];
}
