import { z } from 'zod';
import type { Mount } from '../gateway/mount.ts';
import { only, type State } from './state.ts';

const Api = z.object({ disable_execute_api_endpoint: z.boolean().nullish() });
const Stage = z.object({ stage_name: z.string() });
const Mapping = z.object({ domain_name: z.string(), base_path: z.string().nullish() });

/** Where clients find an API: a host of its own, or its invoke URL. */
export interface Address {
  /** Absent for an invoke URL, whose host is AWS's. */
  readonly host: string | undefined;
  readonly mount: Mount;
  /** Behind the host: the stage, or the base path of the domain. */
  readonly path: string;
}

/** An Error where the deployment leaves the API without any address. */
export function addressIn(state: State): Address {
  const mapping = state.all('aws_api_gateway_base_path_mapping', Mapping)[0];
  if (mapping !== undefined) {
    const path = mapping.base_path ? `/${mapping.base_path}` : '';
    return { host: mapping.domain_name, mount: { kind: 'domain', basePath: path }, path };
  }
  const api = only(state.all('aws_api_gateway_rest_api', Api), 'REST APIs');
  if (api.disable_execute_api_endpoint) throw new Error('The API is without any address.');
  const stage = only(state.all('aws_api_gateway_stage', Stage), 'stages').stage_name;
  return { host: undefined, mount: { kind: 'stage', stage }, path: `/${stage}` };
}
