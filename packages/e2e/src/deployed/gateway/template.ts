/**
 * Fills the variables of a template of a gateway response or of an access log: `$context.a.b`,
 * `$method.request.header.X` and `$input`-free text, as VTL has them in their simplest form.
 * What is not there is a dash in a log, and nothing in a response, which is what `missing` says.
 */
export function fillTemplate(
  template: string,
  lookUp: (path: string) => string | undefined,
  missing: string,
): string {
  return template.replaceAll(
    /\$(?:\{((?:context|stageVariables)\.[\w.-]+)\}|((?:context|stageVariables)\.\w+(?:\.\w+)*))/g,
    (_, braced?: string, plain?: string) => lookUp(braced ?? plain ?? '') ?? missing,
  );
}
