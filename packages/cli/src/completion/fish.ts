import type { CommandNode, OptionNode, Value } from './command-tree.ts';
import { functionName, optionsWithValue } from './shared.ts';

export function fishCompletion(program: string, tree: readonly CommandNode[]): string {
  const at = `_${functionName(program)}_at`;
  const flags = optionsWithValue(tree).flatMap((option) => option.flags);
  const paths = tree.filter(({ path }) => path !== '').map(({ path }) => quoted(path));
  return `# fish completion for ${program}. Once: ${program} completion fish > ~/.config/fish/completions/${program}.fish
# Is this the command "$argv[1]", and, if given, the argument number $argv[2]?
function ${at}
    set -l at ''
    set -l position 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if contains -- $word ${flags.join(' ')}
            set skip 1
        else if not string match -q -- '-*' $word
            set -l candidate (string trim -- "$at $word")
            if contains -- $candidate ${paths.join(' ')}
                set at $candidate
            else
                set position (math $position + 1)
            end
        end
    end
    test "$at" = "$argv[1]"; and begin
        test (count $argv) = 1; or test $position = $argv[2]
    end
end
complete -c ${program} -f
${tree.flatMap((node) => lines(program, at, node)).join('\n')}`;
}

function lines(program: string, at: string, node: CommandNode): string[] {
  const here = (position?: number) =>
    `complete -c ${program} -n ${quoted(`${at} ${quoted(node.path)}${position === undefined ? '' : ` ${position}`}`)}`;
  return [
    ...node.commands.map(
      ({ name, description }) => `${here(0)} -a ${name} -d ${quoted(description)}`,
    ),
    ...node.arguments.flatMap((value, index) =>
      value.kind === 'unknown' ? [] : [`${here(index)} ${candidates(value)}`],
    ),
    ...node.options.map((option) => `${here()} ${optionWords(option)}`),
  ];
}

function optionWords({ flags, description, value }: OptionNode): string {
  const names = flags.map((flag) =>
    flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const takes = value === undefined ? [] : [value.kind === 'file' ? '-r' : '-x', candidates(value)];
  return [...names, ...takes, `-d ${quoted(description)}`].filter((word) => word !== '').join(' ');
}

function candidates(value: Value): string {
  switch (value.kind) {
    case 'words':
      return `-a ${quoted(value.words.join(' '))}`;
    case 'file':
      return '-F';
    case 'folder':
      return "-a '(__fish_complete_directories)'";
    case 'unknown':
      return '';
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
