import { crowds } from '../suites/crowds.ts';
import { forEachClient } from '../support/for-each-client.ts';
import { startTarget } from '../support/start-target.ts';
import { useTarget } from '../support/use-target.ts';

const target = useTarget(() => startTarget());

forEachClient(target, { rest: [crowds] });
