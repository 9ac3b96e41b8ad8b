import {
  answer,
  drip,
  type Fault,
  hang,
  hangUp,
  IAM_USER,
  ROLE_SESSION,
  stall,
  startFaultServer,
  startSts,
} from '@registry/aws/testing';
import { UnauthenticatedError, UnavailableError } from '@registry/domain';
import { describe, expect, it } from 'vitest';
import { base64url, ISSUER, NOW, provingAt, signed, useSts, withHeader } from './setup.ts';

const sts = useSts();
const CI = { principal: 'arn:aws:iam::123456789012:role/ci' };
const identity = (arn: string, account = '123456789012') =>
  `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>AIDA</UserId>` +
  `<Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

describe('a signature that STS refuses', () => {
  it.each<[string, () => Promise<string>, string]>([
    [
      'made with another key',
      async () => {
        const caller = { ...IAM_USER, secretAccessKey: 'guessed' };
        return base64url(await signed(sts(), { caller }));
      },
      'SignatureDoesNotMatch',
    ],
    [
      'for another registry, whose address was replaced',
      async () => {
        const request = await signed(sts(), {
          headers: { 'x-registry-audience': 'https://a.test' },
        });
        return base64url(withHeader(request, 'x-registry-audience', ISSUER));
      },
      'SignatureDoesNotMatch',
    ],
    [
      'for an identity that was taken away',
      async () => {
        const request = await signed(sts(), { headers: { 'x-registry-identity': 'deploy' } });
        return base64url(withHeader(request, 'x-registry-identity', ''));
      },
      'SignatureDoesNotMatch',
    ],
    [
      'whose nonce was replaced',
      async () => base64url(withHeader(await signed(sts()), 'x-registry-nonce', 'another')),
      'SignatureDoesNotMatch',
    ],
    [
      'for another host, which was replaced',
      async () => {
        const request = await signed(sts(), { host: 'sts.amazonaws.com' });
        return base64url(withHeader(request, 'host', sts().host));
      },
      'SignatureDoesNotMatch',
    ],
    [
      'of a key that nobody has',
      async () => {
        const caller = { ...IAM_USER, accessKeyId: 'AKIANOBODY0000000001' };
        return base64url(await signed(sts(), { caller }));
      },
      'InvalidClientTokenId',
    ],
    [
      'of a session without its token',
      async () => {
        const { sessionToken: _, ...caller } = ROLE_SESSION;
        return base64url(await signed(sts(), { caller }));
      },
      'InvalidClientTokenId',
    ],
  ])('%s proves nothing, and says so without what was signed', async (_, make, code) => {
    const { prove } = provingAt(sts());
    const token = await make();
    const refusal = await prove(token).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnauthenticatedError);
    const { message } = refusal instanceof Error ? refusal : new Error('none');
    expect(message).toContain(code);
    expect(message).not.toMatch(/IQoJ|[0-9a-f]{64}|canonical/);
    await expect(prove(token)).rejects.toThrow('used before');
  });

  it.each<[string, number, string, string]>([
    ['a code that we know', 403, '{"Error":{"Code":"ExpiredToken"}}', 'credentials have expired'],
    [
      'a code that we do not know',
      400,
      '<ErrorResponse><Error><Code>Odd</Code></Error></ErrorResponse>',
      '(Odd)',
    ],
    ['a code that is none', 403, '{"Error":{"Code":"IQoJ+secret/"}}', 'signed request.'],
    ['a code of a prototype', 403, '{"Error":{"Code":"constructor"}}', '(constructor).'],
    ['no code', 403, 'Forbidden', 'has refused the signed request.'],
  ])('with %s', async (_, status, body, said) => {
    sts().meet(answer(status, body));
    await expect(provingAt(sts()).prove(base64url(await signed(sts())))).rejects.toThrow(said);
  });
});

describe('an STS in trouble', () => {
  const throttled = '<ErrorResponse><Error><Code>Throttling</Code></Error></ErrorResponse>';
  it.concurrent.each<[string, Fault]>([
    ['that never answers', hang],
    ['that answers byte by byte', drip],
    ['that stops in the middle', stall],
    ['that hangs up', hangUp],
    ['that fails', answer(500, 'oops')],
    ['that is overloaded', answer(503)],
    ['that has no more for us', answer(429)],
    ['that throttles', answer(400, throttled)],
    [
      'that says more than anybody reads',
      answer(200, identity(ROLE_SESSION.arn) + ' '.repeat(64 * 1024)),
    ],
    ['that says nothing', answer(200)],
    ['that says something else', answer(200, '<html/>')],
    ['that names nobody', answer(200, '{"GetCallerIdentityResponse":{}}')],
    ['that speaks no HTTP', ({ socket }) => void socket.end('220 smtp ready\r\n')],
  ])('%s costs no proof', async (_, fault) => {
    const own = await startSts(undefined, () => NOW);
    try {
      const { prove } = provingAt(own);
      const token = base64url(await signed(own));
      own.meet(fault);
      await expect(prove(token)).rejects.toBeInstanceOf(UnavailableError);
      own.meet();
      await expect(prove(token)).resolves.toMatchObject(CI);
      await expect(prove(token)).rejects.toThrow('used before');
    } finally {
      await own.dispose();
    }
  });

  it('is never left for where it redirects to', async () => {
    let followed = 0;
    const elsewhere = await startFaultServer((request, response) => {
      followed += 1;
      return answer(200, identity(IAM_USER.arn))(request, response);
    });
    const { prove } = provingAt(sts());
    for (const status of [301, 302, 307, 308]) {
      sts().meet(
        answer(status, identity('arn:aws:iam::123456789012:root'), {
          location: elsewhere.endpoint,
        }),
      );
      await expect(prove(base64url(await signed(sts())))).rejects.toBeInstanceOf(UnavailableError);
    }
    await elsewhere.dispose();
    expect(followed).toBe(0);
  });

  it('is none that we trust, with a certificate of somebody else', async () => {
    const other = await startSts(undefined, () => NOW);
    const { prove } = provingAt({ ...other, certificate: sts().certificate });
    await expect(prove(base64url(await signed(other)))).rejects.toBeInstanceOf(UnavailableError);
    expect(other.requests).toEqual([]);
    await other.dispose();
  });
});

describe('an STS that names somebody', () => {
  it.each([
    ['of no kind that we know', identity('arn:aws:iam::123456789012:group/admins')],
    ['of another account', identity('arn:aws:iam::123456789012:root', '210987654321')],
    ['without an account', identity('arn:aws:iam::123456789012:root', '')],
  ])('%s has proved nobody', async (_, body) => {
    sts().meet(answer(200, body));
    const proving = provingAt(sts()).prove(base64url(await signed(sts())));
    await expect(proving).rejects.toBeInstanceOf(UnauthenticatedError);
  });
});
