/** What a default run proves everything with: the PATH's terraform, and the newest tofu. */
export const TOOLS = ['terraform', 'tofu'];
