import { z } from 'zod';
import type { Mount } from '../gateway/mount.ts';
import { only, type State } from './state.ts';

const Api = z.object({ disable_execute_api_endpoint: z.boolean().nullish() });
const Stage = z.object({ stage_name: z.string() });
const Resource = z.object({ path: z.string() });
const Mapping = z.object({ domain_name: z.string(), base_path: z.string().nullish() });

/** Where clients find an API: a host of its own, or its invoke URL. */
export interface Address {
  /** Absent for an invoke URL, whose host is AWS's. */
  readonly host: string | undefined;
  readonly mount: Mount;
  /** Behind the host: the stage, or the base path of the domain, and the path in an API of others. */
  readonly path: string;
}

/** An Error where the deployment leaves the API without any address. */
export function addressIn(state: State): Address {
  const inApi = pathInApi(state);
  const mapping = state.all('aws_api_gateway_base_path_mapping', Mapping)[0];
  if (mapping !== undefined) {
    const basePath = mapping.base_path ? `/${mapping.base_path}` : '';
    const path = `${basePath}${inApi}`;
    return { host: mapping.domain_name, mount: { kind: 'domain', basePath }, path };
  }
  const api = only(state.all('aws_api_gateway_rest_api', Api), 'REST APIs');
  if (api.disable_execute_api_endpoint) throw new Error('The API is without any address.');
  const stage = only(state.all('aws_api_gateway_stage', Stage), 'stages').stage_name;
  return { host: undefined, mount: { kind: 'stage', stage }, path: `/${stage}${inApi}` };
}

/** Where discovery is, the registry is: under a path of an API that was there before it. */
function pathInApi(state: State): string {
  const discovery = '/.well-known/terraform.json';
  const paths = state.all('aws_api_gateway_resource', Resource).map(({ path }) => path);
  return paths.find((path) => path.endsWith(discovery))?.slice(0, -discovery.length) ?? '';
}
