/** commander's complaints, each as one sentence that ends in the next step. */
import type { CommanderError } from 'commander';

export function commanderSentence(error: CommanderError, command: string): string {
  const [line = '', ...rest] = error.message.replace(/^error: /, '').split('\n');
  const suggestion = /Did you mean (?:one of )?(.+)\?\)$/.exec(rest.join(' '))?.[1];
  const next = suggestion === undefined ? `see "${command} --help"` : `did you mean ${suggestion}?`;
  return `${faultOf(error.code, line)}; ${next}${next.endsWith('?') ? '' : '.'}`;
}

function faultOf(code: string, line: string): string {
  switch (code) {
    case 'commander.unknownOption':
      // "--token=abc" is cut at the sign: what follows may be a secret.
      return `There is no option ${nameIn(line)?.split('=')[0] ?? ''}`;
    case 'commander.unknownCommand':
      return `There is no command ${nameIn(line) ?? ''}`;
    case 'commander.missingArgument':
      return `The argument <${nameIn(line) ?? ''}> is missing`;
    case 'commander.optionMissingArgument':
      return `The option ${nameIn(line) ?? ''} needs a value`;
    case 'commander.excessArguments':
      // The line lists the arguments; they are not repeated, as one may be a secret.
      return 'There are more arguments than this command takes';
    case 'commander.conflictingOption':
    case 'commander.invalidArgument':
      return upperFirst(line).replace(/\.$/, '').replaceAll("'", '');
    case 'commander.help':
      return 'Name a command';
    default:
      return upperFirst(line);
  }
}

function nameIn(line: string): string | undefined {
  return /'(.*?)'/.exec(line)?.[1];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
