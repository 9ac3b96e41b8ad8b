// Names under amazonaws.com are not all AWS's own words (a bucket may be called "sts"), so that a
// region has to look like one: AWS General Reference, "AWS Security Token Service endpoints".
const DIRECTION = '(?:central|(?:north|south)(?:east|west)?|east|west)';
const REGION = `(?:af|ap|ca|eu|il|me|mx|sa|us|us-gov)-${DIRECTION}-[1-9]`;
const AWS_HOSTS = new RegExp(
  `^sts(?:\\.amazonaws\\.com|(?:-fips)?\\.${REGION}\\.amazonaws\\.com|\\.cn-(?:north|northwest)-1\\.amazonaws\\.com\\.cn)$`,
);

/**
 * May a proof be sent to `host`, a `Host` header? To `configured` ones, each `host[:port]`, where
 * there are such; otherwise to the hosts of AWS STS: global, of a region, FIPS, and in China.
 */
export function isStsHost(host: string, configured: readonly string[] | undefined): boolean {
  return configured ? configured.includes(host) : AWS_HOSTS.test(host);
}
