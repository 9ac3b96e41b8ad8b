import { beforeAll, describe, expect, it } from 'vitest';
import { ask, now, refOf, serving } from '../support/registry.ts';

const { read, publish, given } = serving();
const get = (path: string) => ask(read, 'GET', `/v1/modules/${path}`, { scope: 'download:acme' });

beforeAll(() => given('acme/vpc/aws', '1.0.0', '1.1.0', '2.0.0-rc.1'));

describe('GET a module', () => {
  it('shows the latest release and what its package says of itself', async () => {
    const response = await get('acme/vpc/aws');
    expect(response.status).toBe(200);
    const { sha256, size, format } = refOf('1.1.0');
    expect(await response.json()).toMatchObject({
      id: 'acme/vpc/aws/1.1.0',
      owner: 'identity:publisher',
      namespace: 'acme',
      name: 'vpc',
      provider: 'aws',
      version: '1.1.0',
      published_at: now.toISOString(),
      sha256,
      size,
      format,
      source: '',
      versions: ['2.0.0-rc.1', '1.1.0', '1.0.0'],
      providers: ['aws'],
      root: {
        path: '',
        name: 'vpc',
        readme: '# A VPC',
        empty: false,
        inputs: [{ name: 'cidr', type: 'string', default: '"10.0.0.0/16"', required: false }],
        outputs: [{ name: 'id' }],
        provider_dependencies: [
          { name: 'aws', namespace: 'hashicorp', source: 'hashicorp/aws', version: '>= 5.0' },
        ],
        resources: [{ type: 'aws_vpc', name: 'this' }],
      },
      submodules: [],
    });
  });

  it.each([
    ['1.0.0', '1.0.0'],
    ['v1.0', '1.0.0'],
    ['2.0.0-rc.1', '2.0.0-rc.1'],
  ])('of version %s shows %s', async (asked, version) => {
    expect(await (await get(`acme/vpc/aws/${asked}`)).json()).toMatchObject({ version });
  });

  it('that is a plain address has no documentation', async () => {
    const source = 'github.com/acme/vpc?ref=v1';
    await ask(publish, 'PUT', '/v1/modules/acme/git/aws/1.0.0', {
      scope: 'upload:acme',
      body: { source },
    });
    expect(await (await get('acme/git/aws')).json()).toMatchObject({
      source,
      sha256: null,
      root: { empty: true, inputs: [] },
    });
  });

  it.each(['acme/ghost/aws', 'acme/vpc/aws/3.0.0', 'acme/ghost/aws/1.0.0'])(
    'that is not there, %s, is a 404',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ errors: [expect.any(String)] });
    },
  );
});
