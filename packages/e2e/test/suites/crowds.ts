import { expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import type { ClientSuite } from '../support/for-each-client.ts';
import { inParallel } from '../support/in-parallel.ts';
import { call, freshNamespace, openWorkspace } from '../support/workspaces.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Many modules, many clients. */
export const crowds: ClientSuite = (target, client) => {
  const publishMany = async (namespace: string, count: number) => {
    const api = new RegistryApi(target());
    await inParallel(numbers(count), 8, async (index) => {
      const packed = await packTarGz(moduleFiles(`${namespace} ${index}`));
      await api.publish(`${namespace}/m${index}/aws/1.0.${index}`, packed);
    });
  };

  const callAll = (namespace: string, count: number) =>
    numbers(count)
      .map((index) => call(target(), `${namespace}/m${index}/aws`, '~> 1.0', `m${index}`))
      .join('\n');

  it('installs 50 modules at once, each the right one', async () => {
    const namespace = freshNamespace();
    await publishMany(namespace, 50);
    const use = numbers(50).map((index) => `module.m${index}.value`);
    const output = `output "all" {\n  value = [${use.join(', ')}]\n}\n`;
    const configuration = callAll(namespace, 50) + output;
    const workspace = await openWorkspace(target(), client, configuration);
    expect(await workspace.init()).toMatchObject({ code: 0 });
    const all = numbers(50).map((index) => `${namespace} ${index}`);
    expect(await workspace.outputs()).toEqual({ all });
  });

  it('serves 10 clients at once', async () => {
    const namespace = freshNamespace();
    await publishMany(namespace, 5);
    const runs = await Promise.all(
      numbers(10).map(async () => {
        const workspace = await openWorkspace(target(), client, callAll(namespace, 5));
        const { code } = await workspace.init();
        return { code, installed: Object.keys(await workspace.installed()) };
      }),
    );
    const installed = ['m0', 'm1', 'm2', 'm3', 'm4'];
    expect(runs).toEqual(Array(10).fill({ code: 0, installed }));
  });
};
