import { z } from '@hono/zod-openapi';
import {
  parseModuleName,
  parseNamespace,
  parseRequestedVersion,
  parseSystem,
  parseVersion,
} from '@registry/domain';
import { parsed } from '@registry/http';

/** `{namespace}/{name}/{system}` of a path, as domain values. */
export const ModulePath = z.object({
  namespace: parsed(parseNamespace, { example: 'acme' }),
  name: parsed(parseModuleName, { example: 'vpc' }),
  system: parsed(parseSystem, { example: 'aws' }),
});

/** The version in a path that is read: `1.2` and `v1.2.0` stand for `1.2.0`. */
export const ReadVersionPath = ModulePath.extend({
  version: parsed(parseRequestedVersion, { example: '1.2.0' }),
});

/** The version in a path that is written: strict SemVer, a leading `v` dropped. */
export const WriteVersionPath = ModulePath.extend({
  version: parsed(parseVersion, { example: '1.2.0' }),
});

export const MODULE_PATH = '/v1/modules/{namespace}/{name}/{system}';
