import { expect, it } from 'vitest';
import { json } from './support/fake-registry.ts';
import { withRegistry } from './support/with-registry.ts';

const ROLE = 'arn:aws:iam::123456789012:role/Publisher';
const grant = (principal: string, namespace = 'acme') => ({
  principal,
  namespace,
  permissions: ['download'],
  expires_at: null,
  reason: '',
});
const nothing = { allowed: false, by: [], templated: [], identities: [] };

it.each([
  ['what allows it', { ...nothing, allowed: true, by: [grant('identity:ci')] }, /^allowed\n\nby\n/],
  ['that nothing does', nothing, /^not allowed\n$/],
  [
    'what a claim decides',
    { ...nothing, templated: [grant('identity:ci', '{owner}')] },
    /^not allowed for certain\n\nby, if a claim says so\n/,
  ],
  [
    'whom they may turn out to be',
    { ...nothing, identities: [{ name: 'ours', matches: 'perhaps' }] },
    /^not allowed for certain\n\nby, if they match, .*\nidentity:ours\n$/,
  ],
  ['what an older registry says', { allowed: false, by: [], templated: [] }, /^not allowed\n$/],
])('grants explain tells %s', async (_, answer, text) => {
  const { registry, machine, env } = await withRegistry();
  registry.once(/\/v1\/access/, (_request, response) => json(response, 200, answer));
  const ended = await machine.run(['grants', 'explain', 'download', 'acme', '--principal', ROLE], {
    env,
  });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  expect(ended.stdout).toMatch(text);
});
