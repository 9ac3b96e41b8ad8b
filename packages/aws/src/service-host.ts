/** The partitions of AWS whose names do not end in amazonaws.com. */
const SUFFIXES: readonly (readonly [regions: string, suffix: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
  ['us-isof-', 'csp.hci.ic.gov'],
];

/** The name of a service in a region, for what asks it without a client that would know. */
export function serviceHost(service: string, region: string): string {
  const suffix = SUFFIXES.find(([regions]) => region.startsWith(regions))?.[1] ?? 'amazonaws.com';
  return `${service}.${region}.${suffix}`;
}
