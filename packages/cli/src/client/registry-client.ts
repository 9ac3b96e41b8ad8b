import type { ModuleId, PackageFormat, ResourceName, Scope, Version } from '@registry/domain';
import { formatModuleId, formatScope } from '@registry/domain';
import type { z } from 'zod';
import {
  DETAIL,
  type Detail,
  LOCATION,
  OPENID_CONFIGURATION,
  PUBLISHED,
  type Published,
  readAnswer,
  TOKEN,
  type Token,
  UPLOAD,
  type UploadTarget,
  VERSIONS,
  WHOAMI,
  type Whoami,
} from './answers.ts';
import type { Api, ApiAnswer, ApiRequest } from './api.ts';
import { oauthRefusal, refusal } from './refusal.ts';

export interface SourcedToken {
  readonly value: string;
  /** As people know it: an option, a variable or a file. */
  readonly from: string;
}

/** RFC 8693 §3: a token of the registry's own. */
export const ACCESS_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

export interface PackageRef {
  readonly sha256: string;
  readonly size: number;
  readonly format: PackageFormat;
}

/** What is published: an uploaded package, an object in a bucket, or an address. */
export type PublishBody =
  | PackageRef
  | { readonly bucket: string; readonly key: string; readonly sha256: string }
  | { readonly source: string };

/** The registry's API, answers parsed; whatever is not a good answer is thrown as a CliError. */
export interface RegistryClient {
  requestUpload(id: ModuleId, version: Version, ref: PackageRef): Promise<UploadTarget | null>;
  /** `created` is false when this very content was published already. */
  publish(
    id: ModuleId,
    version: Version,
    body: PublishBody,
  ): Promise<{ readonly created: boolean; readonly version: Published }>;
  versions(id: ModuleId): Promise<readonly string[]>;
  show(id: ModuleId, version?: Version): Promise<Detail>;
  /** The address as the registry gives it, and the URL it is relative to. */
  locate(
    id: ModuleId,
    version: Version,
  ): Promise<{ readonly location: string; readonly base: string }>;
  whoami(): Promise<Whoami>;
  /** Who the registry says it is: what is made for it alone is made for this. */
  issuer(): Promise<string>;
  /** RFC 8693: a token for a proof. */
  exchangeToken(subject: SubjectToken, wanted: WantedToken): Promise<Token>;
}

/** A proof of who somebody is, or a token of theirs. */
export interface SubjectToken {
  /** RFC 8693 §3. */
  readonly type: string;
  readonly from: string;
  /** Called for each attempt. */
  readonly prove: () => Promise<string>;
}

/** Everything granted, for the usual time, where nothing is said. */
export interface WantedToken {
  readonly scope?: Scope;
  readonly expiresIn?: number;
  readonly identity?: ResourceName;
}

/** `token` is the one that `api` sends along, and where it came from. */
export function createRegistryClient(api: Api, token?: SourcedToken): RegistryClient {
  async function ask(request: ApiRequest): Promise<ApiAnswer> {
    const answer = await api(request);
    if (answer.status === 200 || answer.status === 201) return answer;
    throw refusal(answer, token?.from);
  }
  async function get<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const request = { method: 'GET', path, authenticated: true, repeatable: true } as const;
    return readAnswer(schema, await ask(request));
  }
  const write = { authenticated: true, repeatable: true } as const;

  return {
    requestUpload: async (id, version, body) => {
      const path = `${versionPath(id, version)}/uploads`;
      return readAnswer(UPLOAD, await ask({ ...write, method: 'POST', path, body })).upload;
    },
    publish: async (id, version, body) => {
      const path = versionPath(id, version);
      const answer = await ask({ ...write, method: 'PUT', path, body });
      return { created: answer.status === 201, version: readAnswer(PUBLISHED, answer) };
    },
    versions: async (id) => {
      const { modules } = await get(`${modulePath(id)}/versions`, VERSIONS);
      return modules.flatMap((module) => module.versions.map(({ version }) => version));
    },
    show: async (id, version) =>
      get(version === undefined ? modulePath(id) : versionPath(id, version), DETAIL),
    locate: async (id, version) => {
      const path = `${versionPath(id, version)}/download`;
      const answer = await ask({ method: 'GET', path, authenticated: true, repeatable: true });
      return { location: readAnswer(LOCATION, answer).location, base: answer.url };
    },
    whoami: async () => get('/v1/whoami', WHOAMI),
    issuer: async () => {
      const path = '/.well-known/openid-configuration';
      const request = { method: 'GET', path, authenticated: false, repeatable: true } as const;
      return readAnswer(OPENID_CONFIGURATION, await ask(request)).issuer;
    },
    exchangeToken: async ({ type, from, prove }, { scope, expiresIn, identity }) => {
      const form = async () =>
        new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
          subject_token: await prove(),
          subject_token_type: type,
          ...(identity === undefined ? {} : { identity }),
          ...(scope === undefined ? {} : { scope: formatScope(scope) }),
          ...(expiresIn === undefined ? {} : { expires_in: String(expiresIn) }),
        });
      // Not made again after a lost connection: the token may have been issued.
      const answer = await api({
        method: 'POST',
        path: '/oauth/token',
        form,
        authenticated: false,
        repeatable: false,
      });
      if (answer.status !== 200) throw oauthRefusal(answer, from, type === ACCESS_TOKEN_TYPE);
      return readAnswer(TOKEN, answer);
    },
  };
}

// The names and the version are parsed: nothing in them means anything in a path, and the "+" of
// build metadata goes as the clients send it.
function modulePath(id: ModuleId): string {
  return `/v1/modules/${formatModuleId(id)}`;
}

function versionPath(id: ModuleId, version: Version): string {
  return `${modulePath(id)}/${version}`;
}
