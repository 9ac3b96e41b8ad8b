import type { StsCaller } from './caller.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';
const REQUEST_ID = '01234567-89ab-cdef-0123-456789abcdef';

/** What STS answers to whoever it knows, in the form that `Accept` asks for. */
export function identityAnswer({ arn, account, userId }: StsCaller, isJson: boolean): string {
  const result = { Arn: arn, UserId: userId, Account: account };
  if (isJson) {
    return JSON.stringify({
      GetCallerIdentityResponse: {
        GetCallerIdentityResult: result,
        ResponseMetadata: { RequestId: REQUEST_ID },
      },
    });
  }
  return `<GetCallerIdentityResponse xmlns="${NAMESPACE}">
  <GetCallerIdentityResult>
${Object.entries(result)
  .map(([name, value]) => `    <${name}>${escapeXml(value)}</${name}>`)
  .join('\n')}
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${REQUEST_ID}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`;
}

/** Its message repeats what was signed, as that of STS does: it must never be shown to anybody. */
export function errorAnswer(code: string, message: string, isJson: boolean): string {
  if (isJson) {
    return JSON.stringify({
      Error: { Code: code, Message: message, Type: 'Sender' },
      RequestId: REQUEST_ID,
    });
  }
  return `<ErrorResponse xmlns="${NAMESPACE}">
  <Error>
    <Type>Sender</Type>
    <Code>${code}</Code>
    <Message>${escapeXml(message)}</Message>
  </Error>
  <RequestId>${REQUEST_ID}</RequestId>
</ErrorResponse>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
