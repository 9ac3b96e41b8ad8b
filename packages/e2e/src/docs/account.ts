import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startMoto, TEST_CREDENTIALS, TEST_REGION } from '@registry/aws/testing';
import { installEngine } from '../../../../scripts/engines/index.ts';
import { pinProvider, providerInstallation } from '../../../../scripts/terraform/aws-provider.ts';
import { startConnectProxy } from '../deployed/connect-proxy.ts';
import type { AwsCaller } from '../deployed/gateway/callers.ts';
import { runStack } from '../deployed/stack/run-stack.ts';
import { startStores } from '../deployed/stack/start-stores.ts';
import { restApiIn } from '../deployed/state/rest-api-in-state.ts';
import { readState } from '../deployed/state/state.ts';
import { makeCertificate } from '../target/certificate.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** An empty AWS account, and the terminal of an engineer who may do everything in it. */
export interface Account {
  readonly terminal: Terminal;
  /** Lets the registry answer that the root in the folder `~/<root>` has made. */
  serve(root: string): Promise<void>;
  /** The same commands where the tables have items: the emulator's own are empty. */
  onTables(commands: string): string;
  close(): Promise<void>;
}

const ROLE = `aws iam create-role --role-name platform-engineer --assume-role-policy-document \
'{"Version":"2012-10-17","Statement":[]}'
aws sts assume-role --role-arn arn:aws:iam::123456789012:role/platform-engineer --role-session-name me \
--query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' --output text
`;
const EVERYTHING = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export async function openAccount(): Promise<Account> {
  const open: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of open.toReversed()) await each();
  };
  const moto = await startMoto();
  open.push(() => moto.dispose());
  const terminal = await openTerminal({
    PATH: [dirname(await installEngine('aws-cli')), process.env['PATH']].join(':'),
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(process.env['HOME'] ?? '', '.cache'),
  });
  open.push(() => terminal.close());
  // A machine may have a provider that it need not download; the newest is not tested here.
  await writeFile(join(terminal.home, '.terraformrc'), await providerInstallation());
  await mkdir(join(terminal.home, 'registry'));
  await pinProvider(join(terminal.home, 'registry'));
  await terminal.set({
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_REGION: TEST_REGION,
    // The same for version 1 of the AWS CLI, which packages have.
    AWS_DEFAULT_REGION: TEST_REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    CHECKPOINT_DISABLE: '1',
  });
  const words = (await terminal.type(ROLE)).trim().split(/\s+/);
  const [accessKeyId = '', secretAccessKey = '', sessionToken = ''] = words.slice(-3);
  await terminal.set({
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  });
  const me: AwsCaller = {
    accessKeyId,
    secretAccessKey,
    sessionToken,
    arn: 'arn:aws:sts::123456789012:assumed-role/platform-engineer/me',
    userId: 'AROAPLATFORMENGINEER:me',
    policies: [EVERYTHING],
  };

  let tables = '';
  return {
    terminal,
    close,
    onTables: (commands) => `(\n${tables}\n${commands})\n`,
    async serve(root) {
      const folder = join(terminal.home, root);
      const shown = JSON.parse(await terminal.type(`terraform -chdir=${folder} show -json\n`));
      const { id, region, stage } = restApiIn(readState(shown));
      const { stack, stop } = await startStores({
        shown,
        folder,
        region,
        controlPlane: moto.endpoint,
      });
      open.push(stop);
      tables = [
        `export AWS_ENDPOINT_URL_DYNAMODB=${stack.dynamodb}`,
        // It keeps the tables of each access key apart.
        `export AWS_ACCESS_KEY_ID=${TEST_CREDENTIALS.accessKeyId}`,
        `export AWS_SECRET_ACCESS_KEY=${TEST_CREDENTIALS.secretAccessKey}`,
        'unset AWS_SESSION_TOKEN',
      ].join('\n');
      const host = `${id}.execute-api.${region}.amazonaws.com`;
      const certificate = await makeCertificate(terminal.home, [host]);
      const running = await runStack(stack, { ...certificate, callers: [me] });
      open.push(() => running.stop());
      const { origin } = await running.listen({ kind: 'stage', stage });
      const proxy = await startConnectProxy({ [host]: Number(new URL(origin).port) });
      open.push(() => proxy.close());
      await terminal.set({
        HTTPS_PROXY: proxy.url,
        NO_PROXY: '127.0.0.1',
        NODE_USE_ENV_PROXY: '1',
        NODE_EXTRA_CA_CERTS: certificate.certFile,
        SSL_CERT_FILE: certificate.certFile,
        AWS_ENDPOINT_URL_STS: running.aws.endpoint,
      });
    },
  };
}
