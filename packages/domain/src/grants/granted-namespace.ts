import { InvalidError } from '../errors.ts';
import type { Brand } from '../values/brand.ts';
import { parseNamespace } from '../values/names.ts';
import { type NamespacePattern, parseNamespacePattern } from '../values/scope.ts';

/**
 * A namespace or a pattern with one `{claim}` in it, where a verified claim of the proof goes.
 * One only: `{a}-{b}` would give "x-y" and "z" the namespace of "x" and "y-z".
 */
export type NamespaceTemplate = Brand<string, 'NamespaceTemplate'>;

/** Where a grant holds. */
export type GrantedNamespace = NamespacePattern | NamespaceTemplate;

/** The values of claims by their names, as far as they are text. */
export type Variables = Readonly<Record<string, string>>;

// A star must not follow the claim at once: what begins like the name of one is the name of others.
const TEMPLATE =
  /^((?:[0-9A-Za-z][0-9A-Za-z_-]{0,63})?)\{([A-Za-z_][0-9A-Za-z_]{0,63})\}((?:[0-9A-Za-z_-]{0,63}[0-9A-Za-z]|[0-9A-Za-z_-]{1,63}\*)?)$/;

interface TemplateParts {
  readonly before: string;
  readonly claim: string;
  readonly after: string;
}

function partsOf(text: string): TemplateParts | undefined {
  const [, before, claim, after] = TEMPLATE.exec(text) ?? [];
  if (before === undefined || claim === undefined || after === undefined) return undefined;
  return { before, claim, after };
}

export function isTemplate(namespace: GrantedNamespace): namespace is NamespaceTemplate {
  return namespace.includes('{');
}

function isTemplateText(text: string): text is NamespaceTemplate {
  return partsOf(text) !== undefined;
}

export function parseGrantedNamespace(text: string): GrantedNamespace {
  if (text.includes('{')) {
    if (isTemplateText(text)) return text;
    throw new InvalidError(
      'A namespace with a variable is a name with one {claim} in it, such as "{repository_owner}" or "gh-{repository_owner}-*"; a "*" may stand at the end, not right behind the claim.',
    );
  }
  return parseNamespacePattern(text.endsWith('*') ? text : parseNamespace(text));
}

/** The claim that a template takes. */
export function claimOf(template: NamespaceTemplate): string | undefined {
  return partsOf(template)?.claim;
}

/**
 * Where it holds for somebody with these claims; undefined where it holds nowhere for them. Only
 * a claim that is a whole name counts: no star and nothing else of a pattern can come from it.
 */
export function fillNamespace(
  namespace: GrantedNamespace,
  variables: Variables,
): NamespacePattern | undefined {
  if (!isTemplate(namespace)) return namespace;
  const parts = partsOf(namespace);
  const value = parts && Object.hasOwn(variables, parts.claim) && variables[parts.claim];
  if (typeof value !== 'string') return undefined;
  try {
    const filled = `${parts?.before}${parseNamespace(value)}${parts?.after}`;
    return parseNamespacePattern(filled.endsWith('*') ? filled : parseNamespace(filled));
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    return undefined;
  }
}

/** Those of `variables` that stand in the namespaces of `grants`: what a token has to carry on. */
export function usedVariables(
  grants: readonly { readonly namespace: GrantedNamespace }[],
  variables: Variables,
): Variables {
  const claims = grants.flatMap(({ namespace }) =>
    isTemplate(namespace) ? (claimOf(namespace) ?? []) : [],
  );
  return Object.fromEntries(claims.map((claim) => [claim, variables[claim] ?? '']));
}

/** A pattern with everything that `namespace` can hold in, whatever the claims. */
export function boundOf(namespace: GrantedNamespace): NamespacePattern {
  if (!isTemplate(namespace)) return namespace;
  return parseNamespacePattern(`${namespace.slice(0, namespace.indexOf('{'))}*`);
}

/** As it stands in a path: the braces encoded, in capitals (RFC 3986 §2.1), and nothing else. */
export function encodeGrantedNamespace(namespace: GrantedNamespace): string {
  return namespace.replace('{', '%7B').replace('}', '%7D');
}

/** May a template hold in all of `pattern`, for somebody with the right claim? */
export function mayHold(namespace: GrantedNamespace, pattern: NamespacePattern): boolean {
  const parts = isTemplate(namespace) ? partsOf(namespace) : undefined;
  if (parts === undefined || !pattern.startsWith(parts.before)) return false;
  const rest = pattern.slice(parts.before.length);
  if (!parts.after.endsWith('*')) {
    return !rest.endsWith('*') && rest.endsWith(parts.after) && rest.length > parts.after.length;
  }
  // A claim has one character at least.
  return rest.indexOf(parts.after.slice(0, -1), 1) !== -1;
}
