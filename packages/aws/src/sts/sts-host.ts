/** Where STS answers for a region (AWS General Reference, "AWS STS endpoints"). */
export function stsHost(region: string): string {
  return `sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
