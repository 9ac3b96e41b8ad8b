import { beforeAll, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

// 10,000 take a minute and a half, nearly all of it publishing one after the other.
const COUNT = process.env['ALL_CLIENTS'] === '1' ? 10_000 : 2_000;
const oldestFirst = Array.from({ length: COUNT }, (_, index) => `0.${index}.0`);

const target = useTarget(() => startTarget());
const module = `${freshNamespace()}/many/aws`;

beforeAll(async () => {
  const api = new RegistryApi(target());
  for (const version of oldestFirst) {
    // An address is the cheapest to publish; only the first and the last are fetched.
    if (version === oldestFirst[0] || version === oldestFirst.at(-1)) {
      await api.publish(`${module}/${version}`, await packTarGz(moduleFiles(version)));
    } else {
      await api.publishSource(`${module}/${version}`, `https://example.com/${version}.zip`);
    }
  }
}, 600_000);

it(`lists ${COUNT} versions of a module, newest first`, async () => {
  expect(await new RegistryApi(target()).versions(module)).toEqual(oldestFirst.toReversed());
});

forEachClient(target, {
  rest: [
    (_, client) => {
      it.each([
        ['the oldest', oldestFirst[0]],
        ['the newest', undefined],
      ])(`installs %s of ${COUNT} versions`, async (_, wanted) => {
        const workspace = await openWorkspace(target(), client, call(target(), module, wanted));
        expect(await workspace.init()).toMatchObject({ code: 0 });
        const version = wanted ?? oldestFirst.at(-1);
        expect(await workspace.installed()).toMatchObject({ m: { version } });
      });
    },
  ],
});
