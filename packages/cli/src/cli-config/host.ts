/**
 * A host as terraform and tofu compare it: lower case, in its ASCII form, a port where it is not 443
 * (svchost.ForComparison). `undefined` for what is no host.
 */
export function normalHost(text: string): string | undefined {
  if (!/^[^\s/?#@\\]+$/.test(text) || !URL.canParse(`https://${text}`)) return undefined;
  return new URL(`https://${text}`).host;
}
