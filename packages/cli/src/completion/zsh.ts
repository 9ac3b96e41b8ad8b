import type { CommandNode, Value } from './command-tree.ts';
import { functionName, optionsWithValue, pathPattern, quoted } from './shared.ts';

/** For zsh, sourced or as a file named `_registry-cli` on the fpath. */
export function zshCompletion(program: string, tree: readonly CommandNode[]): string {
  const name = functionName(program);
  const withValue = optionsWithValue(tree);
  const flags = withValue.flatMap((option) => option.flags).join('|');
  return `#compdef ${program}
# zsh completion for ${program}. In ~/.zshrc, after compinit: source <(${program} completion zsh)
${name}() {
  local at='' word previous=\${words[CURRENT - 1]} cur=\${words[CURRENT]}
  local -i position=0 i
  local -a list
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    case "$word" in
      ${flags}) i=$((i + 1)) ;;
      -*) ;;
      *)
        case "\${at:+$at }$word" in
          ${pathPattern(tree)}) at="\${at:+$at }$word" ;;
          *) position=$((position + 1)) ;;
        esac
        ;;
    esac
  done
  case "$previous" in
${withValue.map(({ flags: own, value }) => `    ${own.join('|')}) ${complete(value)}; return ;;`).join('\n')}
  esac
  case "$at:$cur" in
${tree.map((node) => `    ${quoted(node.path)}:-*) list=(${described(optionsOf(node))}); _describe -o option list ;;`).join('\n')}
    *)
      case "$at:$position" in
${tree.flatMap(positions).join('\n')}
      esac
      ;;
  esac
}
if [ "\${funcstack[1]}" = ${quoted(name)} ]; then ${name} "$@"; else compdef ${name} ${program}; fi`;
}

function optionsOf(node: CommandNode): [string, string][] {
  return node.options.flatMap(({ flags, description }) =>
    flags.map((flag): [string, string] => [flag, description]),
  );
}

function positions(node: CommandNode): string[] {
  const at = (position: number, action: string) =>
    `        ${quoted(node.path)}:${position}) ${action} ;;`;
  if (node.commands.length > 0) {
    const pairs = node.commands.map((command): [string, string] => [
      command.name,
      command.description,
    ]);
    return [at(0, `list=(${described(pairs)}); _describe command list`)];
  }
  return node.arguments.flatMap((value, index) =>
    value.kind === 'unknown' ? [] : [at(index, complete(value))],
  );
}

function complete(value: Value | undefined): string {
  switch (value?.kind) {
    case 'words':
      return `list=(${value.words.map(quoted).join(' ')}); _describe value list`;
    case 'file':
      return '_files';
    case 'folder':
      return '_files -/';
    default:
      return ':';
  }
}

function described(pairs: readonly [string, string][]): string {
  return pairs
    .map(([word, description]) => quoted(`${word}:${description.replaceAll(':', '\\:')}`))
    .join(' ');
}
