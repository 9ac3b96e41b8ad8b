import { InvalidError } from '../errors.ts';
import {
  type ModuleName,
  type Namespace,
  parseModuleName,
  parseNamespace,
  parseSystem,
  type System,
} from './names.ts';

/** What `source = "HOST/<namespace>/<name>/<system>"` names. */
export interface ModuleId {
  readonly namespace: Namespace;
  readonly name: ModuleName;
  readonly system: System;
}

/** Parses the three names and reports the faults of all of them at once. */
export function parseModuleId(namespace: string, name: string, system: string): ModuleId {
  const faults: string[] = [];
  const attempt = <T>(parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const id = {
    namespace: attempt(() => parseNamespace(namespace)),
    name: attempt(() => parseModuleName(name)),
    system: attempt(() => parseSystem(system)),
  };
  if (id.namespace === undefined || id.name === undefined || id.system === undefined) {
    throw new InvalidError(faults);
  }
  return { namespace: id.namespace, name: id.name, system: id.system };
}

/** `<namespace>/<name>/<system>`, the form people type. */
export function parseModuleAddress(text: string): ModuleId {
  const [namespace, name, system, ...rest] = text.split('/');
  if (namespace === undefined || name === undefined || system === undefined || rest.length > 0) {
    throw new InvalidError(
      'A module address has three parts, <namespace>/<name>/<system>, for example "acme/vpc/aws".',
    );
  }
  return parseModuleId(namespace, name, system);
}

export function formatModuleId(id: ModuleId): string {
  return `${id.namespace}/${id.name}/${id.system}`;
}
