import {
  canonicalPrincipal,
  encodeGrantedNamespace,
  type GrantedNamespace,
  type Principal,
  parseGrantedNamespace,
} from '@registry/domain';
import { asUsage } from '../usage.ts';

/** The one grant of a principal on a namespace, as a person names it. */
export interface GrantAddress {
  readonly principal: Principal;
  readonly namespace: GrantedNamespace;
}

export function grantAddress(principal: string, namespace: string): GrantAddress {
  return {
    principal: asUsage(() => canonicalPrincipal(principal)),
    namespace: asUsage(() => parseGrantedNamespace(namespace)),
  };
}

export function grantPath({ principal, namespace }: GrantAddress): string {
  return `${grantsPath(namespace)}?${new URLSearchParams({ principal })}`;
}

export function grantsPath(namespace: GrantedNamespace): string {
  return `/v1/namespaces/${encodeGrantedNamespace(namespace)}/grants`;
}
