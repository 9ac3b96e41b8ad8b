import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { DeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { DefinitionError } from '../../../src/deployed/gateway/definition/read-definition.ts';
import type { Stack } from '../../../src/deployed/stack/stack.ts';
import { functionsIn } from '../../../src/deployed/state/functions-in-state.ts';
import { readState } from '../../../src/deployed/state/state.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import {
  withChanged,
  withDocument,
  withEnvironment,
  withFunction,
} from '../support/change-state.ts';
import { fileInZip, smallZip } from '../support/small-zip.ts';
import { openStack, theStack } from '../support/the-stack.ts';

/** What anybody sees first of a registry: discovery, whoami, publishing, listing, downloading. */
async function survey(target: DeployedTarget) {
  const api = new RegistryApi(target);
  const version = `${freshNamespace()}/vpc/aws/1.0.0`;
  const module = version.replace('/1.0.0', '');
  const discovery = await api.raw('GET', `${target.baseUrl}/.well-known/terraform.json`, {});
  const whoami = await api.send('GET', '/v1/whoami');
  const published = await api.tryPublish(version, await packTarGz(moduleFiles('x')));
  const listed = await api.send('GET', `/v1/modules/${module}/versions`);
  const found = await api.download(version).then(
    ({ status }) => status,
    () => 'no link',
  );
  return [discovery, whoami, published, listed]
    .map(({ status }) => status as unknown)
    .concat(found);
}

const surveyOf = async (stack: Stack) => survey(await openStack(stack));

it('answers well as it was deployed', async () => {
  expect(await surveyOf(theStack())).toEqual([200, 200, 201, 200, 200]);
});

describe('a mistake of the deployment is seen', () => {
  it('when Terraform forgot a route', async () => {
    const stack = withDocument(theStack(), (document) => {
      const path = '/v1/modules/{namespace}/{name}/{system}/{version}/download';
      const { [path]: _, ...paths } = Object(document['paths']);
      return { ...document, paths };
    });
    expect(await surveyOf(stack)).toEqual([200, 200, 201, 200, 'no link']);
  });

  it('when a route leads to the wrong function', async () => {
    const stack = withDocument(theStack(), (document) =>
      JSON.parse(JSON.stringify(document).replaceAll('-read/invocations', '-publish/invocations')),
    );
    expect(await surveyOf(stack)).toEqual([404, 404, 201, 405, 'no link']);
  });

  it.each(['TABLE_NAME', 'PACKAGES_BUCKET', 'AUTHENTICATION'])(
    'when %s has another name, and the log says which',
    async (name) => {
      const stack = withEnvironment(theStack(), '-read', { [name]: undefined, [`${name}_`]: 'x' });
      const target = await openStack(stack);
      expect(await survey(target)).toEqual([502, 502, 201, 502, 'no link']);
      expect(target.logs()).toContain(`${name}: must be`);
    },
  );

  it.each(['dist/index.handler', 'main.handler', 'index.default'])(
    'when there is no handler %s in the zip',
    async (handler) => {
      const target = await openStack(withFunction(theStack(), '-publish', { handler }));
      expect(await survey(target)).toEqual([200, 200, 502, 404, 'no link']);
      expect(target.logs()).toMatch(/Runtime\.(ImportModuleError|HandlerNotFound)/);
    },
  );

  it('when API Gateway may not invoke a function', async () => {
    const stack = withChanged(theStack(), 'aws_lambda_permission', (values) => ({
      ...values,
      source_arn: String(values['source_arn']).replace(/:[a-z0-9]+\/live\//, ':other/live/'),
    }));
    await expect(surveyOf(stack)).rejects.toThrow('the administrator gets no token: 500');
  });

  it('when AWS would not take the definition', async () => {
    const stack = withDocument(theStack(), (document) => ({ ...document, openapi: '3.1.0' }));
    await expect(openStack(stack)).rejects.toThrow(DefinitionError);
  });

  it('when a role has a right too few: nothing works that needs it, and the test run fails', async () => {
    const stack = withChanged(theStack(), 'aws_iam_role_policy', (values) => ({
      ...values,
      policy: String(values['policy']).replaceAll('s3:GetObject', 's3:GetObjectTagging'),
    }));
    const target = await openStack(stack);
    expect(await survey(target)).toEqual([200, 200, 500, 404, 'no link']);
    const refused = target.stack.recorder.calls.filter(({ allowed }) => !allowed);
    expect(refused[0]).toMatchObject({ action: 's3:GetObject', usedStatements: [] });
    expect(() => target.requireNothingRefused()).toThrow(
      /-publish may not s3:GetObject arn:aws:s3/,
    );
  });

  it('when a key is bound to other partitions of the table than are used', async () => {
    const stack = withChanged(theStack(), 'aws_iam_role_policy', (values) => ({
      ...values,
      policy: String(values['policy']).replaceAll('MODULE#*', 'MODULES#*'),
    }));
    expect(await surveyOf(stack)).toEqual([200, 200, 500, 500, 'no link']);
  });
});

describe('a token for one namespace', () => {
  /** What it gets in another one after it has been used in its own, and who refused it. */
  async function elsewhere(stack: Stack) {
    const target = await openStack(stack);
    const admin = new RegistryApi(target);
    const own = freshNamespace();
    const other = `${freshNamespace()}/vpc/aws`;
    await admin.publish(`${other}/1.0.0`, await packTarGz(moduleFiles('x')));
    const token = await admin.exchange(`download:${own}`);
    const reader = new RegistryApi(target, token);
    const first = await reader.send('GET', `/v1/modules/${own}/vpc/aws/versions`);
    const lines = () =>
      target
        .logs()
        .split('\n')
        .filter((line) => line.includes('/versions"')).length;
    const before = lines();
    const answer = await reader.send('GET', `/v1/modules/${other}/versions`);
    return { first: first.status, status: answer.status, reachedTheFunction: lines() > before };
  }

  it('is refused in another by the gateway, from the cached policy', async () => {
    expect(await elsewhere(theStack())).toEqual({
      first: 404,
      status: 403,
      reachedTheFunction: false,
    });
  });

  it('gets as far as the function when a cached policy is too wide, which refuses it once more', async () => {
    const widened = `
      import { handler as real } from './real.mjs';
      export const handler = async (event) => {
        const answer = await real(event);
        const [stage] = event.methodArn.match(/^.*?:[^:/]+\\/[^/]+/);
        const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: stage + '/*' }];
        return { ...answer, policyDocument: { Version: '2012-10-17', Statement } };
      };`;
    const real = functionsIn(readState(theStack().shown), theStack().folder).find(({ name }) =>
      name.endsWith('-authorizer'),
    );
    const filename = await smallZip({
      'real.mjs': await fileInZip(real?.zip ?? '', 'index.mjs'),
      'index.mjs': widened,
    });
    const stack = withFunction(theStack(), '-authorizer', { filename });
    expect(await elsewhere(stack)).toMatchObject({ status: 403, reachedTheFunction: true });
  });
});
