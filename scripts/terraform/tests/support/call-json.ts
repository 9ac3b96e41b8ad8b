/**
 * Has the emulator do something that no SDK client is here for, in AWS's JSON protocol. It wants to
 * know who asks, and believes everybody.
 */
export async function callJson(
  endpoint: string,
  service: string,
  target: string,
  input: object,
): Promise<void> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request`,
  };
  const answer = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify(input) });
  if (!answer.ok) throw new Error(`${target}: ${answer.status} ${await answer.text()}`);
}
