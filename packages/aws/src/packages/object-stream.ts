import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { translateS3Error } from './s3-errors.ts';

/**
 * The bytes of an object, fetched when they are first asked for: a caller that finds the object
 * too large has nothing to close. Trouble on the way shows as an error, never as an early end.
 */
export async function* streamObject(
  s3: S3Client,
  object: GetObjectCommandInput,
  translate: (error: unknown) => never = translateS3Error,
): AsyncGenerator<Uint8Array> {
  try {
    const { Body: body } = await s3.send(new GetObjectCommand(object));
    if (body === undefined || !(Symbol.asyncIterator in body)) {
      throw new Error(`S3 answered without the bytes of ${object.Bucket}/${object.Key}`);
    }
    yield* body;
  } catch (error) {
    translate(error);
  }
}
