import { z } from 'zod';

/** The answers that tests rely on, checked where they come in. */
export const Upload = z.object({
  upload: z
    .object({
      method: z.literal('PUT'),
      url: z.url(),
      headers: z.record(z.string(), z.string()),
      expires_at: z.iso.datetime(),
    })
    .nullable(),
});

export const VersionList = z.object({
  modules: z.array(
    z.object({ source: z.string(), versions: z.array(z.object({ version: z.string() })) }),
  ),
});

export const Location = z.object({ location: z.string() });

export const AccessToken = z.object({ access_token: z.string(), expires_in: z.int() });

/** The form of every error but those of the OAuth routes. */
export const ErrorBody = z.strictObject({ errors: z.array(z.string().min(1)).min(1) });
