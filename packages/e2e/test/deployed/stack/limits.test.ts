import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../../src/api/package.ts';
import { RegistryApi } from '../../../src/api/registry-api.ts';
import { ErrorBody } from '../../../src/api/schemas.ts';
import { freshNamespace } from '../../support/workspaces.ts';
import { putVersions } from '../support/many-versions.ts';
import { openStack, theStack } from '../support/the-stack.ts';

const MB = 1024 * 1024;
const longNames = (count: number) =>
  Array.from(
    { length: count },
    (_, index) => `${index % 40}.${index % 97}.${index}-rc.${index}.of.a.long.name`,
  );
const json = { 'Content-Type': 'application/json' };

describe('a body', () => {
  it.each([
    ['beyond what a request of ours has', 65 * 1024],
    ['beyond what Lambda takes, once it is base64', 5 * MB],
    ['as long as API Gateway takes', 10 * MB],
    ['longer than API Gateway takes', 10 * MB + 1],
    ['twice as long', 20 * MB],
  ])('%s is a 413 in our form', async (_, size) => {
    const target = await openStack(theStack());
    const api = new RegistryApi(target);
    const headers = { ...json, Authorization: `Bearer ${await target.adminToken()}` };
    const url = `${target.baseUrl}/v1/modules/${freshNamespace()}/vpc/aws/1.0.0`;
    const answer = await api.raw('PUT', url, headers, Buffer.alloc(size, ' '));
    expect(answer.status).toBe(413);
    ErrorBody.parse(JSON.parse(answer.text));
  });
});

describe('the largest answers', () => {
  it('fit: a list of 10,000 versions, as it is and compressed', async () => {
    const target = await openStack(theStack());
    const api = new RegistryApi(target);
    const module = `${freshNamespace()}/many/aws`;
    await putVersions(theStack(), module, longNames(10_000));
    const url = `${target.baseUrl}/v1/modules/${module}/versions`;
    const Authorization = `Bearer ${await target.adminToken()}`;
    const plain = await api.raw('GET', url, { Authorization });
    expect(plain.status).toBe(200);
    expect(await api.versions(module)).toHaveLength(10_000);
    expect(plain.bytes.byteLength).toBeGreaterThan(400_000);
    expect(plain.bytes.byteLength).toBeLessThan(6 * MB);
    const packed = await api.raw('GET', url, { Authorization, 'Accept-Encoding': 'gzip' });
    expect(gunzipSync(packed.bytes).toString()).toBe(plain.text);
    expect(packed.bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 4);
  });

  it('fit: what is shown of a module with a README of 20 MB and 3,000 variables', async () => {
    const api = new RegistryApi(await openStack(theStack()));
    const version = `${freshNamespace()}/vpc/aws/1.0.0`;
    const variables = Array.from(
      { length: 3000 },
      (_, index) => `variable "v${index}" {\n  description = "${'long '.repeat(60)}"\n}\n`,
    );
    const files = {
      ...moduleFiles('x'),
      'README.md': '# Long\n\n'.concat('words and more words, '.repeat(MB)),
      'variables.tf': variables.join(''),
    };
    await api.publish(version, await packTarGz(files));
    const shown = await api.send('GET', `/v1/modules/${version}`);
    expect(shown.status).toBe(200);
    expect(shown.bytes.byteLength).toBeGreaterThan(100_000);
    expect(shown.bytes.byteLength).toBeLessThan(6 * MB);
  });
});
