import { type StsCaller, signStsRequest } from '@registry/aws/testing';
import type { AttackedRegistry } from '@registry/domain/testing';
import { RegistryApi } from '../api/registry-api.ts';
import type { Target } from '../target/target.ts';

/** Whom AWS knows, and where the registry asks it. */
export interface KnownToAws {
  /** `host[:port]` of STS. */
  readonly host: string;
  readonly caller: StsCaller;
}

/** `target` as the attack suite sees it. */
export function attackedTarget(
  target: Target & { readonly issuer: string },
  { host, caller }: KnownToAws,
): AttackedRegistry {
  const api = new RegistryApi(target);
  return {
    issuer: target.issuer,
    sts: {
      host,
      caller,
      sign: ({ secretAccessKey = caller.secretAccessKey, ...wish }) =>
        signStsRequest({ host, ...wish, caller: { ...caller, secretAccessKey } }),
    },
    send: ({ method, path, headers = {}, body }) =>
      api.raw(method, `${target.baseUrl}${path}`, headers, body),
    admin: () => target.adminToken(),
    logs: () => target.logs(),
  };
}
