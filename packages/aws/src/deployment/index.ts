/** Looks at a deployed registry from inside, as `registry-cli doctor --aws` does. */
export type { Deployment } from './deployment.ts';
export { inspectDeployment } from './inspect-deployment.ts';
export type { Check } from './look.ts';
