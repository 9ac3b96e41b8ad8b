import { canonicalAwsPrincipal, InvalidError, parsePrincipal } from '@registry/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const IAM = 'arn:aws:iam::123456789012';
const STS = 'arn:aws:sts::123456789012';

describe('canonicalAwsPrincipal', () => {
  it.each([
    ['a session of a role', `${STS}:assumed-role/ci/build-42`, `${IAM}:role/ci`],
    ['a session on EC2', `${STS}:assumed-role/web/i-0123456789abcdef0`, `${IAM}:role/web`],
    ['a session of a Lambda', `${STS}:assumed-role/aws-auth/my-function`, `${IAM}:role/aws-auth`],
    [
      'a session from GitHub Actions',
      `${STS}:assumed-role/gha-acme-vpc-main/GitHubActions`,
      `${IAM}:role/gha-acme-vpc-main`,
    ],
    [
      'a session of IAM Identity Center',
      `${STS}:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/jo.doe@example.com`,
      `${IAM}:role/AWSReservedSSO_Developer_0123456789abcdef`,
    ],
    [
      "the role of IAM Identity Center, whose path holds the directory's region",
      `${IAM}:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Developer_0123456789abcdef`,
      `${IAM}:role/AWSReservedSSO_Developer_0123456789abcdef`,
    ],
    [
      "a session of a service's own role",
      `${STS}:assumed-role/AWSServiceRoleForECS/ecs`,
      `${IAM}:role/AWSServiceRoleForECS`,
    ],
    [
      'an instance that has no role',
      `${STS}:assumed-role/aws:ec2-instance/i-0123456789abcdef0`,
      `${IAM}:role/aws:ec2-instance`,
    ],
    [
      'every character that names may have',
      `${STS}:assumed-role/a_b+c=d,e.f@g-h/i_j+k=l,m.n@o-p`,
      `${IAM}:role/a_b+c=d,e.f@g-h`,
    ],
    ['a role', `${IAM}:role/ci`, `${IAM}:role/ci`],
    ['a role with a path', `${IAM}:role/teams/platform/ci`, `${IAM}:role/ci`],
    ['a user', `${IAM}:user/alice`, `${IAM}:user/alice`],
    ['a user with a path', `${IAM}:user/team/bob`, `${IAM}:user/team/bob`],
    ['a user whose path is odd', `${IAM}:user/a&b//<c>/bob`, `${IAM}:user/a&b//<c>/bob`],
    ['the root of an account', `${IAM}:root`, `${IAM}:root`],
    ['a federated user', `${STS}:federated-user/zed`, `${STS}:federated-user/zed`],
    [
      'a session in China',
      'arn:aws-cn:sts::123456789012:assumed-role/ci/s1',
      'arn:aws-cn:iam::123456789012:role/ci',
    ],
    [
      'a session in GovCloud',
      'arn:aws-us-gov:sts::123456789012:assumed-role/ci/s1',
      'arn:aws-us-gov:iam::123456789012:role/ci',
    ],
    [
      'a user in China',
      'arn:aws-cn:iam::123456789012:user/team/bob',
      'arn:aws-cn:iam::123456789012:user/team/bob',
    ],
  ])('%s', (_, arn, principal) => {
    expect(canonicalAwsPrincipal(arn)).toBe(principal);
  });

  it.each([
    ['nothing', ''],
    ['a role without a session', `${STS}:assumed-role/ci`],
    ['a session without a name', `${STS}:assumed-role/ci/`],
    ['a session with a slash', `${STS}:assumed-role/ci/a/b`],
    ['a role without a name', `${STS}:assumed-role//s1`],
    ['a role name that is too long', `${STS}:assumed-role/${'r'.repeat(65)}/s1`],
    ['a role whose name is too long', `${IAM}:role/x/${'r'.repeat(65)}`],
    ['a role name with a star', `${STS}:assumed-role/ci*/s1`],
    ['a user without a name', `${IAM}:user/`],
    ['a user of STS', `${STS}:user/alice`],
    ['a root of STS', `${STS}:root`],
    ['a federated user of IAM', `${IAM}:federated-user/zed`],
    ['more than the root', `${IAM}:root/x`],
    ['a group', `${IAM}:group/admins`],
    ['another service', 'arn:aws:s3:::bucket'],
    ['a short account', 'arn:aws:iam::12345678901:root'],
    ['a region', 'arn:aws:iam:eu-central-1:123456789012:root'],
    ['a partition that only begins like one', 'arn:awsome:iam::123456789012:root'],
    ['white space at the end', `${IAM}:user/alice\n`],
    ['white space before', ` ${IAM}:user/alice`],
    ['letters beyond ASCII', `${IAM}:user/zoë`],
    ['capitals', `${IAM}:ROOT`],
  ])('refuses %s', (_, arn) => {
    expect(() => canonicalAwsPrincipal(arn)).toThrow(InvalidError);
  });

  const name = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);
  const account = fc.stringMatching(/^\d{12}$/);
  const partition = fc.constantFrom('aws', 'aws-cn', 'aws-us-gov');
  const path = fc.stringMatching(/^\/(?:[\x21-\x7e]{1,20}\/)?$/);

  it('is the same for every session and every path of a role, and for nobody else', () => {
    fc.assert(
      fc.property(
        partition,
        account,
        name,
        name,
        path,
        name,
        (part, id, role, session, at, other) => {
          const principal = canonicalAwsPrincipal(
            `arn:${part}:sts::${id}:assumed-role/${role}/${session}`,
          );
          expect(principal).toBe(`arn:${part}:iam::${id}:role/${role}`);
          expect(canonicalAwsPrincipal(`arn:${part}:iam::${id}:role${at}${role}`)).toBe(principal);
          expect(canonicalAwsPrincipal(principal)).toBe(principal);
          expect(parsePrincipal(principal)).toBe(principal);
          const another = canonicalAwsPrincipal(
            `arn:${part}:sts::${id}:assumed-role/${other}/${session}`,
          );
          expect(another === principal).toBe(other === role);
        },
      ),
    );
  });

  it('tells all users apart', () => {
    fc.assert(
      fc.property(account, path, name, path, name, (id, onePath, one, otherPath, other) => {
        const [first, second] = [`${onePath}${one}`, `${otherPath}${other}`].map((user) =>
          canonicalAwsPrincipal(`arn:aws:iam::${id}:user${user}`),
        );
        expect(first === second).toBe(`${onePath}${one}` === `${otherPath}${other}`);
      }),
    );
  });

  it('makes a principal of any text, or refuses it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `${STS}:assumed-role/${rest}`),
    );
    fc.assert(
      fc.property(text, (arn) => {
        try {
          const principal = canonicalAwsPrincipal(arn);
          expect(canonicalAwsPrincipal(principal)).toBe(principal);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidError);
        }
      }),
    );
  });
});
