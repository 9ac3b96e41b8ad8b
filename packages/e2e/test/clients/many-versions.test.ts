import { beforeAll, expect, inject, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { putVersions } from '../deployed/support/many-versions.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

const stack = inject('stack');
// Publishing 10,000 one after the other takes the server a minute and a half. What is deployed gets
// all but two put into its table: many times as long would show no more of it.
const COUNT = stack !== undefined || process.env['ALL_CLIENTS'] === '1' ? 10_000 : 2_000;
const oldestFirst = Array.from({ length: COUNT }, (_, index) => `0.${index}.0`);
const [oldest = '', newest = ''] = [oldestFirst[0], oldestFirst.at(-1)];
const between = oldestFirst.slice(1, -1);

const target = useTarget(() => startTarget());
const module = `${freshNamespace()}/many/aws`;

beforeAll(async () => {
  const api = new RegistryApi(target());
  const publish = async (version: string) =>
    api.publish(`${module}/${version}`, await packTarGz(moduleFiles(version)));
  if (stack !== undefined) await putVersions(stack, module, between);
  await publish(oldest);
  if (stack === undefined) {
    // An address is the cheapest to publish, and these are not fetched.
    for (const version of between) {
      await api.publishSource(`${module}/${version}`, `https://example.com/${version}.zip`);
    }
  }
  await publish(newest);
}, 600_000);

it(`lists ${COUNT} versions of a module, newest first`, async () => {
  expect(await new RegistryApi(target()).versions(module)).toEqual(oldestFirst.toReversed());
});

forEachClient(target, {
  rest: [
    (_, client) => {
      it.each([
        ['the oldest', oldest],
        ['the newest', undefined],
      ])(`installs %s of ${COUNT} versions`, async (_, wanted) => {
        const workspace = await openWorkspace(target(), client, call(target(), module, wanted));
        expect(await workspace.init()).toMatchObject({ code: 0 });
        const version = wanted ?? newest;
        expect(await workspace.installed()).toMatchObject({ m: { version } });
      });
    },
  ],
});
