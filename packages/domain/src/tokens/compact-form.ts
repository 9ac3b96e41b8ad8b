export const MAX_TOKEN_LENGTH = 8192;

/** RFC 7515 §3.1. The decoder skips white space, so without this a token had many spellings. */
export const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
