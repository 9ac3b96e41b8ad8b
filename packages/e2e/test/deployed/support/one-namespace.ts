import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import type { Target } from '../../../src/target/target.ts';
import { declaredRoutes, wantsPermission } from '../../access/support/declared-routes.ts';
import { freshNamespace } from '../../support/workspaces.ts';

const PERMISSIONS = ['download', 'upload', 'create_grant', 'delete_grant'];

/**
 * What holds with every setting of the module: a token that may do everything in one namespace may do
 * nothing in another. `get` gives a token for a scope.
 */
export function oneNamespace(
  target: () => Target,
  get = (scope: string) => new RegistryApi(target()).exchange(scope),
): void {
  describe('a token for one namespace', () => {
    it('opens every route there, and gets 403 on each of them in another', async () => {
      const own = freshNamespace();
      const others = [freshNamespace(), `${own}x`];
      const admin = new RegistryApi(target());
      for (const namespace of [own, ...others]) {
        await admin.publish(`${namespace}/vpc/aws/1.0.0`, await packTarGz(moduleFiles(namespace)));
      }
      const token = await get(PERMISSIONS.map((each) => `${each}:${own}`).join(' '));
      const api = new RegistryApi(target(), token);
      const routes = (await declaredRoutes([own, ...others])).filter(wantsPermission);
      // Its own first: whatever a gateway keeps of that must not open another.
      for (const there of [own, ...others]) {
        const within = routes.filter(({ namespace }) => namespace === there);
        expect(within.length).toBeGreaterThan(10);
        for (const { method, path } of within) {
          const { status } = await api.send(method, path);
          const which = `${method} ${path} (${status})`;
          if (there !== own) expect(status, which).toBe(403);
          else expect([401, 403, 500, 502, 503], which).not.toContain(status);
        }
      }
      for (const { method, path } of routes.filter(({ namespace }) => namespace === '*')) {
        expect((await api.send(method, path)).status, `${method} ${path}`).toBe(403);
      }
      expect(await admin.versions(`${others[0]}/vpc/aws`)).toEqual(['1.0.0']);
    });
  });
}
