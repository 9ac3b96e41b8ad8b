/**
 * Whether a log line meets a filter pattern for JSON, for the part of the syntax that our filters
 * use: `{ … }` around comparisons of `$.a.b` with a string in which `*` stands for anything, joined
 * with `&&` and `||`, in brackets. Anything else is an Error and not a guess.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function meetsPattern(pattern: string, line: string): boolean {
  const tokens = pattern.match(/&&|\|\||[{}()=]|\$[\w.]+|"[^"]*"|\S+/g) ?? [];
  const event: unknown = JSON.parse(line);
  let position = 0;
  const take = (...allowed: readonly string[]): string => {
    const token = tokens[position++] ?? 'the end';
    if (allowed.length > 0 && !allowed.includes(token)) throw unexpected(token, pattern);
    return token;
  };
  const term = (): boolean => {
    if (tokens[position] === '(') {
      take('(');
      const inner = either();
      take(')');
      return inner;
    }
    const selector = take();
    take('=');
    const wanted = take();
    if (!selector.startsWith('$.') || !wanted.startsWith('"')) throw unexpected(wanted, pattern);
    return isLike(valueAt(event, selector.slice(2).split('.')), wanted.slice(1, -1));
  };
  const both = (): boolean => {
    let met = term();
    while (tokens[position] === '&&') {
      take('&&');
      met = term() && met;
    }
    return met;
  };
  const either = (): boolean => {
    let met = both();
    while (tokens[position] === '||') {
      take('||');
      met = both() || met;
    }
    return met;
  };
  take('{');
  const met = either();
  take('}');
  return met;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  return valueAt(new Map(Object.entries(value)).get(name), rest);
}

function isLike(value: unknown, wanted: string): boolean {
  const parts = wanted.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return typeof value === 'string' && new RegExp(`^${parts.join('.*')}$`, 's').test(value);
}

function unexpected(token: string, pattern: string): Error {
  return new Error(`The reader of filter patterns does not know "${token}" in ${pattern}`);
}
