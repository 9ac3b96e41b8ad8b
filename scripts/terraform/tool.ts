import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installEngine } from '../engines/index.ts';
import { providerInstallation } from './aws-provider.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the tool in a folder, whatever its exit code. */
export type Run = (folder: string, ...args: readonly string[]) => Promise<Ended>;

const TIMEOUT_MS = 600_000;
/** State and plans as JSON hold the whole OpenAPI document several times. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

export interface ToolSettings {
  /** A client of scripts/engines: `terraform` is the PATH's, `tofu`, `terraform-1.5`, … */
  readonly tool: string;
  /** A folder of its own for what the tool is told and remembers. */
  readonly scratch: string;
  /** The emulator, `http://127.0.0.1:PORT`; absent where nothing is applied. */
  readonly endpoint?: string;
  readonly region?: string;
  /** More of a CLI configuration: how a registry of modules is reached. */
  readonly cliConfig?: string;
  /** The `address` of `startProvider()`: that provider is asked, and none is started. */
  readonly provider?: string;
}

/** A terraform or tofu that knows the AWS provider and, of all of AWS, only the emulator. */
export async function openTool(settings: ToolSettings): Promise<Run> {
  const { tool, scratch, endpoint, region, cliConfig = '', provider } = settings;
  const program = await installEngine(tool);
  const config = join(scratch, 'cli.tfrc');
  await writeFile(config, `${await providerInstallation()}${cliConfig}`);
  const env = {
    ...withoutSettings(process.env),
    TF_CLI_CONFIG_FILE: config,
    ...(provider !== undefined && { TF_REATTACH_PROVIDERS: provider }),
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    AWS_REGION: region ?? 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test-secret',
    AWS_EC2_METADATA_DISABLED: 'true',
    // Without an emulator nothing of AWS can be reached by accident.
    AWS_ENDPOINT_URL: endpoint ?? 'http://127.0.0.1:9',
  };
  return (folder, ...args) =>
    new Promise((resolve, reject) => {
      const options = { cwd: folder, env, timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT_BYTES };
      execFile(program, args, options, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        if (typeof code === 'number') resolve({ code, stdout, stderr });
        else reject(error);
      });
    });
}

/** A developer's own account and settings are none of a test's business. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(AWS|TF)_/.test(name)),
  );
}

/** What the tool printed; an Error with its own words where it did not end with one of `codes`. */
export function expectCode(ended: Ended, what: string, codes: readonly number[] = [0]): string {
  if (codes.includes(ended.code)) return ended.stdout;
  const said = `${ended.stdout}\n${ended.stderr}`.trim().slice(-6000);
  throw new Error(`${what} ended with ${ended.code}:\n${said}`);
}
