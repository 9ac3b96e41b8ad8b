import type { CommandNode, OptionNode } from './command-tree.ts';

/** In single quotes, for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** The commands below the program, as a shell pattern. */
export function pathPattern(tree: readonly CommandNode[]): string {
  return tree
    .filter(({ path }) => path !== '')
    .map(({ path }) => quoted(path))
    .join('|');
}

/** Every option that takes a value, once: the word after it is no argument. */
export function optionsWithValue(tree: readonly CommandNode[]): OptionNode[] {
  const found = new Map<string, OptionNode>();
  for (const option of tree.flatMap(({ options }) => options)) {
    if (option.value !== undefined) found.set(option.flags.join(), option);
  }
  return [...found.values()];
}

/** The name of a shell function. */
export function functionName(program: string): string {
  return `_${program.replaceAll(/[^A-Za-z0-9]/g, '_')}`;
}
