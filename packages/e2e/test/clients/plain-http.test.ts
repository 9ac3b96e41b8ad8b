import { startLocalTarget } from '../../src/target/local-target.ts';
import { choosing } from '../suites/choosing.ts';
import { contents } from '../suites/contents.ts';
import { essentials } from '../suites/essentials.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { useTarget } from '../support/use-target.ts';

// A host block in the CLI configuration takes the place of discovery.
const target = useTarget(() => startLocalTarget());

forEachClient(target, { essentials: [essentials], rest: [choosing, contents] });
