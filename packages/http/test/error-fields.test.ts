import { UnavailableError } from '@registry/domain';
import { createLogger } from '@registry/http/logger';
import { describe, expect, it } from 'vitest';

function logged(err: unknown) {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'info',
    destination: { write: (line) => lines.push(line) },
  });
  logger.error({ err }, 'failed');
  const [line = ''] = lines;
  return { line, fields: JSON.parse(line) };
}

describe('an error in the log', () => {
  it('has its type, message, stack and causes', () => {
    const cause = new TypeError('the socket is closed');
    const { fields } = logged(new UnavailableError('The table does not answer.', { cause }));
    expect(fields).toMatchObject({
      level: 'error',
      msg: 'failed',
      err: {
        type: 'UnavailableError',
        message: 'The table does not answer.',
        cause: { type: 'TypeError', message: 'the socket is closed' },
      },
    });
    expect(fields.err.stack).toContain('error-fields.test.ts');
  });

  it('has nothing that a library hung onto it', () => {
    const secret = 'https://bucket.test/key?X-Amz-Signature=0123';
    const error = Object.assign(
      new Error('failed', { cause: Object.assign(new Error('cause'), { secret }) }),
      {
        input: secret,
        $response: { headers: { authorization: secret } },
      },
    );
    expect(logged(error).line).not.toContain('X-Amz-Signature');
  });

  it('ends, also where causes do not', () => {
    const error = new Error('a');
    error.cause = error;
    expect(logged(error).fields.err.message).toBe('a');
  });

  it('may be no error at all', () => {
    expect(logged('a string').fields.err).toEqual({ type: 'string', message: '' });
  });
});
