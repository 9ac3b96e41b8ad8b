import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const DOCUMENT = join(import.meta.dirname, '../../../../../docs/api/openapi.json');
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.object({ 'x-access': z.string() }))),
});

/** A route that the code declares, with something in each place of its path. */
export interface DeclaredRoute {
  readonly method: string;
  readonly path: string;
  /** Who may ask: `anybody`, `aws_caller`, `any_token`, or a permission. */
  readonly access: string;
  /** The namespace that its path names; `*` where it names none. */
  readonly namespace: string;
}

/** Every route of the generated API document, once for each of `namespaces` that may stand in it. */
export async function declaredRoutes(namespaces: readonly string[]): Promise<DeclaredRoute[]> {
  const { paths } = Document.parse(JSON.parse(await readFile(DOCUMENT, 'utf8')));
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, { 'x-access': access }]) => {
      const named = path
        .replace('{name}', 'vpc')
        .replace('{system}', 'aws')
        .replace('{version}', '1.0.0')
        .replace('{id}', 'none');
      const places = named.includes('{namespace}') ? namespaces : ['*'];
      return places.map((namespace) => ({
        method: method.toUpperCase(),
        path: named.replace('{namespace}', namespace),
        access,
        namespace,
      }));
    }),
  );
}

/** Does the route want more than a token, whatever its scope? */
export function wantsPermission({ access }: DeclaredRoute): boolean {
  return !['anybody', 'aws_caller', 'any_token'].includes(access);
}
