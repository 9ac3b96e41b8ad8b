import { execFile } from 'node:child_process';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Deployment } from '@registry/aws/deployment';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCertificate } from '../../aws/src/testing/sts/certificate.ts';
import { json, TOKEN } from './support/fake-registry.ts';
import { Machine } from './support/run-cli.ts';
import { withRegistry } from './support/with-registry.ts';

const DAY_MS = 86_400_000;
/** The fake registry tells the real time. */
const real = () => ({ now: new Date() });

const DEPLOYMENT: Deployment = {
  region: 'eu-west-1',
  base_url: 'https://other.example',
  issuer: 'https://other.example',
  api: {
    id: 'abc123',
    stage: 'live',
    path: '',
    authorizer_arn: 'arn:aws:lambda:…',
    policy: null,
    gateway_responses: {},
  },
  functions: {},
  table: { name: 'x', deletion_protection: true, point_in_time_recovery: true, stream: true },
  packages: { bucket: 'x', adopted: false, versioning: true, kms_key_arn: null },
  signing_keys: { active: 'arn:aws:kms:…', all: {} },
  alarms: { arns: {}, actions: [] },
};

describe('doctor', () => {
  it('finds nothing wrong with a registry that is well', async () => {
    const { machine, env } = await withRegistry();
    const ended = await machine.run(['doctor'], { env, ...real() });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout).toBe(`fine     name
skipped  certificate (the address is http)
fine     discovery
fine     clock
fine     keys
fine     a read without a token
fine     a read with a token
`);
  });

  it('looks without a token where there is none', async () => {
    const { machine, registry, env } = await withRegistry();
    const surroundings = { env: { ...env, REGISTRY_TOKEN: '' }, ...real() };
    const ended = await machine.run(['doctor'], surroundings);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain('skipped  a read with a token (there is no token)');
    expect(registry.log).not.toContain('GET /v1/whoami');
  });

  it.each([
    [/GET .*terraform/, 404, {}, /terraform\.json does not say where modules are \(status 404\)/],
    [
      /GET .*terraform/,
      200,
      { 'modules.v1': 'https://other.example/v1/modules/' },
      /sends clients to https:\/\/other\.example\/v1\/modules\/, and not to http:/,
    ],
    [/GET .*jwks/, 200, { keys: [] }, /jwks\.json gives no key \(status 200\)/],
    [/GET .*openid/, 502, {}, /openid-configuration does not say who issues tokens/],
    [/GET .*doctor/, 200, {}, /answers with 200 to anybody, without a token/],
    [/GET .*doctor/, 404, {}, /answers with 404 to anybody, without a token/],
    [/GET .*doctor/, 403, {}, /answers with 403 where 401 is due, so that clients do not ask/],
    [/GET .*doctor/, 500, {}, /answers with 500 where 401 is due; look at the logs/],
    [/GET .*whoami/, 403, { errors: ['The token may nothing.'] }, /The token may nothing\./],
  ])('says of %s answered with %i %j what to do', async (match, status, body, sentence) => {
    const { machine, registry, env } = await withRegistry();
    // A broken gateway stays broken for all four attempts.
    for (let times = 0; times < 4; times += 1) {
      registry.once(match, (_request, response) => json(response, status, body));
    }
    const ended = await machine.run(['doctor', '--json'], { env, ...real() });
    expect(ended).toMatchObject({ code: 9 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ errors: [expect.stringMatching(sentence)] });
    expect(ended.stdout).not.toContain(TOKEN);
  });

  it.each([
    ['ahead of', 90_000],
    ['behind', -90_000],
  ])('says that the clock is %s the registry’s', async (words, milliseconds) => {
    const { machine, env } = await withRegistry();
    const now = new Date(Date.now() + milliseconds);
    const ended = await machine.run(['doctor'], { env, now });
    expect(ended).toMatchObject({ code: 9 });
    expect(ended.stdout).toMatch(new RegExp(`clock of this machine is (89|90|91) s ${words} the`));
  });

  it('goes no further than a name that is not known, or an address where nothing listens', async () => {
    const { machine, registry, env } = await withRegistry();
    await registry.stop();
    const unknown = await machine.run(['doctor', '--registry', 'https://registry.invalid']);
    expect(unknown).toMatchObject({ code: 9 });
    expect(unknown.stdout).toMatch(/^wrong {4}name\n {9}The name registry\.invalid is not known/);
    const deaf = await machine.run(['doctor'], { env });
    expect(deaf).toMatchObject({ code: 9 });
    expect(deaf.stdout).toContain(`${env.REGISTRY_URL} cannot be reached (nothing listens there)`);
  });

  it('tells how a certificate is: not believed, near its end, over it', async () => {
    const certificate = await createCertificate();
    onTestFinished(() => certificate.remove());
    const { cert, key } = certificate;
    const server = createServer({ cert, key }, (_request, response) => {
      response.writeHead(404).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => void server.close());
    const address: AddressInfo | string | null = server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    const machine = await Machine.create();
    const registry = `https://127.0.0.1:${address.port}`;
    const at = async (days: number) =>
      machine.run(['doctor', '--registry', registry], {
        now: new Date(Date.now() + days * DAY_MS),
      });
    expect((await at(0)).stdout).toMatch(
      /certificate\n.* is not believed here \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
    );
    expect((await at(3)).stdout).toMatch(/certificate\n.* has expired on \d{4}-\d\d-\d\d; renew/);

    // What is believed is settled when a process starts.
    const env = { HOME: machine.home, NODE_EXTRA_CA_CERTS: certificate.certFile };
    const main = join(import.meta.dirname, '../src/main.ts');
    const believed = promisify(execFile)(
      process.execPath,
      [main, 'doctor', '--registry', registry],
      {
        env,
      },
    );
    await expect(believed).rejects.toMatchObject({
      code: 9,
      stdout: expect.stringMatching(
        /certificate\n.* ends on \d{4}-\d\d-\d\d; renew it, and see why/,
      ),
    });
  });

  it('keeps a token from a registry that only the project names', async () => {
    const { machine, registry, env } = await withRegistry();
    await machine.write({ 'work/project/.registry.yaml': `registry: ${registry.url}\n` });
    const surroundings = { env: { REGISTRY_TOKEN: env.REGISTRY_TOKEN }, ...real() };
    const ended = await machine.run(['doctor'], surroundings);
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(/^skipped {2}a read with a token \(/m);
    for (const { headers } of registry.seen) expect(headers.authorization).toBeUndefined();
  });

  it('refuses a description that is none, or of another registry', async () => {
    const { machine, registry, env } = await withRegistry();
    await machine.write({ 'work/project/doctor.json': '{"region":"eu-west-1"}' });
    const none = await machine.run(['doctor', '--aws', 'doctor.json'], { env });
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain('write it with "terraform output -json doctor"');
    const missing = await machine.run(['doctor', '--aws', 'nowhere.json'], { env });
    expect(missing).toMatchObject({ code: 2 });
    await machine.write({ 'work/project/doctor.json': JSON.stringify(DEPLOYMENT) });
    const other = await machine.run(['doctor', '--aws', 'doctor.json'], { env });
    expect(other).toMatchObject({ code: 2 });
    expect(other.stderr).toContain(
      `doctor.json is about https://other.example, and the registry that is configured is ${env.REGISTRY_URL};`,
    );
    expect(registry.seen).toEqual([]);
  });
});
