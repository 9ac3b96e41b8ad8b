/**
 * Checks `terraform/` without applying anything: node scripts/terraform/check.ts [--fix]. Says what
 * is wrong on stderr; --fix writes the tables of inputs and outputs anew.
 */
import { staleDocumentation } from './checks/documentation.ts';
import { usesGoneInProvider6 } from './checks/provider-6.ts';
import { insecureSettings } from './checks/security.ts';
import { invalidConfigurations } from './checks/validity.ts';

const fix = process.argv.includes('--fix');

const checks = {
  'tables of inputs and outputs': () => staleDocumentation(fix),
  'version 6 of the AWS provider': usesGoneInProvider6,
  'secure settings': insecureSettings,
  'valid for terraform 1.5.7 and newer, tofu 1.8 and newer': invalidConfigurations,
};

for (const [name, check] of Object.entries(checks)) {
  console.error(`   ${name}`);
  const faults = await check();
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}
