import { join } from 'node:path';
// The scripts are no package: this and its two neighbours are the only files that reach for them.
import { installEngine } from '../../../../scripts/engines/index.ts';
import { type RunningEngine, startEngine } from './engine.ts';

/** DynamoDB in memory, with real transactions. Needs a JDK, as it is started from source. */
export async function startDynamoDbLocal(): Promise<RunningEngine> {
  const lib = join(await installEngine('dynamodb-local'), 'lib');
  const main = join(import.meta.dirname, 'LocalDynamoDb.java');
  return startEngine('dynamodb-local', (port) => ({
    program: 'java',
    args: [
      `-Djava.library.path=${lib}`,
      '-cp',
      join(lib, '*'),
      main,
      '-inMemory',
      '-disableTelemetry',
      '-port',
      String(port),
    ],
  }));
}
