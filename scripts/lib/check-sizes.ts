/** Fails when a source file has grown past what one sitting can hold: 250 lines, tests 400. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const MAX_LINES = { source: 250, test: 400, terraform: 150 };

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tf'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && !/\/(generated|fixtures)\//.test(file));

const tooLong = files.flatMap((file) => {
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  const max = MAX_LINES[kindOf(file)];
  return lines > max ? [`${file} has ${lines} lines; split it, ${max} are allowed`] : [];
});

for (const line of tooLong) console.error(line);
process.exitCode = tooLong.length === 0 ? 0 : 1;

function kindOf(file: string): keyof typeof MAX_LINES {
  if (file.endsWith('.tf')) return 'terraform';
  return /\.(test|contract)\.ts$|\/test\//.test(file) ? 'test' : 'source';
}
