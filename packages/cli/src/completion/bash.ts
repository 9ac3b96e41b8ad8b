import type { CommandNode, Value } from './command-tree.ts';
import { functionName, optionsWithValue, pathPattern, quoted } from './shared.ts';

/** For bash from 3.2 on (macOS), without the bash-completion package. */
export function bashCompletion(program: string, tree: readonly CommandNode[]): string {
  const name = functionName(program);
  const withValue = optionsWithValue(tree);
  const flags = withValue.flatMap((option) => option.flags).join('|');
  return `# bash completion for ${program}. In ~/.bashrc: source <(${program} completion bash)
${name}_words() { COMPREPLY=($(compgen -W "$1" -- "$2")); }
${name}_files() { compopt -o default 2>/dev/null || COMPREPLY=($(compgen -f -- "$1")); }
${name}_folders() { compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$1")); }
${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  local at='' position=0 word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
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
${withValue.map(({ flags: own, value }) => `    ${own.join('|')}) ${complete(name, value)}; return ;;`).join('\n')}
  esac
  case "$at:$cur" in
${tree.map((node) => `    ${quoted(node.path)}:-*) ${name}_words ${quoted(flagsOf(node))} "$cur" ;;`).join('\n')}
    *)
      case "$at:$position" in
${tree.flatMap((node) => positions(name, node)).join('\n')}
      esac
      ;;
  esac
}
complete -F ${name} ${program}`;
}

function flagsOf(node: CommandNode): string {
  return node.options.flatMap(({ flags }) => flags).join(' ');
}

function positions(name: string, node: CommandNode): string[] {
  const at = (position: number, action: string) =>
    `        ${quoted(node.path)}:${position}) ${action} ;;`;
  if (node.commands.length > 0) {
    const words = node.commands.map((command) => command.name);
    return [at(0, complete(name, { kind: 'words', words }))];
  }
  return node.arguments.flatMap((value, index) =>
    value.kind === 'unknown' ? [] : [at(index, complete(name, value))],
  );
}

function complete(name: string, value: Value | undefined): string {
  switch (value?.kind) {
    case 'words':
      return `${name}_words ${quoted(value.words.join(' '))} "$cur"`;
    case 'file':
      return `${name}_files "$cur"`;
    case 'folder':
      return `${name}_folders "$cur"`;
    default:
      return ':';
  }
}
