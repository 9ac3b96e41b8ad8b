import { WAYS_IN, type WayInName } from '@registry/domain';
import { createMemoryRecordStore } from '@registry/domain/testing';
import { describe, expect, it } from 'vitest';
import { createWaysIn } from '../../src/ways-in/create-ways-in.ts';
import { settings } from '../setup.ts';

const clock = () => new Date(0);

function namesOf(on: readonly WayInName[]): string[] {
  const waysIn = createWaysIn({
    on,
    issuer: settings.issuer,
    issuerPrivateHosts: [],
    stsHosts: undefined,
    records: createMemoryRecordStore(clock),
    clock,
  });
  return Object.keys(waysIn);
}

describe('the ways in of the token endpoint', () => {
  it.each<[readonly WayInName[], string[]]>([
    [[], []],
    [['oidc'], ['oidc']],
    [['aws-proof'], ['aws-proof']],
    [['aws-gateway', 'static', 'hs256', 'external-jwt'], []],
    [WAYS_IN, ['oidc', 'aws-proof']],
  ])('are, of %j, those that are on: %j', (on, names) => {
    expect(namesOf(on)).toEqual(names);
  });
});
