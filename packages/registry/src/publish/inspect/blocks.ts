/** What stands between the braces of a block, by argument or nested block type. */
export type Body = { readonly [name: string]: unknown };

export interface LabelledBlock {
  readonly labels: readonly string[];
  readonly body: Body;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One body or a list of them: the JSON syntax allows either (HCL JSON specification, "Blocks"). */
export function bodiesOf(value: unknown): Body[] {
  return (Array.isArray(value) ? value : [value]).filter(isBody);
}

/** The blocks under their labels, e.g. two of them for `resource "type" "name" {…}`. */
export function labelledBlocks(value: unknown, labels: number): LabelledBlock[] {
  if (labels === 0) return bodiesOf(value).map((body) => ({ labels: [], body }));
  return bodiesOf(value).flatMap((byLabel) =>
    Object.entries(byLabel)
      // The JSON syntax has comments under this name.
      .filter(([label]) => label !== '//')
      .flatMap(([label, inner]) =>
        labelledBlocks(inner, labels - 1).map((block) => ({
          labels: [label, ...block.labels],
          body: block.body,
        })),
      ),
  );
}
