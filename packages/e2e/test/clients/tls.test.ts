import { choosing } from '../suites/choosing.ts';
import { contents } from '../suites/contents.ts';
import { essentials } from '../suites/essentials.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';

// The clients discover the registry as they would any: over https, trusting its certificate.
const target = useTarget(() => startTarget({ tls: true }));

forEachClient(target, { essentials: [essentials], rest: [choosing, contents] });
