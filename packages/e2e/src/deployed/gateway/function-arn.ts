/** The function that an integration or an authorizer names by `…/functions/<ARN>/invocations`. */
export function functionArnIn(uri = ''): string {
  return /\/functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? '';
}
