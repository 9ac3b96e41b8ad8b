import type { DeployedFunction } from './deployed-function.ts';
import { lambdaEnvironment } from './environment.ts';

const MAX_ENVIRONMENT_BYTES = 4096;
const MAX_MEMORY_MB = 10_240;
const MAX_TIMEOUT_SECONDS = 900;

/** Why Lambda would refuse to create `fn`, or this machine cannot run it as Lambda would. */
export function functionFaults(fn: DeployedFunction): string[] {
  const faults: string[] = [];
  const [, major] = /^nodejs(\d+)\.x$/.exec(fn.runtime) ?? [];
  if (major !== process.versions.node.split('.')[0]) {
    faults.push(`its runtime is ${fn.runtime}, and this is Node.js ${process.versions.node}`);
  }
  const reserved = Object.keys(fn.environment).filter((name) => isReserved(fn, name));
  if (reserved.length > 0)
    faults.push(`its environment sets ${reserved.join(', ')}, which Lambda does`);
  const malformed = Object.keys(fn.environment).filter((name) => !/^[a-zA-Z]\w+$/.test(name));
  if (malformed.length > 0) faults.push(`${malformed.join(', ')} cannot be names of variables`);
  const size = Object.entries(fn.environment).flat().join('').length;
  if (size > MAX_ENVIRONMENT_BYTES)
    faults.push(`its environment has ${size} bytes; 4,096 are allowed`);
  if (fn.memoryMb < 128 || fn.memoryMb > MAX_MEMORY_MB)
    faults.push(`it cannot have ${fn.memoryMb} MB`);
  if (fn.timeoutSeconds < 1 || fn.timeoutSeconds > MAX_TIMEOUT_SECONDS) {
    faults.push(`it cannot have ${fn.timeoutSeconds} s`);
  }
  return faults.map((fault) => `The function ${fn.name}: ${fault}.`);
}

/** "Reserved environment variables"; those that may be overridden are of no use to us either. */
function isReserved(fn: DeployedFunction, name: string): boolean {
  const own = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
  const set = [...own, 'AWS_SESSION_TOKEN', ...Object.keys(lambdaEnvironment(fn, '', ''))];
  return set.includes(name);
}
