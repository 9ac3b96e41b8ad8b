import { UnavailableError } from '@registry/domain';
import { RefusedCallError } from '../json-call/refused-call-error.ts';
import { isServiceTrouble, statusOf } from '../sdk-errors.ts';

/** One thing that was looked at: sentences that say what is wrong and what to do, none if nothing is. */
export interface Check {
  readonly name: string;
  readonly findings: readonly string[];
}

export interface Look {
  /** "the table acme" */
  readonly thing: string;
  /** The actions that IAM has to allow, each of them. */
  readonly asks: readonly string[];
  readonly at: () => Promise<readonly string[]>;
}

/**
 * That something is not there, or may not be looked at, is a finding: what was not seen is not well.
 *
 * @throws whatever the credentials are refused with before AWS is asked
 */
export async function look({ thing, asks, at }: Look): Promise<readonly string[]> {
  try {
    return await at();
  } catch (error) {
    const code = codeOf(error);
    const status = error instanceof RefusedCallError ? error.status : statusOf(error);
    if (NOT_THERE.test(code) || (status === 404 && code !== '')) return [gone(thing)];
    if (status === 401 || status === 403 || NOT_ALLOWED.test(code)) {
      return [
        `Could not look at ${thing}, as the AWS credentials are refused (${code}); allow them ${asks.join(', ')}, or use a role with the policy in the module's output policies.administrator.`,
      ];
    }
    if (!isTrouble(error) && status === undefined) throw error;
    return [`Could not look at ${thing} (${code}); run the same command again.`];
  }
}

/** For something that Terraform made and that is missing. */
export function gone(thing: string): string {
  return `AWS does not know ${thing}; check that the credentials are of the registry's account, then bring it back with terraform apply.`;
}

/** Settings that are answered as an error where there are none. */
export async function unless<T>(code: string, ask: Promise<T>): Promise<T | undefined> {
  try {
    return await ask;
  } catch (error) {
    if (codeOf(error) === code) return undefined;
    throw error;
  }
}

export function when(wrong: boolean, sentence: string): readonly string[] {
  return wrong ? [sentence] : [];
}

/** Names in a sentence: the first few, and how many more. */
export function few(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}

const NOT_THERE =
  /^(?:ResourceNotFound(?:Exception)?|TableNotFoundException|NotFoundException|NoSuchBucket|NotFound)$/;
const NOT_ALLOWED = /AccessDenied|NotAuthorized|Forbidden|InvalidClientTokenId|UnrecognizedClient/;

function isTrouble(error: unknown): boolean {
  return error instanceof UnavailableError || isServiceTrouble(error);
}

function codeOf(error: unknown): string {
  if (error instanceof RefusedCallError) return error.code;
  return error instanceof Error ? error.name : '';
}
