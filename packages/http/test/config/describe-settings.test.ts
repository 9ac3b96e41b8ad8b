import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { describeSettings, logLevel, required, seconds } from '../../src/config/index.ts';

describe('the settings of a function', () => {
  it('are required unless they have a default or may be absent', () => {
    const schema = z.object({
      TABLE: required,
      LIFETIME: seconds(60, 3600),
      LOG_LEVEL: logLevel,
      URL: z.optional(z.url()),
    });
    expect(describeSettings(schema)).toEqual({
      TABLE: 'required',
      LIFETIME: 'optional',
      LOG_LEVEL: 'optional',
      URL: 'optional',
    });
  });

  it('are required in a union only where every alternative asks for them', () => {
    const schema = z.discriminatedUnion('KIND', [
      z.object({ KIND: z.literal('plain') }),
      z.object({ KIND: z.literal('keyed'), KEY: required }),
    ]);
    expect(describeSettings(schema)).toEqual({ KIND: 'required', KEY: 'optional' });
  });

  it('are those of all schemas together', () => {
    const schemas = [z.object({ A: required }), z.object({ B: z.optional(z.string()) })];
    expect(describeSettings(...schemas)).toEqual({ A: 'required', B: 'optional' });
  });
});
