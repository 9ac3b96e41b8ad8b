import type { Deployment } from './deployment.ts';

export const APPLY = 'bring it back with terraform apply';

/** Has Terraform made the API, or only its routes in one that was there before? */
export function isOwn({ path }: Deployment['api']): boolean {
  return path === '';
}

/**
 * Terraform reads single routes back, but not the definition that it has sent as a whole. Deploying
 * by hand is never the cure: it would serve what somebody else has made of the definition.
 */
export function sendAgain({ api }: Deployment): string {
  return isOwn(api)
    ? 'bring it back with terraform apply of this version, and where that changes nothing, change authorizer.cache_seconds by one and apply, since Terraform sends a definition only when it changes'
    : 'bring it back with terraform apply of this version, and deploy your API';
}
