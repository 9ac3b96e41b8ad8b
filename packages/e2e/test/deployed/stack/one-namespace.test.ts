import { startDeployedTarget } from '../../../src/deployed/deployed-target.ts';
import { useTarget } from '../../support/use-target.ts';
import { oneNamespace } from '../support/one-namespace.ts';
import { theStack } from '../support/the-stack.ts';

oneNamespace(useTarget(() => startDeployedTarget(theStack())));
