// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the templates are those of HCL.
// hcl2json gives an expression that is no constant as "${<as written>}", a template as it stands
// between the quotes, and so a constant "${" as "$${".
const EXPRESSION = /^\$\{(.*)\}$/s;
const TEMPLATE = /(?:^|[^$])\$\{|(?:^|[^%])%\{/;

/** An expression as written, e.g. a type; empty where there is none. */
export function expressionText(value: unknown): string {
  if (typeof value !== 'string') return '';
  return EXPRESSION.exec(value)?.[1] ?? plainText(value);
}

/** A constant string, its escapes resolved; empty for anything else. */
export function plainText(value: unknown): string {
  if (typeof value !== 'string') return '';
  return isTemplate(value) ? value : resolveEscapes(value);
}

/** The default of a variable as JSON text, or as written where it is no constant. */
export function defaultText(value: unknown, syntax: 'hcl' | 'json'): string {
  // In the JSON syntax a default is taken literally.
  if (syntax === 'json') return JSON.stringify(value);
  if (typeof value === 'string' && isTemplate(value)) {
    return EXPRESSION.exec(value)?.[1] ?? JSON.stringify(value);
  }
  return JSON.stringify(value, (_, inner) =>
    typeof inner === 'string' ? plainText(inner) : inner,
  );
}

function isTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

function resolveEscapes(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}
