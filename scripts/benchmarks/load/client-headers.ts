/** What terraform sends with a request to a registry. */
export function clientHeaders(token: string): Record<string, string> {
  return {
    'User-Agent': 'Terraform/1.11.4',
    'X-Terraform-Version': '1.11.4',
    Authorization: `Bearer ${token}`,
    'Accept-Encoding': 'gzip',
  };
}
