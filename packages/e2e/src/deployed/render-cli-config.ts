/** Where nothing answers at the root of the host, discovery is told: as the module's output has it. */
export function renderHostBlock(baseUrl: string): string {
  const { host } = new URL(baseUrl);
  return `host "${host}" {\n  services = { "modules.v1" = "${baseUrl}/v1/modules/" }\n}\n`;
}

/** Nothing for who has no token. */
export function renderCredentials(baseUrl: string, token: string | null): string {
  const { host } = new URL(baseUrl);
  return token === null ? '' : `credentials "${host}" {\n  token = "${token}"\n}\n`;
}
