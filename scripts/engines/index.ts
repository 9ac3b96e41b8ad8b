/** What tests import: where an installed engine lies, and how to have one installed. */
export { ENGINES, OTHER_CLIENTS } from './catalogue.ts';
export { EngineError } from './engine.ts';
export { installEngine } from './install-engine.ts';
export { enginePath } from './installed.ts';
export { cacheFolder } from './places.ts';
