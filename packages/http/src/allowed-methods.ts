import type { ApiApp } from './api-env.ts';

/** The methods that `app` serves at `path`: what a 405 must name (RFC 9110 §15.5.6). */
export function allowedMethods(app: ApiApp, path: string): string[] {
  const methods = app.routes
    .filter((route) => route.method !== 'ALL' && matches(route.path, path))
    // The app answers HEAD wherever it answers GET (RFC 9110 §9.3.2).
    .flatMap((route) => (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]));
  return [...new Set(methods)].sort();
}

function matches(template: string, path: string): boolean {
  const wanted = template.split('/');
  const given = path.split('/');
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment.startsWith(':') || segment === given[index])
  );
}
