import { InvalidError } from '../errors.ts';
import type { Brand } from './brand.ts';

export type Namespace = Brand<string, 'Namespace'>;
export type ModuleName = Brand<string, 'ModuleName'>;
export type System = Brand<string, 'System'>;

// The clients' own rules (hashicorp/terraform-registry-address, module.go). Names are compared
// exactly, case included: the clients send them as typed and gateway policies match them so.
const NAME = /^[0-9A-Za-z](?:[0-9A-Za-z-_]{0,62}[0-9A-Za-z])?$/;
const SYSTEM = /^[0-9a-z]{1,64}$/;

// A module under one of these could never be told apart from a route.
const RESERVED_NAMESPACES: readonly string[] = ['search'];
const RESERVED_SYSTEMS: readonly string[] = [
  'versions',
  'download',
  'uploads',
  'latest',
  // Policies of the gateway take what stands behind "/v1/modules/" for a namespace, wherever in a
  // path: the module "v1" for the system "modules" would be one that nobody may have.
  'modules',
  'namespaces',
];

export const NAME_RULE =
  '1 to 64 letters, digits, "-" and "_", with a letter or digit at both ends';
export const SYSTEM_RULE = '1 to 64 lower-case letters and digits';

function isNamespace(text: string): text is Namespace {
  return NAME.test(text) && !RESERVED_NAMESPACES.includes(text);
}

function isModuleName(text: string): text is ModuleName {
  return NAME.test(text);
}

function isSystem(text: string): text is System {
  return SYSTEM.test(text) && !RESERVED_SYSTEMS.includes(text);
}

export function parseNamespace(text: string): Namespace {
  if (isNamespace(text)) return text;
  throw new InvalidError(
    RESERVED_NAMESPACES.includes(text)
      ? `The namespace "${text}" is reserved, because it would shadow a route; choose another name.`
      : `The namespace must be ${NAME_RULE}.`,
  );
}

export function parseModuleName(text: string): ModuleName {
  if (isModuleName(text)) return text;
  throw new InvalidError(`The module name must be ${NAME_RULE}.`);
}

export function parseSystem(text: string): System {
  if (isSystem(text)) return text;
  throw new InvalidError(
    RESERVED_SYSTEMS.includes(text)
      ? `The system "${text}" is reserved, because it would shadow a route; choose another name.`
      : `The system must be ${SYSTEM_RULE}, for example "aws".`,
  );
}
