import { expect, it } from 'vitest';
import type { GrantAnswer } from '../src/administration/answers.ts';
import { compareGrants } from '../src/administration/compare-grants.ts';
import type { WantedGrant } from '../src/administration/grants-file.ts';

const OPERATOR = 'arn:aws:iam::123456789012:role/Operator';
const wanted = (permission: string, principal = OPERATOR): WantedGrant => ({
  principal,
  namespace: '*',
  permissions: [permission],
  expires_at: null,
  reason: '',
});
const stored = (permission: string, principal = OPERATOR): GrantAnswer => ({
  ...wanted(permission, principal),
  permissions: [permission],
});
const managed = { ...stored('admin'), managed_by: 'terraform' };

it('What Terraform manages is neither removed nor missed', () => {
  const difference = compareGrants([managed], []);
  expect(difference).toEqual({ added: [], changed: [], removed: [] });
});

it('What was stored beside it is compared like any other, and removed', () => {
  const beside = stored('download');
  expect(compareGrants([managed, beside], []).removed).toEqual([beside]);
  expect(compareGrants([managed, beside], [wanted('download')]).removed).toEqual([]);
});

it.each([
  ['adds to', [managed]],
  ['changes', [managed, stored('download')]],
])('A file that %s it is refused as a whole, with a sentence for each', (_, there) => {
  const file = [wanted('upload'), wanted('upload', 'identity:ci')];
  expect(() => compareGrants(there, file)).toThrow(
    expect.objectContaining({
      code: 'conflict',
      errors: [expect.stringMatching(/^The grant of \S+Operator on \* is managed by Terraform/)],
    }),
  );
});
