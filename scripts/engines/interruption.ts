/**
 * Aborted by whoever catches Ctrl-C or a SIGTERM: ends the running step of a build and every wait
 * for another process, so that temporary folders and locks go before the program does.
 */
export const interruption = new AbortController();
