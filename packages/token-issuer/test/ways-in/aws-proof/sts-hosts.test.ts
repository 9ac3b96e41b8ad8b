import { describe, expect, it } from 'vitest';
import { isStsHost } from '../../../src/ways-in/aws-proof/sts-hosts.ts';

describe('the hosts of AWS STS', () => {
  // AWS General Reference, "AWS Security Token Service endpoints and quotas".
  it.each([
    'sts.amazonaws.com',
    'sts.us-east-1.amazonaws.com',
    'sts.us-east-2.amazonaws.com',
    'sts.us-west-2.amazonaws.com',
    'sts.af-south-1.amazonaws.com',
    'sts.ap-east-1.amazonaws.com',
    'sts.ap-northeast-3.amazonaws.com',
    'sts.ap-southeast-7.amazonaws.com',
    'sts.ca-west-1.amazonaws.com',
    'sts.eu-central-2.amazonaws.com',
    'sts.eu-north-1.amazonaws.com',
    'sts.il-central-1.amazonaws.com',
    'sts.me-south-1.amazonaws.com',
    'sts.mx-central-1.amazonaws.com',
    'sts.sa-east-1.amazonaws.com',
    'sts.us-gov-east-1.amazonaws.com',
    'sts.us-gov-west-1.amazonaws.com',
    'sts-fips.us-east-1.amazonaws.com',
    'sts-fips.us-west-1.amazonaws.com',
    'sts.cn-north-1.amazonaws.com.cn',
    'sts.cn-northwest-1.amazonaws.com.cn',
  ])('are known: %s', (host) => {
    expect(isStsHost(host, undefined)).toBe(true);
  });

  it.each([
    '',
    'amazonaws.com',
    'example.com',
    'STS.amazonaws.com',
    'sts.amazonaws.com.',
    'sts.amazonaws.com:443',
    'sts.amazonaws.com:8443',
    'user@sts.amazonaws.com',
    'sts.amazonaws.com@evil.test',
    'sts.amazonaws.com/',
    'sts.amazonaws.com\n',
    'sts.amazonaws.com.evil.test',
    'evil-sts.amazonaws.com',
    'evil.sts.amazonaws.com',
    'sts-amazonaws.com',
    'stsXamazonaws.com',
    'sts.amazonaws.com.cn',
    'sts.us-east-1.amazonaws.com.cn',
    'sts.cn-north-1.amazonaws.com',
    'sts.us-east-1.evil.amazonaws.com',
    // Buckets that somebody may call "sts".
    'sts.s3.amazonaws.com',
    'sts.s3-us-west-2.amazonaws.com',
    'sts.s3.us-west-2.amazonaws.com',
    'sts.s3-website-us-east-1.amazonaws.com',
    // Balancers and instances, whose names others choose too.
    'sts.us-east-1.elb.amazonaws.com',
    'sts.elb.us-east-1.amazonaws.com',
    'sts.compute-1.amazonaws.com',
    // Nothing but what a region is called like.
    'sts.us-s3-1.amazonaws.com',
    'sts.eu-anything-1.amazonaws.com',
    'sts.us-east-99.amazonaws.com',
    'sts.us-east-0.amazonaws.com',
    '169.254.169.254',
    '127.0.0.1',
    '[::1]',
    'localhost',
  ])('are no others: %j', (host) => {
    expect(isStsHost(host, undefined)).toBe(false);
  });

  it('are those of the settings alone, where there are some', () => {
    const configured = ['sts.test:8443', 'sts.eu-central-1.amazonaws.com'];
    expect(isStsHost('sts.test:8443', configured)).toBe(true);
    expect(isStsHost('sts.eu-central-1.amazonaws.com', configured)).toBe(true);
    expect(isStsHost('sts.test', configured)).toBe(false);
    expect(isStsHost('sts.test:84430', configured)).toBe(false);
    expect(isStsHost('sts.eu-central-1.amazonaws.com.evil.test', configured)).toBe(false);
    expect(isStsHost('sts.test:443', configured)).toBe(false);
    expect(isStsHost('sts.amazonaws.com', configured)).toBe(false);
    expect(isStsHost('sts.amazonaws.com', [])).toBe(false);
  });
});
