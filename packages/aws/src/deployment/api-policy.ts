import { type APIGatewayClient, GetRestApiCommand } from '@aws-sdk/client-api-gateway';
import { APPLY } from './cures.ts';
import type { Deployment } from './deployment.ts';
import { few, when } from './look.ts';
import { dig, membersOf, textAt } from './parsed.ts';

interface Statement {
  readonly name: string;
  readonly denies: boolean;
}

/** Whether those get as far as the API, and no others, whom the module's `access` lets in. */
export async function apiPolicyFindings(
  client: APIGatewayClient,
  { api }: Deployment,
): Promise<readonly string[]> {
  const { policy = '' } = await client.send(new GetRestApiCommand({ restApiId: api.id }));
  const found = statementsIn(unescaped(policy));
  const chosen = statementsIn(api.policy ?? '');
  const lost = without(chosen, found);
  const added = without(found, chosen);
  const lets = [...lost.filter(({ denies }) => denies), ...added.filter(({ denies }) => !denies)];
  const keeps = [...lost.filter(({ denies }) => !denies), ...added.filter(({ denies }) => denies)];
  const names = (list: readonly Statement[]) => few([...new Set(list.map(({ name }) => name))]);
  const cure =
    api.policy === null
      ? `remove it with aws apigateway update-rest-api --rest-api-id ${api.id} --patch-operations op=replace,path=/policy,value='', then run terraform apply`
      : APPLY;
  if (lets.length > 0) {
    return [
      `The API's resource policy lets in more than was chosen (${names(lets)}); ${cure}, and find out since when that is so.`,
    ];
  }
  return when(
    keeps.length > 0,
    `The API's resource policy keeps out more than was chosen (${names(keeps)}); ${cure}.`,
  );
}

/** API Gateway gives a policy as the inside of a JSON string. */
function unescaped(policy: string): string {
  return policy.startsWith('{\\') ? String(JSON.parse(`"${policy}"`)) : policy;
}

/** By what they say, however it is written. */
function statementsIn(policy: string): ReadonlyMap<string, Statement> {
  if (policy === '') return new Map();
  const statements = dig(JSON.parse(policy), 'Statement');
  const list: readonly unknown[] = Array.isArray(statements) ? statements : [statements];
  return new Map(
    list.map((statement) => [
      JSON.stringify(meaning(statement)),
      {
        name: textAt(statement, 'Sid') || 'a statement without a name',
        denies: dig(statement, 'Effect') === 'Deny',
      },
    ]),
  );
}

/** One value is a list of one, the order of a list says nothing, nor does a name. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.flatMap(meaning).sort();
  if (typeof value !== 'object' || value === null) return [String(value)];
  const members = membersOf(value).filter(([name]) => name !== 'Sid');
  const [only] = members;
  // {"AWS": "*"} is everybody, as "*" is.
  if (members.length === 1 && only?.[0] === 'AWS' && String(only[1]) === '*') return ['*'];
  return members.map(([name, member]) => [name, meaning(member)]).sort();
}

function without(
  some: ReadonlyMap<string, Statement>,
  others: ReadonlyMap<string, Statement>,
): readonly Statement[] {
  return [...some].filter(([key]) => !others.has(key)).map(([, statement]) => statement);
}
