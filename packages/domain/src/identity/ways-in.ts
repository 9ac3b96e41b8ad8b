/** How somebody may prove who they are; each is switched on by its name. */
export const WAYS_IN = [
  'aws-gateway',
  'aws-proof',
  'oidc',
  'static',
  'hs256',
  'external-jwt',
] as const;
export type WayInName = (typeof WAYS_IN)[number];

/** Those that keep no secret anywhere. The others are on only where somebody asks for them. */
export const DEFAULT_WAYS_IN: readonly WayInName[] = ['aws-gateway', 'aws-proof', 'oidc'];
