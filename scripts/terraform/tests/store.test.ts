import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'vitest';
import { z } from 'zod';
import { openOn, openOnEmulator, startEmulator } from './support/emulator.ts';
import { plannedResources } from './support/planned-resources.ts';

const folder = 'modules/store';
const unprotected = { deletion_protection: false };
const bucket = 'acme-123456789012-us-east-1';

const Outputs = z.object({
  packages: z.object({ bucket: z.string(), arn: z.string() }),
});

const Contract = z.object({
  global_secondary_indexes: z.array(z.object({ name: z.string(), projection: z.string() }).loose()),
});

describe.concurrent('the store', () => {
  for (const tool of ['terraform', 'tofu']) {
    test(`names the way to adopt a bucket that exists, and adopts it, with ${tool}`, async ({
      expect,
      onTestFinished,
    }) => {
      const endpoint = await startEmulator(onTestFinished);
      await fetch(`${endpoint}/${bucket}`, { method: 'PUT' });
      const variables = { name: 'acme', table: unprotected };
      const root = await openOn(onTestFinished, { folder, tool, endpoint, variables });

      const refused = await root.run('apply', '-auto-approve');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('BucketAlreadyExists');
      expect(refused.stderr).toContain('packages = { bucket = "its name" } adopts it');

      await root.setVariables({ ...variables, packages: { bucket } });
      await root.apply();
      const { packages } = Outputs.parse(await root.outputs());
      expect(packages).toEqual({ bucket, arn: `arn:aws:s3:::${bucket}` });
      expect(await root.drift()).toBeUndefined();
      await root.destroy();
      expect((await fetch(`${endpoint}/${bucket}`)).status).toBe(200);
    });
  }

  test('keeps what is in it from a destroy and from a change of its name', async ({
    expect,
    onTestFinished,
  }) => {
    const { root, endpoint } = await openOnEmulator(onTestFinished, {
      folder,
      tool: 'terraform',
      variables: { name: 'acme' },
    });
    await root.apply();
    // The emulator speaks plain HTTP, which the bucket's policy refuses: so without one.
    const withoutPolicy = async (path: string, method = 'GET') => {
      await fetch(`${endpoint}/${bucket}?policy`, { method: 'DELETE' });
      return await fetch(`${endpoint}/${bucket}${path}`, { method });
    };
    expect((await fetch(`${endpoint}/${bucket}/packages/x`, { method: 'PUT' })).status).toBe(403);
    expect((await withoutPolicy('/packages/x', 'PUT')).status).toBe(200);

    await root.setVariables({ name: 'renamed', packages: { bucket_name: bucket } });
    expect(await root.drift()).toMatch(/aws_dynamodb_table\.this must be replaced/);
    const renamed = await root.run('apply', '-auto-approve');
    expect(renamed.stderr).toMatch(/acme.*DeletionProtection/s);

    await root.setVariables({ name: 'acme' });
    const destroyed = await root.run('destroy', '-auto-approve');
    expect(destroyed.stderr).toMatch(/BucketNotEmpty/);
    expect(await (await withoutPolicy('')).text()).toContain('<Key>packages/x</Key>');

    await root.setVariables({
      name: 'acme',
      table: unprotected,
      packages: { force_destroy: true },
    });
    await root.apply();
    await root.destroy();
    expect((await withoutPolicy('')).status).toBe(404);
  });

  test('has the indexes that its contract names, on demand and provisioned', async ({
    expect,
    onTestFinished,
  }) => {
    const { root } = await openOnEmulator(onTestFinished, { folder, tool: 'terraform' });
    const contract = JSON.parse(await readFile(join(root.folder, 'table.json'), 'utf8'));
    const indexes = async (table: object) => {
      await root.setVariables({ name: 'acme', table });
      const [planned] = plannedResources(await root.plan(), 'aws_dynamodb_table');
      return planned?.['global_secondary_index'];
    };
    const { global_secondary_indexes: wanted } = Contract.parse(contract);
    expect(wanted.length).toBeGreaterThan(0);
    const named = wanted.map(({ projection, ...index }) => ({
      ...index,
      projection_type: projection,
    }));
    expect(await indexes({})).toEqual(named.map((index) => expect.objectContaining(index)));
    expect(await indexes({ billing_mode: 'PROVISIONED', index: { write: 7 } })).toEqual(
      named.map((index) =>
        expect.objectContaining({ ...index, read_capacity: 5, write_capacity: 7 }),
      ),
    );
  });
});
