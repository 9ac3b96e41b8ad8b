import { randomUUID } from 'node:crypto';
import { ROLE_SESSION, startSts } from '@registry/aws/testing';
import { inject } from 'vitest';
import type { KnownToAws } from '../../../src/access/attacked-target.ts';
import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { startLocalTarget } from '../../../src/target/local-target.ts';
import type { Target } from '../../../src/target/target.ts';

/** A registry that asks an STS which knows a caller of its own. */
export interface KnownTarget extends Target {
  readonly issuer: string;
  readonly aws: KnownToAws;
}

/** What lets the caller call the routes that want a signature of AWS. */
const MAY_CALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }],
};

/** The server, or the stack as deployed, which remembers the callers of earlier files. */
export async function startKnownTarget(): Promise<KnownTarget> {
  const arn = ROLE_SESSION.arn.replace('/ci/', `/ci-${randomUUID().slice(0, 8)}/`);
  const caller = { ...ROLE_SESSION, arn };
  const stack = inject('stack');
  if (stack !== undefined) {
    const callers = [{ ...caller, policies: [MAY_CALL] }];
    const deployed = guarded(await startDeployedTarget(stack, { callers }));
    const { host } = new URL(deployed.stack.aws.endpoint);
    return { ...deployed, aws: { host, caller } };
  }
  const sts = await startSts([caller]);
  const env = { STS_HOSTS: sts.host, NODE_EXTRA_CA_CERTS: sts.certificateFile };
  const local = guarded(await startLocalTarget({ env }));
  return {
    ...local,
    issuer: local.baseUrl,
    aws: { host: sts.host, caller },
    async stop() {
      await sts.dispose();
      await local.stop();
    },
  };
}

/** `target`, whose evidence knows what the caller has to keep. */
function guarded<T extends Target>(target: T): T {
  const { secretAccessKey, sessionToken = '' } = ROLE_SESSION;
  for (const secret of [secretAccessKey, sessionToken]) target.evidence.token(secret);
  return target;
}
