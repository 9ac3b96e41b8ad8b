import type { describeApi } from '../../packages/server/src/describe.ts';

type Document = ReturnType<typeof describeApi>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The routes as a page to read: what each does, who may ask, what it answers. */
export function referencePage(document: Document): string {
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const access = operation.security ? 'a token' : 'anybody';
      const answers = Object.entries(operation.responses ?? {}).map(
        ([status, answer]) => `| ${status} | ${cell(descriptionOf(answer))} |`,
      );
      return [
        `## \`${method.toUpperCase()} ${path}\``,
        `${sentence(operation.summary)} For ${access}.`,
        ['| Status | Answer |', '|---|---|', ...answers].join('\n'),
      ];
    }),
  );
  return [
    '# API reference',
    'Made from the declarations that serve the routes; schemas are in [openapi.json](openapi.json). Every error body is `{"errors": ["…"]}`, on `/oauth/token` that of RFC 6749 §5.2.',
    ...routes,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function descriptionOf(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || !('description' in answer)) return '';
  return String(answer.description);
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function sentence(text = ''): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}
