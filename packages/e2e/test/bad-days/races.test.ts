import { expect, it } from 'vitest';
import { moduleFiles, packTarGz } from '../../src/api/package.ts';
import { RegistryApi } from '../../src/api/registry-api.ts';
import { inParallel } from '../support/in-parallel.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';
import { freshNamespace } from '../support/workspaces.ts';

const target = useTarget(() => startTarget());
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

it.each([2, 20])('lets exactly one of %i publishers of one version win', async (count) => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/race/aws`;
  const packages = await Promise.all(
    numbers(count).map((index) => packTarGz(moduleFiles(String(index)))),
  );
  const answers = await Promise.all(
    packages.map((packed) => api.tryPublish(`${module}/1.0.0`, packed)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array(count - 1).fill(409)]);
  const winner = packages[answers.findIndex(({ status }) => status === 201)];
  expect((await api.download(`${module}/1.0.0`)).bytes).toEqual(winner?.bytes);
});

it.each([2, 20])('tells %i publishers of the same content that all is well', async (count) => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/race/aws`;
  const packed = await packTarGz(moduleFiles(module));
  const answers = await Promise.all(
    numbers(count).map(() => api.tryPublish(`${module}/1.0.0`, packed)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(count - 1).fill(200), 201]);
  expect(await api.versions(module)).toEqual(['1.0.0']);
});

it('lists all of 100 versions that 100 publishers publish at once', async () => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/race/aws`;
  const versions = numbers(100).map((index) => `1.${index}.0`);
  const packages = await inParallel(versions, 8, (version) => packTarGz(moduleFiles(version)));
  const answers = await Promise.all(
    versions.map(async (version, index) => {
      const packed = packages[index];
      return packed && api.tryPublish(`${module}/${version}`, packed);
    }),
  );
  expect(answers.map((answer) => answer?.status)).toEqual(Array(100).fill(201));
  expect(await api.versions(module)).toEqual(versions.toReversed());
});

it('publishes one package under 30 versions of several modules at once', async () => {
  const api = new RegistryApi(target());
  const namespace = freshNamespace();
  const packed = await packTarGz(moduleFiles(namespace));
  const versions = numbers(30).map((index) => `${namespace}/m${index % 3}/aws/1.${index}.0`);
  const answers = await Promise.all(versions.map((version) => api.tryPublish(version, packed)));
  expect(answers.map(({ status, text }) => `${status} ${text.slice(0, 9)}`)).toEqual(
    Array(30).fill(expect.stringMatching(/^201 /)),
  );
});

it('ends in one state when a version is published and taken away at the same time', async () => {
  const api = new RegistryApi(target());
  const module = `${freshNamespace()}/race/aws`;
  const packed = await packTarGz(moduleFiles(module));
  for (const round of numbers(10)) {
    await api.publish(`${module}/1.0.0`, packed);
    const [removed, published] = await Promise.all([
      api.send('DELETE', `/v1/modules/${module}/1.0.0`),
      api.tryPublish(`${module}/1.0.0`, packed),
    ]);
    expect([removed.status, published.status], `round ${round}`).toEqual([
      204,
      expect.toBeOneOf([200, 201]),
    ]);
    const { status } = await api.send('GET', `/v1/modules/${module}/1.0.0/download`);
    const listed = await api.versions(module);
    expect(listed).toEqual(status === 200 ? ['1.0.0'] : []);
  }
});
