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

export function principalArgument(text: string): Principal {
  return asUsage(() => canonicalPrincipal(text));
}

export function namespaceArgument(text: string): GrantedNamespace {
  return asUsage(() => parseGrantedNamespace(text));
}

export function grantAddress(principal: string, namespace: string): GrantAddress {
  return { principal: principalArgument(principal), namespace: namespaceArgument(namespace) };
}

export function grantPath({ principal, namespace }: GrantAddress): string {
  return `${grantsPath(namespace)}?${new URLSearchParams({ principal })}`;
}

export function grantsPath(namespace: GrantedNamespace): string {
  return `/v1/namespaces/${encodeGrantedNamespace(namespace)}/grants`;
}
