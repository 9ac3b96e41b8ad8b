/**
 * The commands as the completion scripts need them, read from commander itself, so that a script
 * cannot know another program than the one that printed it.
 */
import type { Argument, Command, Option } from 'commander';

/** What may stand somewhere: one of a few words, a path, or something only the person knows. */
export type Value =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'file' | 'folder' | 'unknown' };

export interface OptionNode {
  /** With their dashes. */
  readonly flags: readonly string[];
  readonly description: string;
  /** Absent for a switch. */
  readonly value?: Value;
}

export interface CommandNode {
  /** `token get`; empty for the program. */
  readonly path: string;
  readonly description: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  /** Those of the program included, as they may stand anywhere. */
  readonly options: readonly OptionNode[];
  readonly arguments: readonly Value[];
}

const PATHS: Readonly<Record<string, 'file' | 'folder'>> = {
  file: 'file',
  path: 'file',
  folder: 'folder',
};

/** Every command below `program`, itself first. */
export function commandTree(program: Command): CommandNode[] {
  return nodes(program, '', []);
}

function nodes(command: Command, path: string, inherited: readonly OptionNode[]): CommandNode[] {
  const help = command.createHelp();
  const own = help.visibleOptions(command).map(optionNode);
  const commands = help.visibleCommands(command).filter((child) => child.name() !== 'help');
  const options = [...own, ...inherited.filter((option) => !own.some((o) => sameFlags(o, option)))];
  const node: CommandNode = {
    path,
    description: command.description(),
    commands: commands.map((child) => ({ name: child.name(), description: child.description() })),
    options,
    arguments: command.registeredArguments.map(argumentValue),
  };
  return [
    node,
    ...commands.flatMap((child) =>
      // --version belongs to the program alone.
      nodes(
        child,
        path === '' ? child.name() : `${path} ${child.name()}`,
        options.filter((option) => !option.flags.includes('--version')),
      ),
    ),
  ];
}

function optionNode(option: Option): OptionNode {
  const flags = [option.short, option.long].filter((flag) => flag !== undefined);
  const { description } = option;
  if (!option.required && !option.optional) return { flags, description };
  const name = /<(.+)>/.exec(option.flags)?.[1] ?? '';
  return { flags, description, value: value(name, option.argChoices) };
}

function argumentValue(argument: Argument): Value {
  return value(argument.name(), argument.argChoices);
}

function value(name: string, choices: readonly string[] | undefined): Value {
  return choices === undefined
    ? { kind: PATHS[name] ?? 'unknown' }
    : { kind: 'words', words: choices };
}

function sameFlags(a: OptionNode, b: OptionNode): boolean {
  return a.flags.some((flag) => b.flags.includes(flag));
}
