/**
 * A CLI configuration for `TF_CLI_CONFIG_FILE`. Over plain http the host block takes the place of
 * service discovery, which both clients do over https only.
 */
export function renderCliConfig(baseUrl: string, token: string | null): string {
  const { host, protocol } = new URL(baseUrl);
  const services = `host "${host}" {\n  services = { "modules.v1" = "${baseUrl}/v1/modules/" }\n}\n`;
  const credentials = `credentials "${host}" {\n  token = "${token}"\n}\n`;
  return [protocol === 'http:' && services, token !== null && credentials]
    .filter((block) => block !== false)
    .join('\n');
}
