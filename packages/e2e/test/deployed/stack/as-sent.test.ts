import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareApi } from '../../../src/deployed/stack/compare-api.ts';
import { compareFunctions } from '../../../src/deployed/stack/compare-functions.ts';
import { functionsIn } from '../../../src/deployed/state/functions-in-state.ts';
import { restApiIn } from '../../../src/deployed/state/rest-api-in-state.ts';
import { readState } from '../../../src/deployed/state/state.ts';
import { withDocument, withEnvironment, withFunction } from '../support/change-state.ts';
import { theStack } from '../support/the-stack.ts';

const ROOT = join(import.meta.dirname, '../../../../..');
const Declared = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const METHOD = /^(?:get|put|post|delete|patch|head|options)$/;

/** Every route that the code declares, as the generated API document has it. */
async function declaredRoutes(): Promise<string[]> {
  const text = await readFile(join(ROOT, 'docs/api/openapi.json'), 'utf8');
  return Object.entries(Declared.parse(JSON.parse(text)).paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((member) => METHOD.test(member))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
}

const api = (stack = theStack()) => restApiIn(readState(stack.shown));
const functions = (stack = theStack()) => functionsIn(readState(stack.shown), stack.folder);

describe('what Terraform has deployed', () => {
  it('has every route that the code declares, and no other', async () => {
    const deployed = api().routes.map(({ method, resource }) => `${method} ${resource}`);
    expect(deployed.sort()).toEqual((await declaredRoutes()).sort());
  });

  it('is what the emulator holds: paths, methods, integrations and stage', async () => {
    expect(await compareApi(api(), theStack().controlPlane)).toEqual([]);
  });

  it('is what is run: code by its hash, handlers, environment, limits and roles', async () => {
    expect(await compareFunctions(functions(), theStack().controlPlane)).toEqual([]);
  });
});

describe('a difference is told', () => {
  it('of a route that was forgotten, or made up', async () => {
    const forgotten = withDocument(theStack(), (document) => {
      const { '/healthz': _, ...paths } = Object(document['paths']);
      return { ...document, paths };
    });
    expect(await compareApi(api(forgotten), theStack().controlPlane)).toEqual([
      'GET /healthz is there, and was not sent.',
    ]);
    const invented = { ...api(), routes: [...api().routes] };
    const [first] = invented.routes;
    if (first) invented.routes.push({ ...first, resource: '/v2' });
    expect(await compareApi(invented, theStack().controlPlane)).toEqual([
      expect.stringContaining('/v2 was sent, and is not there.'),
    ]);
  });

  it('of a route that leads to another function', async () => {
    const swapped = api().routes.map((route) => ({ ...route, functionArn: 'arn:aws:lambda:x' }));
    const told = await compareApi({ ...api(), routes: swapped }, theStack().controlPlane);
    expect(told).toHaveLength(swapped.length);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['another zip', { filename: '../../lambdas/read.zip' }, 'code'],
    ['another handler', { handler: 'index.other' }, 'handler'],
    ['more memory', { memory_size: 3000 }, 'memory'],
    ['another role', { role: 'arn:aws:iam::123456789012:role/admin' }, 'role'],
  ])('of a function with %s', async (_, more, what) => {
    const stack = withFunction(theStack(), '-publish', more);
    const [told] = await compareFunctions(functions(stack), stack.controlPlane);
    expect(told).toMatch(new RegExp(`-publish was deployed with another ${what} than is run`));
  });

  it('of a function with another environment, and of one that is not run', async () => {
    const stack = withEnvironment(theStack(), '-read', { LOG_LEVEL: 'debug' });
    const ours = functions(stack).filter(({ name }) => !name.endsWith('-publish'));
    const told = await compareFunctions(ours, stack.controlPlane);
    expect(told).toEqual([
      expect.stringContaining('-publish is there, and is not run.'),
      expect.stringContaining('-read was deployed with another environment'),
    ]);
  });
});
