import type { Stack } from '../../../src/deployed/stack/stack.ts';

interface Shown {
  readonly type?: string;
  readonly values?: Record<string, unknown>;
}

/**
 * The same stack as if Terraform had deployed something else: `change` gets the values of every
 * resource of `type` and may return others.
 */
export function withChanged(
  stack: Stack,
  type: string,
  change: (values: Record<string, unknown>) => Record<string, unknown>,
): Stack {
  const shown: unknown = JSON.parse(JSON.stringify(stack.shown), (_, value: unknown) =>
    isResource(value) && value.type === type ? { ...value, values: change(value.values) } : value,
  );
  return { ...stack, shown };
}

function isResource(value: unknown): value is Required<Shown> {
  return typeof value === 'object' && value !== null && 'type' in value && 'values' in value;
}

/** Of the function whose name ends in `name`, other values. */
export function withFunction(stack: Stack, name: string, more: Record<string, unknown>): Stack {
  return withChanged(stack, 'aws_lambda_function', (values) =>
    String(values['function_name']).endsWith(name) ? { ...values, ...more } : values,
  );
}

/** Of that function, another environment: `undefined` takes a variable away. */
export function withEnvironment(
  stack: Stack,
  name: string,
  more: Record<string, string | undefined>,
): Stack {
  return withChanged(stack, 'aws_lambda_function', (values) => {
    if (!String(values['function_name']).endsWith(name)) return values;
    const [first] = Array.isArray(values['environment']) ? values['environment'] : [];
    const variables = JSON.parse(JSON.stringify({ ...first.variables, ...more }));
    return { ...values, environment: [{ variables }] };
  });
}

/** Of the REST API, another OpenAPI document. */
export function withDocument(
  stack: Stack,
  change: (document: Record<string, unknown>) => Record<string, unknown>,
): Stack {
  return withChanged(stack, 'aws_api_gateway_rest_api', (values) => ({
    ...values,
    body: JSON.stringify(change(JSON.parse(String(values['body'])))),
  }));
}
