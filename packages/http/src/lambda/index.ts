/** The four ways in which AWS hands HTTP to a function. */
export * from './event.ts';
export * from './handler.ts';
export * from './result.ts';
