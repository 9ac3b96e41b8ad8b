import type { Document } from '../document.ts';
import { METHODS } from '../document.ts';

const MAX_RESOURCES = 300;
// The service's own words: "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path
// variable and curly braces at the beginning and the end."
const PATH_PART = /^(?:[a-zA-Z0-9._:-]+|\{[a-zA-Z0-9._-]+\+?\})$/;
const MEMBERS = new Set<string>([
  ...METHODS,
  ...['parameters', 'summary', 'description', 'x-amazon-apigateway-any-method'],
]);

/** Each path becomes a chain of resources, and a resource has rules of its own. */
export function pathFaults({ paths }: Document): string[] {
  const resources = new Set<string>();
  const variables = new Map<string, string>();
  const faults: string[] = [];
  for (const [path, item] of Object.entries(paths)) {
    if (!path.startsWith('/')) faults.push(`The path ${path} does not begin with a slash.`);
    for (const member of Object.keys(item)) {
      if (!MEMBERS.has(member))
        faults.push(`${path} has a member "${member}", which is no method.`);
    }
    const parts = path === '/' ? [] : path.split('/').slice(1);
    parts.forEach((part, index) => {
      const parent = `/${parts.slice(0, index).join('/')}`;
      resources.add(`${parent}/${part}`);
      if (!PATH_PART.test(part)) faults.push(`${path}: "${part}" is no path part.`);
      if (part.endsWith('+}') && index < parts.length - 1) {
        faults.push(`${path}: the greedy ${part} is not the last path part.`);
      }
      if (!part.startsWith('{')) return;
      const sibling = variables.get(parent) ?? part;
      variables.set(parent, sibling);
      if (sibling !== part) {
        faults.push(`${path}: a sibling (${sibling}) of ${part} already has a variable path part.`);
      }
    });
  }
  if (resources.size > MAX_RESOURCES) {
    faults.push(`There are ${resources.size} resources; ${MAX_RESOURCES} are allowed.`);
  }
  return faults;
}
