import { EXAMPLES } from './examples.ts';

/** What a person sees when the server is up: where everything is, and a module to install. */
export function greeting(facts: {
  readonly baseUrl: string;
  readonly tokenFile: string;
  readonly cliConfigFile: string;
  readonly open: boolean;
}): string {
  const { host } = new URL(facts.baseUrl);
  const [{ address, version }] = EXAMPLES;
  return `
The registry listens on ${facts.baseUrl}${facts.open ? ' WITHOUT AUTHENTICATION' : ''}
The administrator's token is in ${facts.tokenFile}
The CLI configuration is     ${facts.cliConfigFile}

Install an example: put this into main.tf in an empty folder …

module "label" {
  source    = "${host}/${address}"
  version   = "${version}"
  namespace = "acme"
}

… and run there

  TF_CLI_CONFIG_FILE=${facts.cliConfigFile} terraform init     (or tofu init)

ready ${facts.baseUrl}
`;
}
