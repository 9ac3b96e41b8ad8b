import type { ServerResponse } from 'node:http';

/** What a service of AWS says to whom it refuses: XML from S3, JSON from the others. */
export function refuse(
  response: ServerResponse,
  service: string,
  refusal: { readonly status: number; readonly code: string; readonly message: string },
): void {
  const { status, code, message } = refusal;
  if (service === 's3') {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    response
      .writeHead(status === 400 ? 403 : status, { 'content-type': 'application/xml' })
      .end(body);
    return;
  }
  const body = JSON.stringify({
    __type: `com.amazonaws.${service}#${code}`,
    message,
    Message: message,
  });
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(body);
}

export const ACCESS_DENIED = { status: 403, code: 'AccessDenied', message: 'Access Denied' };

/** DynamoDB, KMS and their like say it with another name and status. */
export function accessDenied(service: string, action: string) {
  if (service === 's3') return ACCESS_DENIED;
  const message = `User is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return { status: 400, code: 'AccessDeniedException', message };
}
