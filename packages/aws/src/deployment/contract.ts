/**
 * What this version of the code needs of a deployment. The files are made from the code by
 * scripts/generate and are what Terraform deploys from.
 */
import functions from '../../../../terraform/generated/functions.json' with { type: 'json' };
import routes from '../../../../terraform/modules/api/generated/routes.json' with { type: 'json' };

export interface DeclaredRoute {
  /** The function that serves it. */
  readonly function: string;
  /** `anybody`, `aws_caller`, or what a token is needed for. */
  readonly access: string;
}

export interface DeclaredFunction {
  readonly handler: string;
  /** Environment variables: `required` or `optional`. */
  readonly settings: Readonly<Record<string, string>>;
}

export const FUNCTIONS: Readonly<Record<string, DeclaredFunction>> = functions;

/** By `GET /v1/…`. */
export const ROUTES: ReadonlyMap<string, DeclaredRoute> = byMethodAndPath(routes);

function byMethodAndPath(
  paths: Readonly<Record<string, Readonly<Record<string, DeclaredRoute>>>>,
): ReadonlyMap<string, DeclaredRoute> {
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, route]) => [`${method.toUpperCase()} ${path}`, route] as const,
      ),
    ),
  );
}
