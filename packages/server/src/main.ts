import { bufferedStderr, createLogger } from '@registry/http';
import { DataFolderError } from '@registry/local';
import { Command } from 'commander';
import { ConfigError, dataDirOf, parseConfig, type ServerFlags } from './config.ts';
import { readConfigFile } from './config-file.ts';
import { startServer } from './server.ts';

const program = new Command('start')
  .description('Runs the registry over one data folder, without AWS.')
  .option('--no-examples', 'do not publish the example modules into a new data folder')
  .option('--tls-cert <file>', 'serve https with this certificate (PEM)')
  .option('--tls-key <file>', 'the key of that certificate (PEM)')
  .addHelpText(
    'after',
    '\nReads HOST (127.0.0.1), PORT (8080; 0 = any free one) and DATA_DIR (.registry); every other\nsetting is in the README. What the environment leaves out, config.yaml in DATA_DIR may say.',
  )
  .action(run);

async function run(flags: ServerFlags): Promise<void> {
  const file = await readConfigFile(dataDirOf(process.env));
  const config = parseConfig(process.env, flags, file);
  const stderr = bufferedStderr();
  process.on('exit', () => stderr.flush());
  const logger = createLogger({ level: config.logLevel, destination: stderr });
  const server = await startServer(config, logger);
  process.stdout.write(server.greeting);
  const stop = async () => {
    await server.stop();
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof DataFolderError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
