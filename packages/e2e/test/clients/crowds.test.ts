import { startLocalTarget } from '../../src/target/local-target.ts';
import { crowds } from '../suites/crowds.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { useTarget } from '../support/use-target.ts';

const target = useTarget(() => startLocalTarget());

forEachClient(target, { rest: [crowds] });
