import type { Route } from './rest-api.ts';

export interface Match {
  readonly route: Route;
  /** As they stand in the path: whether AWS decodes them is told differently by its sources. */
  readonly pathParameters: Readonly<Record<string, string>> | null;
}

/**
 * The route for a path as it was sent. A fixed path part goes before a variable one, and that
 * before a greedy one. A slash at the end is not looked at, and stays in what the function gets.
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match | undefined {
  const parts = path
    .replace(/(?<=.)\/$/, '')
    .split('/')
    .slice(1);
  const matches = routes.flatMap((route) => {
    const parameters = matchParts(route.resource.split('/').slice(1), parts);
    return parameters === undefined ? [] : [{ route, parameters }];
  });
  const [best] = matches.sort((a, b) => compare(a.route.resource, b.route.resource));
  if (best === undefined) return undefined;
  const same = matches.filter(({ route }) => route.resource === best.route.resource);
  const found =
    same.find(({ route }) => route.method === method) ??
    same.find(({ route }) => route.method === 'ANY');
  if (found === undefined) return undefined;
  const { route, parameters } = found;
  return { route, pathParameters: Object.keys(parameters).length === 0 ? null : parameters };
}

function matchParts(template: readonly string[], parts: readonly string[]) {
  const parameters: Record<string, string> = {};
  for (const [index, wanted] of template.entries()) {
    const part = parts[index];
    if (part === undefined) return undefined;
    if (wanted.endsWith('+}')) {
      parameters[wanted.slice(1, -2)] = parts.slice(index).join('/');
      return parameters;
    }
    if (wanted.startsWith('{') && part !== '') parameters[wanted.slice(1, -1)] = part;
    else if (wanted !== part) return undefined;
  }
  return template.length === parts.length ? parameters : undefined;
}

function compare(a: string, b: string): number {
  return rank(a) < rank(b) ? -1 : 1;
}

// 0 fixed, 1 variable, 2 greedy, part by part: "0.1.0" is more specific than "0.1.1".
function rank(resource: string): string {
  return resource
    .split('/')
    .slice(1)
    .map((part) => (part.endsWith('+}') ? 2 : part.startsWith('{') ? 1 : 0))
    .join('');
}
