import { ROLE_SESSION, type RunningSts, startSts } from '@registry/aws/testing';
import { attackSuite } from '@registry/domain/testing';
import { afterAll, describe, inject } from 'vitest';
import { attackedTarget, type KnownToAws } from '../../src/access/attacked-target.ts';
import { startDeployedTarget } from '../../src/deployed/deployed-target.ts';
import { startLocalTarget } from '../../src/target/local-target.ts';
import type { Target } from '../../src/target/target.ts';
import { useTarget } from '../support/use-target.ts';

let sts: RunningSts | undefined;
let known: KnownToAws;
afterAll(() => sts?.dispose());

/** A registry that asks an STS which knows ROLE_SESSION: the server, or the stack as deployed. */
const target = useTarget(async (): Promise<Target & { readonly issuer: string }> => {
  const stack = inject('stack');
  if (stack !== undefined) {
    const callers = [{ ...ROLE_SESSION, policies: [] }];
    const deployed = await startDeployedTarget(stack, { callers });
    const { host } = new URL(deployed.stack.aws.endpoint);
    known = { host, caller: ROLE_SESSION };
    return deployed;
  }
  sts = await startSts();
  known = { host: sts.host, caller: ROLE_SESSION };
  const env = { STS_HOSTS: sts.host, NODE_EXTRA_CA_CERTS: sts.certificateFile };
  const local = await startLocalTarget({ env });
  return { ...local, issuer: local.baseUrl };
});

describe('an attack', () => {
  attackSuite(() => attackedTarget(target(), known));
});
