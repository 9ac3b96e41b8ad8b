/** Starts a server, says where it is, and waits to be ended: a run of tests that goes wrong. */
import { startLocalTarget } from '../../src/target/local-target.ts';

const { baseUrl } = await startLocalTarget();
console.log(baseUrl);
setInterval(() => {}, 1000);
